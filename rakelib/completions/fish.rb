# frozen_string_literal: true

require_relative "words"

module Completions
  # For fish 3 or newer.
  module Fish
    FUNCTIONS = <<~'FISH'
      # Whether the command is one of those.
      function __swiftsum_command
          set -l words (commandline -opc)
          set -q words[2]; and contains -- $words[2] $argv
      end

      function __swiftsum_no_command
          test (count (commandline -opc)) -eq 1
      end

      # Several may stand there, with commas.
      function __swiftsum_algorithms
          set -l before (string match -r '.*,' -- (commandline -ct | string replace -r '^-[^=]*=' ''))
          printf "$before%s\n" (swiftsum algorithms 2>/dev/null | string replace -r ' .*' '')
      end
    FISH

    ACTIONS = {
      files: "-r -F", folders: "-x -a '(__fish_complete_directories)'", algorithms: "-x -a '(__swiftsum_algorithms)'",
      nothing: "-x"
    }.freeze
    private_constant :FUNCTIONS, :ACTIONS

    class << self
      # @return [String]
      def text
        [<<~FISH, FUNCTIONS, <<~MAIN].join("\n")
          # Completion of swiftsum for fish. Made by `rake completions`.
        FISH
          complete -c swiftsum -f
          #{[*commands, *Swiftsum::CLI::COMMANDS.flat_map { |command| arguments(command) }].join("\n")}
        MAIN
      end

      private

      def commands
        Swiftsum::CLI::COMMANDS.map do |command|
          "complete -c swiftsum -n __swiftsum_no_command -a #{command.name} -d #{quote(command.summary)}"
        end
      end

      def arguments(command)
        condition = "complete -c swiftsum -n #{quote(['__swiftsum_command', command.name, *command.aliases].join(' '))}"
        options = command.options.map { |option| "#{condition} #{option(option)} -d #{quote(Words.help(option))}" }
        [*options, *operand(Words.operand(command)).map { |what| "#{condition} #{what}" }]
      end

      def option(option)
        names = [option.short && "-s #{option.short}", "-l #{option.long}"].compact.join(" ")
        option.flag? ? names : "#{names} #{action(Words.argument(option))}"
      end

      def operand(what)
        case what
        when :files then ["-F"]
        when :folders then ["-a '(__fish_complete_directories)'"]
        when :commands then ["-a #{quote(Swiftsum::CLI::COMMANDS.map(&:name).join(' '))}"]
        else []
        end
      end

      def action(what)
        ACTIONS.fetch(what) { "-x -a #{quote(what.join(' '))}" }
      end

      def quote(text)
        "'#{text.gsub(/[\\']/) { |character| "\\#{character}" }}'"
      end
    end
  end
end
