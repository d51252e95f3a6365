# frozen_string_literal: true

require "optparse"
require_relative "../swiftsum"
require_relative "cli/commands/algorithms"
require_relative "cli/commands/check"
require_relative "cli/commands/sum"
require_relative "cli/console"

module Swiftsum
  # The program `swiftsum`: finds the command and answers for what ends it early. `docs/cli.md` says what it does.
  class CLI
    # The command line is wrong.
    class UsageError < Error; end

    # The class of each command, by its name.
    #
    # @api private
    COMMANDS = { "sum" => Sum, "check" => Check, "algorithms" => Algorithms }.freeze

    # What `swiftsum help` prints.
    HELP = <<~TEXT
      Usage: swiftsum COMMAND [OPTION]... [FILE]...

      Checksums and digests of files.

          sum          print the checksums of files
          check        verify the files that a manifest lists
          algorithms   list the algorithms

          help COMMAND     all about a command
          --version        the versions, and the instruction set in use

      Examples:
          swiftsum sum pkg/*.gem > SHA256SUMS
          swiftsum check SHA256SUMS
          swiftsum sum -a blake3 -a crc32c big.iso      both in one read

      Exit status: 0 if all is well, 1 if a file is not, 2 if the command could not do
      its work; 'swiftsum help COMMAND' has the details.
    TEXT

    # @param console [Console]
    def initialize(console = Console.new)
      @console = console
    end

    # Complains instead of raising, of what a user can have caused.
    #
    # @param arguments [Array<String>] the command and what follows it
    # @return [Integer] the exit status: 0, 1 or 2
    def run(arguments)
      # A file name is bytes, and OptionParser refuses a String that is invalid in its encoding.
      name, *rest = arguments.map(&:b)
      dispatch(name, rest)
    rescue OptionParser::ParseError => e
      misused(name, e.message.sub(/\nDid you mean\?\s+(\S+)\z/, "; did you mean --\\1?"))
    rescue UsageError, UnknownAlgorithmError => e
      misused(name, e.message)
    rescue Error => e
      @console.complain(e.message)
      2
    end

    private

    def misused(name, message)
      @console.complain(message)
      @console.complain("see 'swiftsum help#{" #{name}" if COMMANDS.key?(name)}'")
      2
    end

    def dispatch(name, arguments)
      case name
      when nil then raise UsageError, "no command given"
      when "-h", "--help", "help" then help(arguments.first)
      when "--version" then version
      else command(name).new(@console).run(arguments)
      end
    end

    def command(name)
      COMMANDS.fetch(name) do
        raise UsageError, "a command comes first, not #{name}" if name.start_with?("-")

        nearest = DidYouMean::SpellChecker.new(dictionary: COMMANDS.keys).correct(name).first
        raise UsageError, "unknown command #{name.inspect}#{"; did you mean #{nearest}?" if nearest}"
      end
    end

    def help(name)
      @console.print(name ? command(name).new(@console).help : HELP)
      0
    end

    def version
      @console.print <<~TEXT
        swiftsum #{VERSION}
        library #{Swiftsum.library_version}, ABI #{Swiftsum.abi_version}
        instruction set #{Swiftsum.instruction_set}, of #{Swiftsum.instruction_sets.join(', ')}
      TEXT
      0
    end
  end
end
