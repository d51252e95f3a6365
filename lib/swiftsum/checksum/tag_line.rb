# frozen_string_literal: true

module Swiftsum
  class Checksum
    # `ALGORITHM (NAME) = DIGEST`: the line of the BSDs' sha256 and of `cksum --tag`. OpenSSL's `dgst` leaves out two of
    # the spaces; rhash pads the names MD5 and SHA1 to the width of CRC32; xxhsum writes digests in reverse, too.
    #
    # @api private
    module TagLine
      # A name may hold `) = ` itself: a digest has no parenthesis, so the last one ends the name. Two spaces before the
      # parenthesis are of rhash only: elsewhere they are those of a GNU line, and the parenthesis begins a name.
      PATTERN = /
        \A(?<algorithm>MD5(?=\x20{3}\()|SHA1(?=\x20{2}\()|[^\s()]+(?!\x20{2}))\x20*
        \((?<name>.*)\)[ \t]*=[ \t]*(?<digest>[^)]*)\z
      /mnx
      private_constant :PATTERN

      # @param algorithm [Algorithm]
      # @param name [String]
      # @param digest [String] as it is to be written
      # @return [String] the line, without a newline
      def self.write(algorithm, name, digest)
        "#{Algorithm::Spellings.tag(algorithm)} (#{name}) = #{digest}"
      end

      # @param line [String] binary, without a newline
      # @return [Array(String, String, String), nil] the algorithm as it is spelled there, the name and the digest; nil
      #   for another kind of line
      def self.split(line)
        PATTERN.match(line)&.captures
      end

      # @param algorithm [String] as {.split} returns it
      # @param digest [String] likewise
      # @return [Checksum]
      # @raise [ParseError]
      # @raise [UnknownAlgorithmError]
      def self.checksum(algorithm, digest)
        little_endian = Algorithm::Spellings.find(:reversed, algorithm)
        return Checksum.parse(digest, Algorithm.fetch(algorithm)) unless little_endian

        Checksum.new(little_endian, Checksum.parse(digest, little_endian).bytes.reverse)
      end
    end
  end
end
