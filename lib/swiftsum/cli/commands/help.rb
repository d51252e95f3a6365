# frozen_string_literal: true

require_relative "../help_text"

module Swiftsum
  class CLI
    # `swiftsum help`
    #
    # @api private
    class Help
      EXAMPLES = <<~TEXT
        Examples:
            swiftsum sum pkg/*.gem > SHA256SUMS
            swiftsum check SHA256SUMS
            swiftsum sum -a blake3,crc32c big.iso         both in one read

        Exit status: 0 if all is well, 1 if a file is not, 2 if the command could not do
        its work, 3 if audit suspects bit rot; 'swiftsum help COMMAND' has the details.
      TEXT
      private_constant :EXAMPLES

      # @param console [Console]
      def initialize(console, _settings)
        @console = console
      end

      # @param line [CommandLine]
      # @return [Integer] the exit status
      def call(line)
        name = [*line.operands, *line.behind].first
        @console.print(name ? HelpText.of(CLI.command(name)) : overview)
        0
      end

      private

      def overview
        width = COMMANDS.map { |command| command.name.length }.max
        commands = COMMANDS.map { |command| "    #{command.name.ljust(width)}   #{command.summary}\n" }
        <<~TEXT
          Usage: swiftsum COMMAND [OPTION]... [FILE]...

          Checksums and digests of files.

          #{commands.join}
          #{EXAMPLES}
        TEXT
      end
    end
  end
end
