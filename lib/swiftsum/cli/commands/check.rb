# frozen_string_literal: true

require_relative "../../verification"
require_relative "../command"
require_relative "../report"

module Swiftsum
  class CLI
    # `swiftsum check`
    #
    # @api private
    class Check < Command
      USAGE = "swiftsum check [OPTION]... [FILE]..."
      DESCRIPTION = <<~TEXT
        Verifies the files that each FILE lists, in lines as 'swiftsum sum', sha256sum,
        b3sum or 'cksum --tag' write them. Without FILE, or where FILE is -, reads the
        list from standard input. Names are relative to the current directory.

        Exit status: 0 only if every listed file was verified and matched; 1 if one does
        not match or is missing; 2 if something could not be verified: nothing listed, a
        malformed line, an unknown algorithm, a file that cannot be read.
      TEXT

      def initialize(console)
        super
        @verbosity = :all
      end

      private

      def define_options(options)
        options.on("-a", "--algorithm ALGORITHM",
                   "of lines that do not name it; else what the name",
                   "of FILE says (B3SUMS: blake3), or sha256") { |name| @algorithm = Algorithm.fetch(name) }
        options.on("--quiet", "no line for a file that is OK") { @verbosity = :quiet }
        options.on("--status", "no line for any file, and no counts") { @verbosity = :status }
      end

      def call(files)
        files << STANDARD_INPUT if files.empty?
        files.map { |file| check(file) }.max
      end

      def check(file)
        report = Report.new(@console, file, @verbosity)
        verify(file) { |result| report.add(result) }
        report.finish
      rescue SystemCallError => e
        @console.complain(ReadFailure.reason(e), about: file)
        2
      end

      # Where the manifest comes from standard input, no file that it lists can.
      def verify(file, &)
        return Verification.new(read_standard_input).each(&) if file == STANDARD_INPUT

        algorithm = @algorithm || Manifest::FileName.algorithm(file)
        Manifest.open(file, algorithm:) do |manifest|
          Verification.new(manifest, standard_input: $stdin).each(&)
        end
      end

      def read_standard_input
        Manifest.new($stdin.binmode, algorithm: @algorithm || :sha256)
      end
    end
  end
end
