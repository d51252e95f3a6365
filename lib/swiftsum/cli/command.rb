# frozen_string_literal: true

require_relative "options"

module Swiftsum
  class CLI
    # A command as its user sees it. What it does is in `cli/commands`, in a class that is loaded when it runs.
    #
    # - `aliases`: options of other programs that mean the same as the first word;
    # - `summary`: its line in `swiftsum help`;
    # - `usage`, `description`, `statuses`: the parts of its own help;
    # - `habits`: options of other programs, and what is to be written here instead;
    # - `type`: the name of the class that does it, by default that of the command.
    #
    # @api private
    Command = Struct.new(:name, :aliases, :summary, :usage, :description, :statuses, :habits, :type,
                         keyword_init: true) do
      def initialize(aliases: [], habits: {}, **rest)
        super
        freeze
      end

      # @return [Array<Option>]
      def options
        OPTIONS.select { |option| option.commands.include?(name) }
      end

      # Whether JSON is asked for, for errors in what was typed are to be JSON, too.
      #
      # @param words [Array<String>] what was typed after its name
      # @return [Boolean]
      def json?(words)
        typed = words.take_while { |word| word != "--" }
        options.any? { |option| option.sets == :json } && typed.grep(/\A--js?o?n?\z/).any? &&
          typed.grep(/\A(?:-h|--he?l?p?)\z/).none?
      end

      # @return [Class] with `new(console, settings)` and `call(command_line)`, which returns the exit status
      def implementation
        CLI.const_get(type || name.split("-").map(&:capitalize).join)
      end
    end
  end
end
