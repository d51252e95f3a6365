# frozen_string_literal: true

module Swiftsum
  class Manifest
    # `ALGORITHM (NAME) = DIGEST`: the line of the BSDs' sha256 and of `cksum --tag`. OpenSSL's `dgst` leaves
    # out two of the spaces.
    module TagLine
      # A name may hold `) = ` itself: a digest has no parenthesis, so the last one ends the name.
      PATTERN = %r{\A(?<algorithm>[A-Za-z0-9/-]+) ?\((?<name>.+)\)[ \t]*=[ \t]*(?<digest>[A-Za-z0-9+/]+=*)\z}mn
      private_constant :PATTERN

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
        match && [match[:algorithm], match[:digest], match[:name]]
      end
    end
  end
end
