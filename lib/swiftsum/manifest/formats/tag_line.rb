# frozen_string_literal: true

module Swiftsum
  class Manifest
    # `ALGORITHM (NAME) = DIGEST`: the line of the BSDs' sha256 and of `cksum --tag`. OpenSSL's `dgst` leaves
    # out two of the spaces; rhash pads the names MD5 and SHA1 to the width of CRC32.
    module TagLine
      # A name may hold `) = ` itself: a digest has no parenthesis, so the last one ends the name.
      PATTERN = %r{
        \A(?<algorithm>MD5(?=\x20{3})|SHA1(?=\x20{2})|[A-Za-z0-9/_-]+(?!\x20{2}))\x20*
        \((?<name>.+)\)[ \t]*=[ \t]*(?<digest>[A-Za-z0-9+/]+=*)\z
      }mnx
      private_constant :PATTERN

      # @param entry [Entry]
      # @param digest [String] the checksum's digest as it is to be written
      # @return [String] the line, with its newline
      def self.write(entry, digest = entry.checksum.hexdigest)
        mark, name = Escaping.escape(entry.name)
        "#{mark}#{Checksum::TagName.of(entry.checksum.algorithm)} (#{name}) = #{digest}\n".b
      end

      # @param line [String] without its newline and the mark of an escaped name
      # @return [Array(Algorithm, String, String), nil] the algorithm, the digest, the file's name; nil for another kind
      #   of line
      # @raise [UnknownAlgorithmError]
      def self.split(line)
        match = PATTERN.match(line)
        match && [Algorithm.fetch(match[:algorithm]), match[:digest], match[:name]]
      end
    end
  end
end
