# frozen_string_literal: true

module Swiftsum
  # The registry of algorithms.
  module Native
    # The bits of `properties`.
    module Properties
      CRYPTOGRAPHIC = 1
      INTEGER = 2
      COMBINABLE = 4
      CRC = 8
    end

    # Parameters that are bytes or a length: those that have limits.
    LIMITED = %i[digest_length key context secret salt personalization].freeze
    private_constant :LIMITED

    class << self
      # @param algorithm [Integer] its number
      # @return [Hash{Symbol => Object}] name, digest_length, block_length, properties; and as parameters, the range
      #   that each may have: of a seed the value, of others the length
      def describe(algorithm)
        description = AlgorithmDescription.new
        Status.check(describe_algorithm(algorithm, description))
        values = %i[name digest_length block_length properties].to_h { |member| [member, description[member]] }
        values.merge(parameters: limits(description))
      end

      # @yieldparam cell [FFI::MemoryPointer] for the result
      # @yieldreturn [Integer] a status
      # @return [Integer]
      def combined
        cell = FFI::MemoryPointer.new(:uint64)
        Status.check(yield(cell))
        cell.read(:uint64)
      end

      private

      def limits(description)
        limits = LIMITED.to_h { |name| [name, description[:"#{name}_limits"].range] }
        bits = description[:seed_bits]
        limits[:seed] = (0...(1 << bits)) if bits.positive?
        limits.compact
      end
    end
  end
end
