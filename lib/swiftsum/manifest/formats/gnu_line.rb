# frozen_string_literal: true

module Swiftsum
  class Manifest
    # `DIGEST  NAME`: the line of sha256sum, b3sum and their like. It does not say which algorithm it is of.
    # An asterisk in place of the second space was to mean binary mode, which is the only one here. Of XXH3 alone xxhsum
    # says it: it writes `XXH3_` before the digest, because XXH64 has as many digits.
    module GNULine
      PATTERN = /\A(?<xxh3>XXH3_)?(?<digest>[^ \t]+)[ \t][ *](?<name>.+)\z/mn
      private_constant :PATTERN

      # @param entry [Entry]
      # @param digest [String] the checksum's digest as it is to be written
      # @return [String] the line, with its newline
      def self.write(entry, digest = entry.checksum.hexdigest)
        mark, name = Escaping.escape(entry.name)
        "#{mark}#{digest}  #{name}\n".b
      end

      # @param line [String] without its newline and the mark of an escaped name
      # @return [Array(Algorithm, String, String), nil] the algorithm, or nil, if the line does not say; the digest; the
      #   name. Nil for another kind of line
      def self.split(line)
        match = PATTERN.match(line)
        match && [match[:xxh3] && Algorithm.fetch(:xxh3_64), match[:digest], match[:name]]
      end
    end
  end
end
