# frozen_string_literal: true

module Swiftsum
  module Native
    # When a call that reads a String lets other Ruby threads run meanwhile. Then one of them may change the
    # String, so that what is read is always a frozen copy, which shares the bytes until somebody writes.
    module GVL
      # A shorter call takes less time than to ask.
      FLOOR = 4 << 10

      @release_bytes = 4 << 20

      class << self
        # @return [Integer] from how many bytes on
        attr_accessor :release_bytes

        # @return [Boolean]
        def release?(length)
          length >= @release_bytes
        end
      end
    end
  end
end
