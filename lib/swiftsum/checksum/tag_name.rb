# frozen_string_literal: true

module Swiftsum
  class Checksum
    # What an algorithm is called in a BSD tag line. The programs that read such lines know one spelling each, letter
    # for letter; we read any of its names.
    #
    # @api private
    module TagName
      # Where it is not the algorithm's own name in capitals: of cksum and b2sum, rhash, shasum, and xxhsum.
      WRITTEN = {
        "sha512_224" => "SHA512/224", "sha512_256" => "SHA512/256", "sha3_224" => "SHA3-224", "sha3_256" => "SHA3-256",
        "sha3_384" => "SHA3-384", "sha3_512" => "SHA3-512", "blake2b" => "BLAKE2b", "blake2s" => "BLAKE2s",
        "xxh3_64" => "XXH3", "xxh3_128" => "XXH128"
      }.freeze

      private_constant :WRITTEN

      # @param algorithm [Algorithm]
      # @return [String]
      def self.of(algorithm)
        name, *bits = algorithm.name.split("-")
        [WRITTEN.fetch(name) { name.upcase }, *bits.map(&:upcase)].join("-")
      end
    end
  end
end
