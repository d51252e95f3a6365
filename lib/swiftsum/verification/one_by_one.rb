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
      end

      # @param lines [Enumerable<Manifest::Entry, Manifest::MalformedLine>]
      # @yieldparam line [Manifest::Entry, Manifest::MalformedLine] each, in the order of the lines
      # @yieldparam outcome [Checksum, Hash{Symbol => Checksum}, StandardError, nil] of an entry with checksums: the
      #   file's by the same algorithms, as {Swiftsum.each_checksum} has them, or why there are none; nil for any other
      #   line
      # @return [void]
      def each_checksum(lines)
        lines.each { |line| yield line, outcome(line) }
      end

      private

      def outcome(line)
        return unless line.is_a?(Manifest::Entry) && line.checksum

        algorithms = line.checksums.map(&:algorithm)
        checksums = @sources.standard_input?(line) ? standard_input(line, algorithms) : checksums(line, algorithms)
        algorithms.one? ? checksums.fetch(algorithms.first.to_sym) : checksums
      rescue SystemCallError, ChangedError, IrregularFileError, OutsideError, IOError => e
        e
      end

      def checksums(entry, algorithms)
        @sources.open(entry) { |source| Swiftsum.checksums(source, *algorithms, **@options) }
      end

      # It can be read once.
      def standard_input(entry, algorithms)
        if @standard_input.nil?
          # Whatever comes of it.
          @standard_input = {}
          @standard_input = checksums(entry, algorithms)
        end
        return @standard_input if algorithms.all? { |algorithm| @standard_input.key?(algorithm.to_sym) }

        raise IOError, "standard input was read before"
      end
    end
  end
end
