# frozen_string_literal: true

require_relative "one_by_one"

module Swiftsum
  class Verification
    # Digests many files at once, by {Swiftsum.each_checksum}: those of a run of lines that have the same algorithms.
    # What is no file by its path, it leaves to {OneByOne}.
    class SideBySide
      # Lines that may wait for the file before them. There is no end to malformed ones.
      MOST_WAITING = 1 << 16
      private_constant :MOST_WAITING

      # @param sources [Sources]
      # @param settle [Numeric, nil] as for {Swiftsum.checksum}
      # @param threads [Integer, nil] how many work at most
      def initialize(sources, settle: nil, threads: nil)
        @sources = sources
        @options = { settle:, threads: }.compact
        @one_by_one = OneByOne.new(sources, settle:)
      end

      # @param (see OneByOne#each_checksum)
      # @yieldparam (see OneByOne#each_checksum)
      # @return [void]
      def each_checksum(lines, &block)
        coming = lines.each_entry
        while (line = peek(coming))
          file?(line) ? run(coming, algorithms(line), &block) : @one_by_one.each_checksum([coming.next], &block)
        end
      end

      private

      # What ends a run is the next line of the next one.
      def run(coming, algorithms)
        waiting = []
        Swiftsum.each_checksum(paths(coming, algorithms, waiting), *algorithms, **@options) do |_, outcome|
          yield waiting.shift, nil until waiting.first.is_a?(Manifest::Entry)
          yield waiting.shift, outcome
        end
        waiting.each { |line| yield line, nil }
      end

      def paths(coming, algorithms, waiting)
        Enumerator.new do |paths|
          while waiting.size < MOST_WAITING && (line = peek(coming)) && of?(line, algorithms)
            waiting << coming.next
            paths << @sources.path(line) if line.is_a?(Manifest::Entry)
          end
        end
      end

      # Not `loop`, which would take a StopIteration of the caller's block for the end.
      def peek(coming)
        coming.peek
      rescue StopIteration
        nil
      end

      def of?(line, algorithms)
        line.is_a?(Manifest::MalformedLine) || (file?(line) && algorithms(line) == algorithms)
      end

      def algorithms(entry)
        entry.checksums.map(&:algorithm)
      end

      def file?(line)
        line.is_a?(Manifest::Entry) && line.checksum && !@sources.standard_input?(line) && !@sources.outside?(line)
      end
    end
  end
end
