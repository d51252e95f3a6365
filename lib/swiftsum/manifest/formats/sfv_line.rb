# frozen_string_literal: true

module Swiftsum
  class Manifest
    module Formats
      # Reads the lines of one SFV manifest: a name, and one digest or several behind it.
      #
      # @api private
      class SFVLine
        # By the number of digits of a digest, what algorithm it is of.
        ALGORITHMS = {
          8 => "crc32", 32 => "md5", 40 => "sha1", 56 => "sha224", 64 => "sha256", 96 => "sha384", 128 => "sha512"
        }.freeze
        BLANK = /[ \t]/n
        NO_BLANK = /[^ \t]/n
        DIGITS = /\A\h+\z/n
        private_constant :BLANK, :NO_BLANK, :DIGITS

        class << self
          # In time that grows with the line's length only, however many blanks it has.
          #
          # @param line [String]
          # @return [Array(String, String), nil] what stands before the last word, without blanks, and the word; nil if
          #   it is the only one
          def split(line)
            last = line.rindex(NO_BLANK) or return
            blank = line.rindex(BLANK, last) or return
            before = line.rindex(NO_BLANK, blank) or return
            [line[0..before], line[blank + 1..last]]
          end

          # @param word [String]
          # @return [Boolean] whether it has as many digits as a digest of {ALGORITHMS}
          def digest?(word)
            ALGORITHMS.key?(word.size) && word.match?(DIGITS)
          end

          # @param line [String]
          # @return [Boolean]
          def blank?(line)
            !line.match?(NO_BLANK)
          end
        end

        # How many digests a line has, the first ones say together: one of them alone may have a name whose last word
        # looks like a digest.
        #
        # @param lines [Array<String>] the first of the manifest, without comments
        def initialize(lines)
          @most = ALGORITHMS.size
          counts = lines.map { |line| digests(line).last.size }
          @most = counts.reject(&:zero?).min || 1
        end

        # @param line [String]
        # @return [Array(String, Array<String>)] the name, and the digests behind it
        # @raise [ParseError]
        def read(line)
          name, digests = digests(line)
          raise ParseError, "its last word is no digest" if digests.empty?

          [name, digests]
        end

        private

        def digests(line)
          digests = []
          while digests.size < @most && (rest, word = SFVLine.split(line)) && before?(word, digests.first)
            digests.unshift(word)
            line = rest
          end
          [line, digests]
        end

        # rhash writes shorter digests before longer ones.
        def before?(word, following)
          following ? SFVLine.digest?(word) && word.size < following.size : word.match?(DIGITS)
        end
      end
    end
  end
end
