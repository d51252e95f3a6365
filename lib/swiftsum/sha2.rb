# frozen_string_literal: true

require_relative "digest"

module Swiftsum
  # SHA-2 by its bits, as `Digest::SHA2`.
  #
  # @example
  #   Swiftsum::SHA2.new(512).update("abc") == Swiftsum::SHA512.new.update("abc")
  #   Swiftsum::SHA2.hexdigest("abc", 384)
  class SHA2 < Digest
    # @param bits [Integer] 224, 256, 384 or 512
    # @return [Digest] a `SHA256` or its like
    # @raise [ArgumentError] for any other number
    def self.new(bits = 256)
      name = "sha#{bits}" if [224, 256, 384, 512].include?(bits)
      raise ArgumentError, "SHA-2 has 224, 256, 384 or 512 bits, not #{bits.inspect}" unless name

      Algorithm.fetch(name).digest_class.new
    end
  end
end
