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
        report.finish(verify(file) { |result| report.add(result) })
      rescue SystemCallError => e
        @console.complain(ReadFailure.reason(e), about: file)
        2
      end

      # Where the manifest comes from standard input, no file that it lists can.
      def verify(file, &)
        return results(Manifest.new($stdin.binmode, algorithm: @algorithm), &) if file == STANDARD_INPUT

        Manifest.open(file, algorithm: @algorithm) { |manifest| results(manifest, standard_input: $stdin, &) }
      end

      # @return [Array<Manifest::Notice>]
      def results(manifest, **options, &)
        Verification.new(manifest, **options).each(&)
        manifest.notices
      end
    end
  end
end
