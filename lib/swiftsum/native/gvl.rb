# frozen_string_literal: true

module Swiftsum
  module Native
    # When a call that reads a String lets other Ruby threads run meanwhile. What they must not reach is a {Snapshot}.
    module GVL
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
