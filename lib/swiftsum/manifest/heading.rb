# frozen_string_literal: true

module Swiftsum
  class Manifest
    # A comment that says which algorithm the lines below it are of: `# SHA512 HASH`, `# Checksums-Sha1:`. It has the
    # name of an algorithm and a word such as "hash", and nothing else.
    #
    # @api private
    module Heading
      WORD = /hash(?:es)?|(?:check)?sums?|digests?/in
      NAME = %r{(?<name>[a-z0-9][a-z0-9/_-]*?)}in
      PATTERN = /\A\#[#\s]*(?:#{WORD}[-_:\s]+#{NAME}|#{NAME}[-_\s]*#{WORD})\s*:?\s*\z/n
      # Names of algorithms that are not to be had here. Of what follows them nothing can be verified.
      UNKNOWN = %w[gost md2 md4 ripemd-128 streebog tiger whirlpool].freeze
      private_constant :WORD, :NAME, :PATTERN, :UNKNOWN

      # @param line [String] a comment
      # @return [Algorithm, String, nil] the algorithm, or the name of one that is unknown here; nil for any other
      #   comment
      def self.read(line)
        name = PATTERN.match(line)&.named_captures&.fetch("name") or return
        Algorithm::Spellings.in_words(name) || (name if UNKNOWN.include?(name.downcase))
      end
    end
  end
end
