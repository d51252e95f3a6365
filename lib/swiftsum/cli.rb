# frozen_string_literal: true

require_relative "version"
require_relative "errors"
require_relative "cli/command_line"
require_relative "cli/commands"
require_relative "cli/console"
require_relative "cli/settings"

module Swiftsum
  # The program `swiftsum`: finds the command and answers for what ends it early. `docs/cli.md` says what it does.
  class CLI
    autoload :ExpectedDigest, "#{__dir__}/cli/expected_digest"
    autoload :JSONConsole, "#{__dir__}/cli/json_console"
    autoload :JSONReport, "#{__dir__}/cli/json_report"
    autoload :Listing, "#{__dir__}/cli/listing"
    autoload :PackageReport, "#{__dir__}/cli/package_report"

    # The name of a file that means standard input.
    STANDARD_INPUT = "-"

    # What a shell reports of a program that a gone reader ended (SIGPIPE).
    READER_GONE = 141

    # @param word [String] a command's name, or an option that means it
    # @return [Command]
    # @raise [UsageError]
    #
    # @api private
    def self.command(word)
      COMMANDS.find { |command| command.name == word || command.aliases.include?(word) } or
        raise UsageError, unknown_command(word)
    end

    def self.unknown_command(word)
      return "a command comes first, not #{word}" if word.start_with?("-")
      return "#{word} is not a command; to hash this file, write: swiftsum sum #{word}" if File.exist?(word)

      nearest = UsageError.nearest(word, COMMANDS.map(&:name))
      return "unknown command #{word}; did you mean #{nearest}?" if nearest

      *names, last = COMMANDS.map(&:name)
      "unknown command #{word}; there are #{names.join(', ')} and #{last}"
    end
    private_class_method :unknown_command

    # @param console [Console]
    def initialize(console = Console.new)
      @console = console
    end

    # Complains instead of raising, of what a user can have caused.
    #
    # @param arguments [Array<String>] the command and what follows it
    # @yield once all is loaded, before the command begins
    # @return [Integer] the exit status: 0, 1, 2, or {READER_GONE}
    def run(arguments, &)
      # A file name is bytes.
      word, *rest = arguments.map(&:b)
      status = guarded { attempt(word, rest, &) }
      @console.finish(status)
    rescue Console::ReaderGoneError
      READER_GONE
    rescue Console::WriteError => e
      @console.remark(e.message)
      2
    end

    private

    # What was not written is for {#run} to say: no output is whole then.
    def guarded
      yield
    rescue Console::WriteError
      raise
    rescue StandardError, LoadError => e
      explain(e)
      2
    end

    def attempt(word, words, &)
      raise UsageError, "no command given" unless word

      @command = CLI.command(word)
      @console = JSONConsole.new(@console) if @command.json?(words)
      dispatch(@command, words, &)
    end

    def dispatch(command, words)
      line = CommandLine.new(words, command.options, command.habits)
      return Help.new(@console, {}).call(CommandLine.new([command.name], [])) if line.typed?("help")

      implementation = command.implementation.new(@console, Settings.of(line.options, command.options))
      yield if block_given?
      implementation.call(line)
    end

    def help?
      @command.implementation == Help
    end

    # Of what is not its user's fault, too: Ruby would end with 1, which says that the other files were verified.
    def explain(error)
      case error
      when UsageError, UnknownAlgorithmError
        @console.complain(error.message)
        @console.remark("see 'swiftsum help#{" #{@command.name}" if @command && !help?}'")
      # A command loads the library, and there may be none.
      when Error, LoadError then error.message.each_line { |line| @console.complain(line) }
      else @console.complain("this is a bug of swiftsum: #{error.class}: #{error.message}, #{error.backtrace&.first}")
      end
    end
  end
end
