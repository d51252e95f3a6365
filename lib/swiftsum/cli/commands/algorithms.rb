# frozen_string_literal: true

require_relative "../../../swiftsum"

module Swiftsum
  class CLI
    # `swiftsum algorithms`
    #
    # @api private
    class Algorithms
      # Two different files with one digest were made on purpose and published: of MD5 by Wang and others (2004), of
      # SHA-1 by Stevens and others (2017).
      BROKEN = %w[md5 sha1].freeze
      # The names of CRCs say their width, which need not be a whole number of bytes.
      WIDTH = %r{\ACRC-(?<bits>\d+)/}
      private_constant :BROKEN, :WIDTH

      # @param console [Console]
      def initialize(console, _settings)
        @console = console
      end

      # @param line [CommandLine]
      # @return [Integer] the exit status
      def call(line)
        line.refuse_operands
        width = Algorithm.all.map { |algorithm| algorithm.name.length }.max
        Algorithm.all.each { |algorithm| @console.print(line_of(algorithm, width)) }
        0
      end

      private

      def line_of(algorithm, width)
        format("%<name>s %<bits>4d bits  %<kind>s\n",
               name: algorithm.name.ljust(width), bits: bits(algorithm), kind: kind(algorithm))
      end

      def bits(algorithm)
        WIDTH.match(algorithm.name)&.then { |name| name[:bits].to_i } || (8 * algorithm.digest_length)
      end

      def kind(algorithm)
        return "broken: forgeries are known" if BROKEN.include?(algorithm.name)

        algorithm.cryptographic? ? "cryptographic" : "not cryptographic"
      end
    end
  end
end
