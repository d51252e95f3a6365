# frozen_string_literal: true

module Swiftsum
  class Verification
    # Digests file after file. In its place may stand whatever has `each_checksum`, so that many files are read at once:
    # it may take as many lines ahead as it likes, and must hand back all, in their order.
    class OneByOne
      # @param sources [Sources]
      # @param settle [Numeric, nil] as for {Swiftsum.checksum}
      def initialize(sources, settle: nil)
        @sources = sources
        @options = { settle: }.compact
        @standard_input = {}
      end

      # @param lines [Enumerable<Manifest::Entry, Manifest::MalformedLine>]
      # @yieldparam line [Manifest::Entry, Manifest::MalformedLine] each, in the order of the lines
      # @yieldparam outcome [Checksum, SystemCallError, ChangedError, IOError, nil] of an entry with a checksum: the
      #   file's checksum by the same algorithm, or why there is none; nil for any other line
      # @return [void]
      def each_checksum(lines)
        lines.each { |line| yield line, outcome(line) }
      end

      private

      def outcome(line)
        return unless line.is_a?(Manifest::Entry) && line.checksum

        algorithm = line.checksum.algorithm
        @sources.standard_input?(line) ? standard_input(line, algorithm) : checksum(line, algorithm)
      rescue SystemCallError, ChangedError, IOError => e
        e
      end

      def checksum(entry, algorithm)
        Swiftsum.checksum(@sources.source(entry), algorithm, **@options)
      end

      # It can be read once.
      def standard_input(entry, algorithm)
        raise IOError, "standard input was read before" unless @standard_input.empty? || @standard_input.key?(algorithm)

        @standard_input[algorithm] ||= checksum(entry, algorithm)
      end
    end
  end
end
