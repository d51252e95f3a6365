# frozen_string_literal: true

require_relative "../manifest"

module Swiftsum
  class CLI
    # Standard output, of which nothing may be lost unnoticed, and standard error.
    class Console
      # Standard output cannot be written.
      class WriteError < Error; end

      # @param output [IO]
      # @param errors [IO]
      def initialize(output = $stdout, errors = $stderr)
        @output = output.binmode
        @errors = errors.binmode
        # A line is out, or known to be lost, before the next file is read.
        @output.sync = true
      end

      # @param text [String] whole lines
      # @raise [WriteError]
      def print(text)
        @output.write(text)
      rescue SystemCallError => e
        raise WriteError, "standard output: #{ReadFailure.reason(e)}"
      end

      # One line on standard error.
      #
      # @param message [String]
      # @param about [String, nil] the name of the file that it is about
      def complain(message, about: nil)
        parts = ["swiftsum", about && Manifest::Escaping.printable(about), message.b.split.join(" ")]
        @errors.write("#{parts.compact.map(&:b).join(': ')}\n")
      rescue SystemCallError
        # There is nowhere left to say it. The exit status still does.
      end
    end
  end
end
