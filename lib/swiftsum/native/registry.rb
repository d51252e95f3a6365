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

    # swiftsum_algorithm_description for Array#pack: to read it at once takes a tenth of the time of a structure. Behind
    # the members that `describe` names there are two numbers for each that is limited.
    LIMITED = %i[digest_length key context secret salt personalization threads].freeze
    DESCRIPTION = "JJJJLLLx4#{'JJ' * LIMITED.size}".freeze
    NO_DESCRIPTION = ([0] * (7 + (2 * LIMITED.size))).then do |zeros|
      [zeros.pack(DESCRIPTION).bytesize, *zeros.drop(1)].pack(DESCRIPTION).freeze
    end
    private_constant :LIMITED, :DESCRIPTION, :NO_DESCRIPTION

    class << self
      # @param algorithm [Integer] its number
      # @return [Hash{Symbol => Object}] name, digest_length, block_length, properties; and as parameters, the range
      #   that each may have: of a seed, of where to seek and of threads the value, of others the length
      def describe(algorithm)
        # A copy that shares no bytes, as one by `dup` does.
        description = [NO_DESCRIPTION].pack("a*")
        Status.check(describe_algorithm(algorithm, description))
        _size, name, digest_length, block_length, properties, seed_bits, seek_bits, *limits =
          description.unpack(DESCRIPTION)
        { name: FFI::Pointer.new(name).read_string, digest_length:, block_length:, properties:,
          parameters: ranges(limits, { seed: seed_bits, seek: seek_bits }) }
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
      # @param first [Integer] unsigned, of no more bytes than its digest has; and so `second`
      # @return [Integer]
      def combined_digests(algorithm, first, second, length_of_second)
        length = algorithm.digest_length
        digests = [first, second].map { |number| [format("%0*x", 2 * length, number)].pack("H*") }
        combined = FFI::MemoryPointer.new(length)
        Status.check(combine_digests(algorithm.number, *digests, length_of_second, combined, length))
        combined.read_bytes(length).unpack1("H*").hex
      end

      private

      def ranges(limits, bits)
        ranges = {}
        LIMITED.each_with_index do |name, index|
          least, most = limits[2 * index, 2]
          ranges[name] = least..most if most.positive?
        end
        bits.each { |name, count| ranges[name] = (0...(1 << count)) if count.positive? }
        ranges
      end
    end
  end
end
