# frozen_string_literal: true

module Swiftsum
  class OCFLObject
    # What digests of a fixity block can be of: the algorithms of the specification, and those of its extension 0009.
    #
    # @api private
    module FixityAlgorithm
      NAMES = %w[md5 sha1 sha256 sha512 blake2b-512 blake2b-160 blake2b-256 blake2b-384 sha512/256].freeze
      # A length in bytes, in decimal.
      SIZE = "size"
      private_constant :NAMES

      # @param name [String]
      # @return [Algorithm, nil] nil for one that is unknown, and for {SIZE}
      def self.[](name)
        Algorithm.fetch(name) if NAMES.include?(name)
      end

      # @param name [String]
      # @return [Integer, nil] how many digits a digest has; nil if it is not known
      def self.digits(name)
        self[name]&.then { |algorithm| 2 * algorithm.digest_length }
      end
    end
  end
end
