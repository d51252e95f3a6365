# frozen_string_literal: true

module Swiftsum
  class CLI
    # What a command has done so far: which files it has read, and how long that took.
    #
    # @api private
    class Work
      # Where Linux says how much a process has read, of files that are under way, too.
      READ = "/proc/self/io"
      private_constant :READ

      # @param number [Integer]
      # @return [String] with commas between thousands
      def self.grouped(number)
        number.to_s.gsub(/(?<=\d)(?=(?:\d{3})+\z)/, ",")
      end

      # @return [Integer] that were read to their end
      attr_reader :files

      # @return [Integer] of those files
      attr_reader :bytes

      # @return [Integer] of files that were done, and of those that could not be read
      attr_reader :count

      def initialize
        @files = @bytes = @count = @problems = 0
        @start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
        @read_before = read
      end

      # @param group [Checksums::Group]
      # @return [void]
      def add(group)
        sizes = group.states.sizes
        group.errors.each_key { |index| sizes[index] = 0 }
        @files += group.size - group.errors.size
        @bytes += sizes.sum
        @count += group.size
        @last = group.sources.last
      end

      # @return [void]
      def add_problem
        @problems += 1
      end

      # @param at_hand [String, IO, nil] the file that is read, if that is known
      # @return [String, nil] its name, or else that of the one that was done last
      def name(at_hand)
        source = at_hand || @last
        source.is_a?(IO) ? STANDARD_INPUT : source
      end

      # @param path [String] of a file that was read
      # @return [void]
      def add_file(path)
        @files += 1
        @count += 1
        @bytes += File.size?(path).to_i
        @last = path
      end

      # @return [Integer] also of files that are under way, where the system says so
      def bytes_read
        now = read
        now ? now - @read_before : bytes
      end

      # @return [Float]
      def seconds
        Process.clock_gettime(Process::CLOCK_MONOTONIC) - @start
      end

      # @return [String] on one line
      def summary
        seconds = self.seconds
        format("%<files>s files, %<bytes>s bytes, %<seconds>.3f s, %<rate>.1f MB/s, %<problems>s problems",
               files: Work.grouped(files), bytes: Work.grouped(bytes), seconds:, rate: bytes / seconds / 1e6,
               problems: Work.grouped(@problems))
      end

      private

      def read
        File.read(READ)[/^rchar: (\d+)/, 1]&.to_i
      rescue SystemCallError
        nil
      end
    end
  end
end
