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

    # Parameters that are bytes, a length or a count: those that have limits.
    LIMITED = %i[digest_length key context secret salt personalization threads].freeze
    private_constant :LIMITED

    class << self
      # @param algorithm [Integer] its number
      # @return [Hash{Symbol => Object}] name, digest_length, block_length, properties; and as parameters, the range
      #   that each may have: of a seed, of where to seek and of threads the value, of others the length
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

      # Of an algorithm whose digest is longer than a number in C.
      #
      # @param algorithm [Algorithm]
      # @return [Integer]
      def combined_digests(algorithm, first, second, length_of_second)
        length = algorithm.digest_length
        digests = [first, second].map { |number| big_endian(number, length) }
        combined = FFI::MemoryPointer.new(length)
        Status.check(combine_digests(algorithm.number, *digests, length_of_second, combined, length))
        combined.read_bytes(length).unpack1("H*").hex
      end

      private

      # @return [String] the big-endian bytes of a number, so many
      def big_endian(number, length)
        raise TypeError, "a digest is an Integer here, not #{number.inspect}" unless number.is_a?(Integer)

        bits = 8 * length
        raise RangeError, "a digest is 0 to 2**#{bits} - 1, not #{number}" unless (0...(1 << bits)).cover?(number)

        [format("%0*x", 2 * length, number)].pack("H*")
      end

      def limits(description)
        limits = LIMITED.to_h { |name| [name, description[:"#{name}_limits"].range] }
        { seed: :seed_bits, seek: :seek_bits }.each do |name, bits|
          limits[name] = (0...(1 << description[bits])) if description[bits].positive?
        end
        limits.compact
      end
    end
  end
end
