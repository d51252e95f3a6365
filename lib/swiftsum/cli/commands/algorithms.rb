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
      KINDS = {
        broken: "broken: forgeries are known", cryptographic: "cryptographic", none: "not cryptographic"
      }.freeze
      private_constant :BROKEN, :WIDTH, :KINDS

      # @param console [Console]
      def initialize(console, settings)
        @console = console
        @json = settings[:json]
      end

      # @param line [CommandLine]
      # @return [Integer] the exit status
      def call(line)
        line.refuse_operands
        return records if @json

        width = Algorithm.all.map { |algorithm| algorithm.name.length }.max
        Algorithm.all.each { |algorithm| @console.print(line_of(algorithm, width)) }
        0
      end

      private

      def records
        Algorithm.all.each do |algorithm|
          @console.record(:algorithm, algorithm: algorithm.name, bits: bits(algorithm),
                                      security: security(algorithm))
        end
        0
      end

      def line_of(algorithm, width)
        format("%<name>s %<bits>4d bits  %<kind>s\n",
               name: algorithm.name.ljust(width), bits: bits(algorithm), kind: kind(algorithm))
      end

      def bits(algorithm)
        WIDTH.match(algorithm.name)&.then { |name| name[:bits].to_i } || (8 * algorithm.digest_length)
      end

      def kind(algorithm)
        KINDS.fetch(security(algorithm))
      end

      def security(algorithm)
        return :broken if BROKEN.include?(algorithm.name)

        algorithm.cryptographic? ? :cryptographic : :none
      end
    end
  end
end
