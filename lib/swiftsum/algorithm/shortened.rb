# frozen_string_literal: true

require_relative "unnumbered"

module Swiftsum
  class Algorithm
    # BLAKE2 with a digest of fewer bytes, which other programs take for an algorithm of its own: "blake2b-256" is what
    # `b2sum -l 256` computes. It is not the beginning of the longer one (RFC 7693).
    #
    # @api private
    class Shortened < Algorithm
      include Unnumbered

      NAMES = %w[blake2b blake2s].freeze
      private_constant :NAMES

      # @param algorithms [Array<Algorithm>]
      # @return [Array<Shortened>] one for each number of bytes
      def self.of(algorithms)
        algorithms.select { |algorithm| NAMES.include?(algorithm.name) }.flat_map do |whole|
          (1...whole.digest_length).map { |digest_length| new(whole, digest_length) }
        end
      end

      # @api private
      def initialize(whole, digest_length)
        @whole = whole
        super(nil, name: "#{whole}-#{8 * digest_length}", digest_length:, block_length: whole.block_length,
                   properties: Native::Properties::CRYPTOGRAPHIC, parameters: whole.parameters.except(:digest_length))
      end

      def make_hasher(cell)
        told({}).make_hasher(cell)
      end

      def digest_kept(string)
        told({}).digest_kept(string)
      end

      # @return [Class] a {Digest}, made anew
      def digest_class
        Digest.for(self)
      end

      private

      def told(parameters)
        Native::Parameterized.new(@whole, { **parameters, digest_length: })
      end
    end
    private_constant :Shortened
  end
end
