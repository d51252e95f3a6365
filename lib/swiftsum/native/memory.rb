# frozen_string_literal: true

module Swiftsum
  module Native
    # Bytes of Strings at an address that native code can be told.
    #
    # The bytes of a short String lie within the Ruby object, which a compaction of the heap moves. Those of a long one
    # have memory of their own, which nobody moves or gives back as long as a String that is not written to refers to
    # it.
    module Memory
      # In bytes: Strings from here on are read where they are. To copy a page takes as long as not to.
      LONG = 4 << 10

      # Ruby puts up to 640 bytes into an object (3.4, on 64 bits).
      PADDING = ("\0" * 1024).freeze
      private_constant :PADDING

      class << self
        # @param strings [Array<String>] short ones
        # @return [String] their bytes side by side, and a padding by which it is a long one
        def text(strings)
          # Packed, not joined: whatever their encodings are.
          [*strings, PADDING].pack("a*" * (strings.size + 1)).freeze
        end

        # @param text [String] of {text}
        # @return [Integer] how many bytes of it are of the Strings
        def length(text)
          text.bytesize - PADDING.bytesize
        end

        # @param string [String] a long one that nobody changes
        # @return [Integer]
        def address(string)
          [string].pack("P").unpack1("J")
        end
      end
    end
  end
end
