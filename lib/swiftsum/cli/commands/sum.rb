# frozen_string_literal: true

require_relative "../../../swiftsum"
require_relative "../../files/read_failure"
require_relative "../../manifest"

module Swiftsum
  class CLI
    # `swiftsum sum`
    #
    # @api private
    class Sum
      # @param console [Console]
      # @param settings [Hash{Symbol => Object}] (see Settings.of)
      def initialize(console, settings)
        @console = console
        @algorithms = settings.fetch(:algorithms) { [Algorithm.fetch(:sha256)] }
        @encoding = settings.fetch(:encoding, :hexdigest)
        @format = Manifest::FORMATS.fetch(settings.fetch(:format) { @algorithms.one? ? :gnu : :tag })
        @folder = settings[:directory]
        @options = settings.slice(:settle)
      end

      # @param line [CommandLine]
      # @return [Integer] the exit status
      def call(line)
        files = [*line.operands, *line.behind]
        files << STANDARD_INPUT if files.empty?
        files.map { |file| sum(file) }.max
      end

      private

      def sum(file)
        source = source(file)
        return left_out(file) if output?(source)

        Swiftsum.checksums(source, *@algorithms, **@options).each_value { |checksum| print(file, checksum) }
        0
      rescue SystemCallError, ChangedError => e
        @console.complain(ReadFailure.reason(e), about: file)
        1
      end

      def source(file)
        return $stdin if file == STANDARD_INPUT

        @folder && !File.absolute_path?(file) ? File.join(@folder, file) : file
      end

      # A list of all files in a folder that is written there would list its own beginning.
      def output?(source)
        return false unless output_file

        file = source.is_a?(IO) ? source.stat : File.stat(source)
        file.ino == output_file.ino && file.dev == output_file.dev
      end

      # @return [File::Stat, nil] nil where standard output is no file
      def output_file
        return @output_file if defined?(@output_file)

        stat = @console.output.stat
        @output_file = (stat if stat.file?)
      end

      def left_out(file)
        @console.complain("is left out: the output is written to it", about: file)
        0
      end

      def print(file, checksum)
        entry = Manifest::Entry.new(file, checksum)
        @console.print(@format.line(entry, encoding: @encoding))
      end
    end
  end
end
