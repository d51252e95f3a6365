# frozen_string_literal: true

module Swiftsum
  class Manifest
    module Formats
      # The SHA-256 of lines, each with a newline behind it. One call for many of them takes as long as for one.
      #
      # @api private
      class LinesDigest
        # In bytes.
        PIECE = 32 << 10
        private_constant :PIECE

        # @yieldparam lines [String] that were digested, if they are wanted
        def initialize(&given)
          @digest = SHA256.new
          @lines = String.new(encoding: Encoding::BINARY)
          @given = given
        end

        # @param lines [String] with their newlines
        # @return [void]
        def add(lines)
          @lines << lines
          take if @lines.bytesize >= PIECE
        end

        # @return [String] of all so far
        def hexdigest
          take
          @digest.hexdigest
        end

        private

        def take
          @digest << @lines
          @given&.call(@lines)
          @lines.clear
        end
      end
    end
  end
end
