# frozen_string_literal: true

require_relative "one_by_one"

module Swiftsum
  class Verification
    # Digests many files at once: those of a run of lines that have the same algorithms. What is no file by its path, it
    # leaves to {OneByOne}.
    class SideBySide
      # Lines that may wait for the file before them. There is no end to malformed ones.
      MOST_WAITING = 1 << 16
      # Files that are held open at a time, and which part of all that the process may open.
      MOST_HELD = 256
      PART_HELD = 4
      private_constant :MOST_WAITING, :MOST_HELD, :PART_HELD

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
        @one_by_one = OneByOne.new(sources, settle:)
        @waiting = []
        @held = []
        @most_held = [MOST_HELD, Process.getrlimit(Process::RLIMIT_NOFILE).first / PART_HELD].min
      end

      # @param (see OneByOne#each_checksum)
      # @yieldparam (see OneByOne#each_checksum)
      # @return [void]
      def each_checksum(lines, &block)
        lines.each do |line|
          source = source(line)
          source ? read(line, source, &block) : pass(line, &block)
        end
        finish(&block)
      ensure
        @run&.release
        let_go
      end

      private

      def source(line)
        return unless line.is_a?(Manifest::Entry) && line.checksum && !@sources.standard_input?(line)

        @sources.beside_others(line)
      end

      def read(entry, source, &block)
        start(entry.checksums.map(&:algorithm), &block) unless of_run?(entry)
        @waiting << entry
        @held << source if source.is_a?(Root::Held)
        @run.put(source, &@give)
        finish(&block) if @held.size >= @most_held
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
        @one_by_one.each_checksum([line], &block)
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
        let_go
        yield @waiting.shift, nil until @waiting.empty?
      end

      def let_go
        @held.each(&:close).clear
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
