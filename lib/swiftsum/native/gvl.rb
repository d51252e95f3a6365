# frozen_string_literal: true

module Swiftsum
  module Native
    # When a call that reads a String lets other Ruby threads run meanwhile, and what it reads.
    #
    # A thread may be switched whenever a method returns: between `bytesize` and the native function, too. So where
    # another one could change the String by then, it is a frozen copy that is read, which shares the bytes until
    # somebody writes.
    module GVL
      # In bytes. A call that reads less takes less time than to ask, or than a copy: {Swiftsum} says what that asks of
      # the caller.
      FLOOR = 4 << 10

      @release_bytes = 4 << 20

      class << self
        # @return [Integer] from how many bytes on
        attr_accessor :release_bytes

        # @return [Boolean]
        def release?(length)
          length >= @release_bytes
        end

        # @param string [String]
        # @return [String] one that no other thread changes before it is read: itself if there is none, or if it is
        #   frozen
        def settled(string)
          Thread.list.size == 1 || string.frozen? ? string : copy(string)
        end

        # @param string [String]
        # @return [String] one that nobody changes
        def copy(string)
          String.new(string).freeze
        end
      end
    end
  end
end
