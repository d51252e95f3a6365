# frozen_string_literal: true

require_relative "command"

module Swiftsum
  class CLI
    # `swiftsum algorithms`
    #
    # @api private
    class Algorithms < Command
      USAGE = "swiftsum algorithms"
      DESCRIPTION = <<~TEXT
        Lists the algorithms: the name, the length of a digest in bits, and whether it
        is cryptographic, that is, meant to withstand someone who forges files on
        purpose. The others find accidents only.
      TEXT

      private

      def call(arguments)
        raise UsageError, "no argument is needed: #{arguments.first}" unless arguments.empty?

        Algorithm.all.each { |algorithm| @console.print(line(algorithm)) }
        0
      end

      def line(algorithm)
        kind = algorithm.cryptographic? ? "cryptographic" : "not cryptographic"
        format("%-10<name>s %4<bits>d bits  %<kind>s\n", name: algorithm.name, bits: 8 * algorithm.digest_length, kind:)
      end
    end
  end
end
