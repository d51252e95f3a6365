# frozen_string_literal: true

require_relative "words"

module Completions
  # For zsh: a function of its completion system, to be found in a folder of `fpath`.
  module Zsh
    FUNCTIONS = <<~'ZSH'
      # Several may stand there, with commas.
      _swiftsum_algorithms() {
        local -a algorithms
        algorithms=(${${(f)"$(swiftsum algorithms 2>/dev/null)"}%% *})
        compset -P '*,'
        compadd -a algorithms
      }
    ZSH

    ACTIONS = {
      files: "_files", folders: "_files -/", algorithms: "_swiftsum_algorithms", commands: "_swiftsum_commands",
      nothing: " "
    }.freeze
    private_constant :FUNCTIONS, :ACTIONS

    class << self
      # @return [String]
      def text
        [<<~ZSH, FUNCTIONS, commands, main].join("\n")
          #compdef swiftsum
          # Completion of swiftsum for zsh. Made by `rake completions`.
        ZSH
      end

      private

      def commands
        <<~ZSH
          _swiftsum_commands() {
            local -a commands
            commands=(
          #{Swiftsum::CLI::COMMANDS.map { |command| "    '#{described(command)}'\n" }.join}  )
            _describe command commands
          }
        ZSH
      end

      def described(command)
        "#{command.name}:#{escape(command.summary)}"
      end

      def main
        <<~ZSH
          _swiftsum() {
            local context state state_descr line
            local -A opt_args
            _arguments -C '1:command:_swiftsum_commands' '*::argument:->arguments' && return
            [[ $state == arguments ]] || return
            case $words[1] in
          #{Swiftsum::CLI::COMMANDS.map { |command| arguments(command) }.join}  esac
          }

          _swiftsum "$@"
        ZSH
      end

      def arguments(command)
        names = [command.name, *command.aliases].join(" | ")
        rows = command.options.flat_map { |option| rows(option) }
        operand = Words.operand(command)
        rows << "*:argument:#{action(operand)}" unless operand == :nothing
        "    #{names})\n      _arguments -s -S #{rows.map { |row| "\\\n        '#{row}'" }.join(' ')}\n      ;;\n"
      end

      # Any may stand again, behind its argument in the same word or in the next.
      def rows(option)
        Words.names(option).map do |name|
          next "*#{name}[#{escape(Words.help(option))}]" if option.flag?

          joint = name.start_with?("--") ? "=" : "+"
          "*#{name}#{joint}[#{escape(Words.help(option))}]:#{option.argument}:#{action(Words.argument(option))}"
        end
      end

      def action(what)
        ACTIONS.fetch(what) { "(#{what.join(' ')})" }
      end

      def escape(text)
        text.gsub(/[\\\[\]:]/) { |character| "\\#{character}" }.gsub("'", "'\\\\''")
      end
    end
  end
end
