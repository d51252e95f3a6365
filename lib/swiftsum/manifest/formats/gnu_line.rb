# frozen_string_literal: true

module Swiftsum
  class Manifest
    module Formats
      # Reads the GNU lines of one manifest: `DIGEST  NAME`, which do not say which algorithm they are of. An asterisk
      # in place of the second space was to mean binary mode, which is the only one here.
      #
      # The BSDs' `sha256 -r`, and RFC 8493, have one blank or tab: `DIGEST NAME`. As in GNU coreutils, the form of the
      # first line holds for all, because in a mixed manifest a file's name could be moved by a space, unseen.
      #
      # @api private
      class GNULine
        PATTERN = /\A(?<digest>[^ \t]+)[ \t](?<name>.+)\z/mn
        # A mark that only xxhsum has, for XXH3.
        MARKED = /\A(?<mark>[^_]*_)(?<digest>[^_]*)\z/n
        # What is a line with one blank, and not the beginning of a sentence.
        DIGEST = %r{\A(?:\h{8,}|[A-Za-z0-9+/]{6,}==?|[A-Za-z0-9+/]{24,})\z}n
        private_constant :PATTERN, :MARKED, :DIGEST

        # @param word [String] the first of a line
        # @return [Boolean] whether it is a digest, and no word of a sentence
        def self.digest?(word)
          word.match?(DIGEST) || (MARKED.match?(word) && word.start_with?("XXH"))
        end

        # @param line [String] without its newline and the mark of an escaped name
        # @yieldparam digest [String]
        # @yieldreturn [Checksum] of that digest
        # @return [Array(String, Checksum), nil] the name and the checksum; nil for another kind of line
        # @raise [ParseError]
        def read(line, &)
          digest, name = PATTERN.match(line)&.captures
          return unless name

          two = name.start_with?(" ", "*")
          return if two ? name.bytesize == 1 : !GNULine.digest?(digest)

          checksum = checksum(digest, &)
          [name.byteslice(separator(two)..), checksum]
        end

        # @return [Boolean, nil] whether the lines have two blanks; nil before the first one
        def two?
          @two
        end

        private

        def checksum(digest)
          match = digest.include?("_") && MARKED.match(digest)
          algorithm = match && Algorithm::Spellings.find(:mark, match[:mark])
          algorithm ? Checksum.parse(match[:digest], algorithm) : yield(digest)
        end

        # @param two [Boolean] whether the line would do for one with two
        # @return [Integer] how many bytes of what follows the first blank are not of the name
        def separator(two)
          @two = two if @two.nil?
          raise ParseError, "one blank before the name, and two in the lines before" if @two && !two

          @two ? 1 : 0
        end
      end
    end
  end
end
