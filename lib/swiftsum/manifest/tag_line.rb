# frozen_string_literal: true

module Swiftsum
  class Manifest
    # `ALGORITHM (NAME) = DIGEST`: the line of the BSDs' sha256 and of `cksum --tag`. OpenSSL's `dgst` leaves
    # out two of the spaces.
    module TagLine
      # What others call our algorithms: OpenSSL from 3.0, and xxhsum.
      FOREIGN_NAMES = {
        "SHA2-224" => "sha224", "SHA2-256" => "sha256", "SHA2-384" => "sha384", "SHA2-512" => "sha512",
        "SHA2-512/256" => "sha512_256", "BLAKE2B-512" => "blake2b", "BLAKE2S-256" => "blake2s",
        "XXH3" => "xxh3_64", "XXH128" => "xxh3_128"
      }.freeze

      # A name may hold `) = ` itself: a digest has no parenthesis, so the last one ends the name.
      PATTERN = %r{\A(?<algorithm>[A-Za-z0-9/_-]+) ?\((?<name>.+)\)[ \t]*=[ \t]*(?<digest>[A-Za-z0-9+/]+=*)\z}mn
      private_constant :FOREIGN_NAMES, :PATTERN

      # @param entry [Entry]
      # @param digest [String] the checksum's digest as it is to be written
      # @return [String] the line, with its newline
      def self.write(entry, digest = entry.checksum.hexdigest)
        mark, name = Escaping.escape(entry.name)
        "#{mark}#{entry.checksum.algorithm.name.upcase} (#{name}) = #{digest}\n".b
      end

      # @param line [String] without its newline and the mark of an escaped name
      # @return [Array(String, String, String), nil] the algorithm's name, the digest, the file's name; nil for
      #   another kind of line
      def self.split(line)
        match = PATTERN.match(line)
        match && [FOREIGN_NAMES.fetch(match[:algorithm], match[:algorithm]), match[:digest], match[:name]]
      end
    end
  end
end
