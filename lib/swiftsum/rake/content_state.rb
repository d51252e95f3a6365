# frozen_string_literal: true

require "fileutils"

require_relative "../manifest"

module Swiftsum
  module Rake
    # What outputs were made of, and what they were then: a file with a line for each time that one was made,
    # `INPUTS OUTPUT NAME`, of which the last one of a name counts. A record without digests says that nothing is known.
    #
    # A line is appended under a lock. Who is killed meanwhile leaves a line without its end, which does not count. Two
    # that made one output at the same time can't say of which one it is: then nothing is known.
    #
    # @api private
    class ContentState
      HEADER = "# swiftsum: contents of rake's files, 1. Without this file, all are made anew.\n"
      LINE = /\A(?<inputs>\h{64}|-) (?<output>\h{64}|sha256-[^ ]+|-) (?<mark>\\?)(?<name>.+)\n\z/mn
      # Of lines that do not count any more, before they are removed.
      MOST_OLD = 1000
      private_constant :HEADER, :LINE, :MOST_OLD

      # The digest of all that an output was made of, and its own.
      Record = Struct.new(:inputs, :output)

      @states = {}
      @mutex = Mutex.new

      # @param path [String, #to_path]
      # @return [ContentState] the one of this process
      def self.at(path)
        path = File.absolute_path(path)
        @mutex.synchronize { @states[path] ||= new(path) }
      end

      # @return [String]
      attr_reader :path

      # @param path [String]
      def initialize(path)
        @path = path
        @mutex = Mutex.new
        forget
      end

      # @param name [String] of an output
      # @return [Record, nil]
      # @raise [SystemCallError]
      # @raise [Error] if the file is something else
      def [](name)
        @mutex.synchronize do
          File.open(path, "rb") { |file| read(file) }
          @records[name.b]
        rescue Errno::ENOENT
          forget
          nil
        end
      end

      # @param name [String] of an output
      # @param before [Record, nil] what {#[]} gave before the output was made
      # @param record [Record]
      # @return [void]
      # @raise (see #[])
      def replace(name, before, record)
        name = name.b
        @mutex.synchronize do
          locked do |file|
            read(file)
            next if @records[name] == record

            append(file, name, @records[name] == before ? record : nil)
            compact if @lines - @records.size > MOST_OLD + @records.size
          end
        end
      end

      private

      def forget
        @records = {}
        @lines = @offset = 0
        @identity = nil
      end

      # What was written since the last time; or all, of a file that took the old one's place.
      def read(file)
        stat = file.stat
        forget unless @identity == [stat.dev, stat.ino] && stat.size >= @offset
        @identity = [stat.dev, stat.ino]
        file.seek(@offset)
        file.each_line("\n") { |line| line.end_with?("\n") ? take(line.b) : check_beginning(line.b) }
      end

      def take(line)
        check_beginning(line)
        @offset += line.bytesize
        match = LINE.match(line) or return
        @lines += 1
        name = match[:mark].empty? ? match[:name] : Manifest::Escaping.unescape(match[:name])
        match[:inputs] == "-" ? @records.delete(name) : @records[name] = Record.new(match[:inputs], match[:output])
      rescue ParseError
        # It is of no output, then.
      end

      # What we do not know is not ours to write to.
      def check_beginning(line)
        return if @offset.positive? || HEADER.start_with?(line)

        raise Error, "#{path}: is not a state file of Swiftsum's tasks: remove it, or set Swiftsum::Rake.state_file"
      end

      # Until it is the file that is there: somebody may have put another one into its place while we waited.
      def locked
        FileUtils.mkdir_p(File.dirname(path))
        loop do
          File.open(path, File::RDWR | File::CREAT | File::BINARY, 0o666) do |file|
            file.flock(File::LOCK_EX)
            return yield file if File.identical?(file, path)
          end
        end
      end

      def append(file, name, record)
        file.truncate(@offset)
        file.seek(@offset)
        text = line(name, record)
        text = HEADER.b + text if @offset.zero?
        file.write(text)
        file.flush
        read(file)
      end

      def line(name, record)
        mark, escaped = Manifest::Escaping.escape(name)
        "#{record&.inputs || '-'} #{record&.output || '-'} #{mark}#{escaped}\n".b
      end

      def compact
        Manifest::Replacement.write(path) do |file|
          file.write(HEADER)
          @records.each { |name, record| file.write(line(name, record)) }
        end
        forget
      end
    end
  end
end
