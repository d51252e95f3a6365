# frozen_string_literal: true

require_relative "../../files/read_failure"
require_relative "../command"

module Swiftsum
  class CLI
    # `swiftsum sum`
    #
    # @api private
    class Sum < Command
      USAGE = "swiftsum sum [OPTION]... [FILE]..."
      DESCRIPTION = <<~TEXT
        Prints the checksums of files. Without FILE, or where FILE is -, reads standard
        input.

        A line is DIGEST  NAME, as sha256sum writes it. It does not name the algorithm,
        so with more than one the lines are ALGORITHM (NAME) = DIGEST, as with --tag.
        All checksums of a file come from one read.

        Exit status: 0 if every file was read; 1 if one was not, and the others were; 2
        if the command line is wrong or the output cannot be written.
      TEXT

      def initialize(console)
        super
        @algorithms = []
        @encoding = :hexdigest
      end

      private

      def define_options(options)
        options.on("-a", "--algorithm ALGORITHM", "any number of times; sha256 if it is not there") do |name|
          @algorithms |= [Algorithm.fetch(name)]
        end
        options.on("--tag", "lines that name the algorithm") { @format = :tag }
        options.on("--json", "a JSON object on each line") { @format = :json }
        options.on("--base64", "digests in Base64, not hexadecimal") { @encoding = :base64digest }
      end

      def call(files)
        @algorithms << Algorithm.fetch(:sha256) if @algorithms.empty?
        @format ||= @algorithms.one? ? :gnu : :tag
        files << STANDARD_INPUT if files.empty?
        files.map { |file| sum(file) }.max
      end

      def sum(file)
        source = file == STANDARD_INPUT ? $stdin : file
        Swiftsum.checksums(source, *@algorithms).each_value { |checksum| print(file, checksum) }
        0
      rescue SystemCallError, ChangedError => e
        @console.complain(ReadFailure.reason(e), about: file)
        1
      end

      def print(file, checksum)
        entry = Manifest::Entry.new(file, checksum)
        @console.print(Manifest::FORMATS.fetch(@format).line(entry, encoding: @encoding))
      end
    end
  end
end
