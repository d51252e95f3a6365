# frozen_string_literal: true

require_relative "../../lib/swiftsum/manifest"
require_relative "../../lib/swiftsum/cli"

# The scripts by which shells complete a command line of swiftsum, made from the values that also make the parser.
module Completions
  # What the scripts of all shells are made from. Algorithms are not in them: the program lists those that it has.
  module Words
    # What an argument is, by what it is called in the help. What is called otherwise has no completion.
    ARGUMENTS = {
      "FILE" => :files, "LIST" => :files, "DIR" => :folders, "FOLDER" => :folders, "COMMAND" => :commands
    }.freeze
    # By the type of an option.
    TYPES = { algorithm: :algorithms, algorithms: :algorithms }.freeze
    private_constant :ARGUMENTS, :TYPES

    class << self
      # @param option [Swiftsum::CLI::Option] not a flag
      # @return [Symbol, Array<String>] `:files`, `:folders`, `:algorithms`, `:nothing`, or what it may be
      def argument(option)
        Swiftsum::CLI::Settings.choices(option) || TYPES[option.type] || ARGUMENTS.fetch(option.argument, :nothing)
      end

      # @param command [Swiftsum::CLI::Command]
      # @return [Symbol] likewise, or `:commands`: by the first operand that its usage has
      def operand(command)
        ARGUMENTS.fetch(command.usage[/\b(?!OPTION)[A-Z]{2,}\b/], :nothing)
      end

      # @param option [Swiftsum::CLI::Option]
      # @return [Array<String>] as they are typed
      def names(option)
        [option.short && "-#{option.short}", "--#{option.long}"].compact
      end

      # @param option [Swiftsum::CLI::Option]
      # @return [String]
      def help(option)
        option.help.join(" ")
      end
    end
  end
end
