# frozen_string_literal: true

require_relative "lines_digest"

module Swiftsum
  class Manifest
    module Formats
      # What the last line of {SwiftsumLines} says: how many files the lines above list, and their digest.
      #
      # @api private
      class SwiftsumTally
        # @return [Integer] of files so far
        attr_accessor :count

        # @yieldparam lines [String] (see LinesDigest#initialize)
        def initialize(&given)
          @count = 0
          @digest = LinesDigest.new(&given)
        end

        # @param lines [String] with their newlines
        # @param files [Integer] how many they list
        # @return [void]
        def add(lines, files)
          @count += files
          @digest.add(lines)
        end

        # @return [String] without its newline
        def line
          JSON.generate({ count:, digest: "sha256:#{@digest.hexdigest}" })
        end

        # It has no digest, so it must be what is written, to the letter.
        #
        # @param members [Hash]
        # @param line [String] that has them
        # @return [nil]
        # @raise [ParseError]
        def check(members, line)
          return if line.strip == self.line
          raise ParseError, "says #{members['count']} files, and there are #{count}" unless members["count"] == count

          raise ParseError, "says another digest than the lines above have: the manifest was altered"
        end
      end
    end
  end
end
