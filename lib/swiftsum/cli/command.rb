# frozen_string_literal: true

require "optparse"
require_relative "../verification"

module Swiftsum
  class CLI
    # The name of a file that means standard input.
    STANDARD_INPUT = Verification::STANDARD_INPUT

    # What the commands have in common. Each has a USAGE and a DESCRIPTION, defines its options and has `call(files)`,
    # which returns the exit status.
    #
    # @api private
    class Command
      # @param console [Console]
      def initialize(console)
        @console = console
      end

      # @param arguments [Array<String>] binary
      # @return [Integer] the exit status
      def run(arguments)
        refuse_what_is_not_ours(arguments)
        call(parser.parse(arguments))
      end

      # @return [String]
      def help
        parser.help
      end

      private

      # OptionParser takes a letter for an abbreviation, as -b for --base64, which to sha256sum is another option; and
      # it has a --version of its own.
      def refuse_what_is_not_ours(arguments)
        options = arguments.take_while { |argument| argument != "--" }
        stray = options.find { |option| option.match?(/\A-(?:[^-ah]|-v)/n) }
        raise OptionParser::InvalidOption, stray if stray
      end

      def parser
        OptionParser.new("Usage: #{self.class::USAGE}", 26, "    ") do |options|
          options.separator("\n#{self.class::DESCRIPTION}\n")
          define_options(options)
          options.on("-h", "--help", "this text") do
            @console.print(help)
            exit
          end
        end
      end

      def define_options(options); end
    end
  end
end
