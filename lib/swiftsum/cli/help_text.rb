# frozen_string_literal: true

module Swiftsum
  class CLI
    # The help of a command, made from the values that also make the parser.
    #
    # @api private
    module HelpText
      # Where the text of an option begins.
      COLUMN = 32
      private_constant :COLUMN

      class << self
        # @param command [Command]
        # @return [String]
        def of(command)
          sections = command.options.group_by(&:section).map { |title, options| section(title, options) }
          ["Usage: #{command.usage}\n", command.description, *sections, command.statuses].compact.join("\n")
        end

        private

        def section(title, options)
          "#{title}:\n#{options.map { |option| lines(option) }.join}"
        end

        def lines(option)
          first = "    #{option.usage}"
          texts = option.help.map { |text| "#{' ' * COLUMN}#{text}\n" }
          return "#{first}\n#{texts.join}" if first.length > COLUMN - 2

          texts.join.tap { |text| text[0, first.length] = first }
        end
      end
    end
  end
end
