# frozen_string_literal: true

module Swiftsum
  class Verification
    # Digests many files at once: those of a run of lines that have the same algorithms. What is no file by its path, it
    # leaves to {OneByOne}.
    class SideBySide
      # Lines that may wait for the file before them. There is no end to malformed ones.
      MOST_WAITING = 1 << 16
      private_constant :MOST_WAITING

      # @param sources [Sources]
      # @param settle [Numeric, nil] as for {Swiftsum.checksum}
      # @param threads [Integer, nil] how many work at most
      # @param watch [#call, nil] what is told when the outcomes of some files were given and others may be waited for:
      #   the Checksums::Group of those files, or nil for one that was read by itself
      # @param ahead [Boolean] whether others are read while an outcome is dealt with; for the command line only
      def initialize(sources, settle: nil, threads: nil, watch: nil, ahead: false)
        @sources = sources
        @options = { settle: Settling.seconds(settle), threads:, ahead:, check: sources.method(:check) }
        @watch = watch
        @waiting = []
      end

      # @param (see OneByOne#each_checksum)
      # @yieldparam (see OneByOne#each_checksum)
      # @return [void]
      def each_checksum(lines, &block)
        lines.each { |line| file?(line) ? read(line, &block) : pass(line, &block) }
        finish(&block)
      ensure
        @run&.release
      end

      private

      def file?(line)
        line.is_a?(Manifest::Entry) && line.checksum && !@sources.standard_input?(line) && !@sources.outside?(line)
      end

      def read(entry, &block)
        start(entry.checksums.map(&:algorithm), &block) unless of_run?(entry)
        @waiting << entry
        @run.put(@sources.path(entry), &@give)
      end

      def one_by_one
        @one_by_one ||= OneByOne.new(@sources, settle: @options[:settle])
      end

      def of_run?(entry)
        checksums = entry.checksums
        return false unless @algorithms&.size == checksums.size

        checksums.one? ? @algorithms.first == checksums.first.algorithm : @algorithms == checksums.map(&:algorithm)
      end

      # A malformed line keeps its place in a run.
      def pass(line, &block)
        return @waiting << line if line.is_a?(Manifest::MalformedLine) && @waiting.size.between?(1, MOST_WAITING)

        finish(&block)
        one_by_one.each_checksum([line], &block)
        @watch&.call(nil)
      end

      def start(algorithms, &block)
        finish(&block)
        @algorithms = algorithms
        @run = Checksums.of(nil, algorithms, **@options)
        @run.start
        @give = ->(group) { give(group, &block) }
      end

      def finish
        @run&.finish(&@give)
        @run&.release
        @run = @algorithms = nil
        yield @waiting.shift, nil until @waiting.empty?
      end

      def give(group)
        group.each do |_, outcome|
          yield @waiting.shift, nil until @waiting.first.is_a?(Manifest::Entry)
          yield @waiting.shift, outcome
        end
        @watch&.call(group)
      end
    end
  end
end
