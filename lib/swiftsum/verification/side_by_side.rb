# frozen_string_literal: true

module Swiftsum
  class Verification
    # Digests many files at once: those of lines behind one another that have the same algorithms. What is no file by
    # its path, it leaves to {OneByOne}.
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
        @waiting = []
        @held = []
        @most_held = [MOST_HELD, Process.getrlimit(Process::RLIMIT_NOFILE).first / PART_HELD].min
      end

      # @param lines [Enumerable<Manifest::Entry, Manifest::MalformedLine, Manifest::Run>]
      # @yieldparam line [Manifest::Entry, Manifest::MalformedLine, Manifest::Run] each, in the order of the lines; of a
      #   run, one part after another
      # @yieldparam outcome (see OneByOne#each_checksum); of a run, a Checksums::Group
      # @return [void]
      def each_checksum(lines, &block)
        lines.each { |line| take(line, &block) }
        finish(&block)
      ensure
        @checksums&.release
        let_go
      end

      private

      def take(line, &block)
        return take_run(line, &block) if line.is_a?(Manifest::Run)

        source = source(line)
        source ? read(line, source, &block) : pass(line, &block)
      end

      def take_run(run, &block)
        paths = @sources.paths(run.names) or return run.each { |entry| take(entry, &block) }

        start([run.algorithm], &block) unless @algorithms == [run.algorithm]
        @waiting << run
        @checksums.put_all(paths, &@give)
      end

      def source(line)
        return unless line.is_a?(Manifest::Entry) && line.checksum && !@sources.standard_input?(line)

        @sources.beside_others(line)
      end

      def read(entry, source, &block)
        start(entry.checksums.map(&:algorithm), &block) unless same_algorithms?(entry)
        @waiting << entry
        @held << source if source.is_a?(Root::Held)
        @checksums.put(source, &@give)
        finish(&block) if @held.size >= @most_held
      end

      def one_by_one
        @one_by_one ||= OneByOne.new(@sources, settle: @options[:settle])
      end

      def same_algorithms?(entry)
        checksums = entry.checksums
        return false unless @algorithms&.size == checksums.size

        checksums.one? ? @algorithms.first == checksums.first.algorithm : @algorithms == checksums.map(&:algorithm)
      end

      # A malformed line keeps its place among the others.
      def pass(line, &block)
        return @waiting << line if line.is_a?(Manifest::MalformedLine) && @waiting.size.between?(1, MOST_WAITING)

        finish(&block)
        one_by_one.each_checksum([line], &block)
        @watch&.call(nil)
      end

      def start(algorithms, &block)
        finish(&block)
        @algorithms = algorithms
        @checksums = Checksums.of(nil, algorithms, **@options)
        @checksums.start
        @give = ->(group) { give(group, &block) }
      end

      def finish(&block)
        @checksums&.finish(&@give)
        @checksums&.release
        @checksums = @algorithms = nil
        let_go
        give_malformed(&block)
      end

      def let_go
        @held.each(&:close).clear
      end

      def give(group, &block)
        index = 0
        while index < group.size
          give_malformed(&block)
          line = next_line(group.size - index)
          yield line, outcome(line, group, index)
          index += line.is_a?(Manifest::Run) ? line.size : 1
        end
        @watch&.call(group)
      end

      def give_malformed
        yield @waiting.shift, nil while @waiting.first.is_a?(Manifest::MalformedLine)
      end

      # @return [Manifest::Entry, Manifest::Run] a run of so many files at most
      def next_line(files)
        line = @waiting.shift
        return line unless line.is_a?(Manifest::Run) && line.size > files

        part, rest = line.split(files)
        @waiting.unshift(rest)
        part
      end

      def outcome(line, group, index)
        return group.results[index] unless line.is_a?(Manifest::Run)

        line.size == group.size ? group : group.slice(index...index + line.size)
      end
    end
  end
end
