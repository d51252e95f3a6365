# frozen_string_literal: true

require_relative "words"

module Completions
  # For bash 4 or newer, without the package bash-completion.
  module Bash
    FUNCTIONS = <<~'BASH'
      # What follows the last comma.
      _swiftsum_algorithms() {
        local before=
        [[ $current != *,* ]] || before=${current%,*},
        COMPREPLY=($(compgen -P "$before" -W "$(swiftsum algorithms 2>/dev/null | cut -d ' ' -f 1)" -- "${current##*,}"))
      }

      _swiftsum_words() {
        COMPREPLY=($(compgen -W "$1" -- "$current"))
      }

      # Names, which may have blanks.
      _swiftsum_paths() {
        local IFS=$'\n'
        COMPREPLY=($(compgen "$1" -- "$current"))
        compopt -o filenames 2>/dev/null
      }

      _swiftsum() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} index
        COMPREPLY=()
        # Readline makes words of their own of equals signs.
        if [[ $current == = ]]; then
          current=
        elif [[ $previous == = ]]; then
          previous=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        if ((COMP_CWORD == 1)); then
          _swiftsum_words "$_swiftsum_commands"
          return
        fi
        for ((index = 2; index < COMP_CWORD; index++)); do
          [[ ${COMP_WORDS[index]} != -- ]] || previous=
        done
        _swiftsum_argument "$command $previous" && return
        if [[ -n $previous && $current == -* ]]; then
          _swiftsum_options "$command"
        else
          _swiftsum_operand "$command"
        fi
      }

      complete -F _swiftsum swiftsum
    BASH

    ACTIONS = {
      files: "_swiftsum_paths -f", folders: "_swiftsum_paths -d", algorithms: "_swiftsum_algorithms",
      commands: '_swiftsum_words "$_swiftsum_commands"', nothing: ":"
    }.freeze
    private_constant :FUNCTIONS, :ACTIONS

    class << self
      # @return [String]
      def text
        [<<~BASH, argument, options, operand, FUNCTIONS].join("\n")
          # Completion of swiftsum for bash. Made by `rake completions`.

          _swiftsum_commands="#{Swiftsum::CLI::COMMANDS.map(&:name).join(' ')}"
        BASH
      end

      private

      # Fails where the word before is no option that has an argument.
      def argument
        cases = each_command.flat_map do |command, names|
          command.options.reject(&:flag?).map do |option|
            words = names.product(Words.names(option)).map { |pair| "\"#{pair.join(' ')}\"" }
            "#{words.join(' | ')}) #{action(Words.argument(option))} ;;"
          end
        end
        function("_swiftsum_argument", [*cases, "*) return 1 ;;"])
      end

      def options
        function("_swiftsum_options", each_command.map do |command, names|
          words = command.options.flat_map { |option| Words.names(option) }
          "#{names.join(' | ')}) _swiftsum_words \"#{words.join(' ')}\" ;;"
        end)
      end

      def operand
        function("_swiftsum_operand", each_command.map do |command, names|
          "#{names.join(' | ')}) #{action(Words.operand(command))} ;;"
        end)
      end

      def each_command
        Swiftsum::CLI::COMMANDS.map { |command| [command, [command.name, *command.aliases]] }
      end

      def action(what)
        ACTIONS.fetch(what) { "_swiftsum_words \"#{what.join(' ')}\"" }
      end

      def function(name, cases)
        "#{name}() {\n  case $1 in\n#{cases.map { |line| "    #{line}\n" }.join}  esac\n}\n"
      end
    end
  end
end
