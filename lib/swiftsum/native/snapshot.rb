# frozen_string_literal: false

module Swiftsum
  module Native
    # What native code may read of a String: bytes that stay where they are, and as many as there are, until it has read
    # them. For that it is not enough to ask for `bytesize` just before the call. A subclass may answer anything, and
    # Ruby runs other threads and signal handlers whenever a method returns: they may shorten the String after it was
    # asked.
    #
    # A snapshot is a String that nobody else knows. It shares the bytes of the original until either is written to.
    module Snapshot
      # In bytes: for shorter ones, a snapshot costs less than to ask whether there must be one.
      LONG = 4 << 10

      BYTESIZE = ::String.instance_method(:bytesize)
      private_constant :BYTESIZE

      class << self
        # @param string [String, #to_str]
        # @return [String] with the same bytes; never one of a subclass
        # @raise [TypeError]
        def of(string)
          "".replace(string)
        end

        # @param strings [Array<String>]
        # @return [Array<Integer>] in bytes: the truth, whatever they say
        # @raise [TypeError] for what is not a String
        def lengths(strings)
          strings.map { |string| BYTESIZE.bind_call(string) }
        end

        # The way around a snapshot, for long Strings: one that is used again and again as a buffer would be copied each
        # time that it is written to afterwards.
        #
        # In `string.length == length && native(string, length)` no method is called before the native one, if the
        # String is of no subclass and has no `length` of its own: Ruby's interpreter has an instruction for that of
        # String. (Nothing is done against a String whose own `length` changes it.) In a binary String that is the
        # number of bytes. So what the caller compares holds until the call.
        #
        # @param string [Object]
        # @param number [Object] that the call has beside it: of what is not an Integer `to_int` is called, which
        #   may change the String
        # @return [Integer, nil] the length for the caller to compare; nil if there must be a snapshot, as there must
        #   for other threads to run meanwhile
        def spared_length(string, number = 0)
          return unless string.instance_of?(::String) && string.encoding == Encoding::BINARY && number.is_a?(Integer)

          length = BYTESIZE.bind_call(string)
          length unless GVL.release?(length)
        rescue Ractor::IsolationError
          # The method object belongs to the main Ractor.
          nil
        end
      end
    end
  end
end
