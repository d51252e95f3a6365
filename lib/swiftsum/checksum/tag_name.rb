# frozen_string_literal: true

module Swiftsum
  class Checksum
    # What an algorithm is called in a BSD tag line. The programs that read such lines know one spelling each, letter
    # for letter.
    #
    # @api private
    module TagName
      # Where it is not the algorithm's own name in capitals: of cksum and b2sum, rhash, shasum, and xxhsum.
      WRITTEN = {
        "sha512_256" => "SHA512/256", "sha3_224" => "SHA3-224", "sha3_256" => "SHA3-256", "sha3_384" => "SHA3-384",
        "sha3_512" => "SHA3-512", "blake2b" => "BLAKE2b", "blake2s" => "BLAKE2s", "xxh3_64" => "XXH3",
        "xxh3_128" => "XXH128"
      }.freeze

      # What OpenSSL has called them from 3.0 on; BLAKE2b-512 is what cksum reads, too.
      OPENSSL = {
        "SHA2-224" => "sha224", "SHA2-256" => "sha256", "SHA2-384" => "sha384", "SHA2-512" => "sha512",
        "SHA2-512/256" => "sha512_256", "BLAKE2B-512" => "blake2b", "BLAKE2S-256" => "blake2s"
      }.freeze

      # In capitals: to read, case does not matter.
      READ = WRITTEN.invert.merge(OPENSSL).transform_keys(&:upcase).freeze
      private_constant :WRITTEN, :OPENSSL, :READ

      # @param algorithm [Algorithm]
      # @return [String]
      def self.of(algorithm)
        WRITTEN.fetch(algorithm.name) { algorithm.name.upcase }
      end

      # @param tag [String]
      # @return [Algorithm]
      # @raise [UnknownAlgorithmError]
      def self.algorithm(tag)
        Algorithm.fetch(READ.fetch(tag.upcase, tag))
      end
    end
  end
end
