# frozen_string_literal: true

module Swiftsum
  # The registry of algorithms.
  module Native
    # The bits of `properties`.
    module Properties
      CRYPTOGRAPHIC = 1
      INTEGER = 2
      COMBINABLE = 4
      KEYED = 8
      EXTENDABLE = 16
    end

    # @param algorithm [Integer] its number
    # @return [Hash{Symbol => Object}] name, digest_length, block_length, properties
    def self.describe(algorithm)
      description = AlgorithmDescription.new
      Status.check(describe_algorithm(algorithm, description))
      %i[name digest_length block_length properties].to_h { |member| [member, description[member]] }
    end
  end
end
