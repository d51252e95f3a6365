# frozen_string_literal: true

require_relative "../command"

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
        purpose (MD5 and SHA-1 no longer do). The others find accidents only.

        BLAKE2 with fewer bits is there by their number, such as blake2b-256.
      TEXT

      private

      def call(arguments)
        raise UsageError, "no argument is needed: #{arguments.first}" unless arguments.empty?

        width = Algorithm.all.map { |algorithm| algorithm.name.length }.max
        Algorithm.all.each { |algorithm| @console.print(line(algorithm, width)) }
        0
      end

      def line(algorithm, width)
        kind = algorithm.cryptographic? ? "cryptographic" : "not cryptographic"
        format("%<name>s %<bits>4d bits  %<kind>s\n",
               name: algorithm.name.ljust(width), bits: 8 * algorithm.digest_length, kind:)
      end
    end
  end
end
