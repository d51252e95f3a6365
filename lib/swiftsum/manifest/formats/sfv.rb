# frozen_string_literal: true

require_relative "../format"
require_relative "gnu_line"

module Swiftsum
  class Manifest
    module Formats
      # Simple File Verification: `NAME DIGEST`, where the last word is the digest; lines that begin with `;` are
      # comments. Digests of up to 8 digits are CRC-32, whose leading zeros some programs leave out.
      #
      # rhash writes other digests in the same way, and several in a line; with two blanks between them where it is
      # called with `--simple`. Of these, the length says which algorithm a digest is of, as for rhash.
      #
      # @api private
      class SFV < Format
        # By the number of digits.
        ALGORITHMS = {
          8 => "crc32", 32 => "md5", 40 => "sha1", 56 => "sha224", 64 => "sha256", 96 => "sha384", 128 => "sha512"
        }.freeze
        CRC_DIGITS = 8
        HEADER = "; CRC-32 and others, listed by swiftsum\n"
        BLANK = /[ \t]/n
        NO_BLANK = /[^ \t]/n
        DIGITS = /\A\h+\z/n
        # Names that would be read as something else.
        UNWRITABLE = {
          /\A;/n => "its name begins with a semicolon, as a comment does",
          /\A[ \t]|[ \t]\z/n => "its name begins or ends with a blank",
          /[\r\n]/n => "its name has the end of a line in it"
        }.freeze
        private_constant :ALGORITHMS, :CRC_DIGITS, :HEADER, :BLANK, :NO_BLANK, :DIGITS, :UNWRITABLE

        class << self
          # @param head [String]
          # @return [Boolean]
          def recognise?(head)
            line = head.lstrip[/\A.*/n].chomp
            return true if line.start_with?(";")

            rest, _, digest = split(line)
            digest && digits?(digest) && !rest.end_with?("=") &&
              !GNULine.digest?(line[/\A\\?[^ \t]*/n].delete_prefix("\\"))
          end

          # @param (see Format.write)
          def write(io, entries, **)
            io.write(HEADER)
            super
          end

          # @param entry [Entry]
          # @param encoding [Symbol] only `:hexdigest`
          # @return [String] the line, with its newline
          def line(entry, encoding: :hexdigest)
            raise ArgumentError, "it has hexadecimal digits only" unless encoding == :hexdigest

            checksum = only_checksum(entry)
            reason = unwritable(entry.name, checksum)
            refuse(entry, reason) if reason

            "#{entry.name} #{checksum.hexdigest.upcase}\n".b
          end

          # In time that grows with the line's length only, however many blanks there are.
          #
          # @param line [String]
          # @return [Array(String, String, String), nil] what stands before the last word, the blanks in between, and
          #   the word; nil if it is the only one
          def split(line)
            last = line.rindex(NO_BLANK) or return
            blank = line.rindex(BLANK, last) or return
            before = line.rindex(NO_BLANK, blank) or return
            [line[0..before], line[before + 1..blank], line[blank + 1..last]]
          end

          # @param word [String]
          # @return [Boolean] whether it has as many digits as the digest of an algorithm that is known here
          def digits?(word)
            ALGORITHMS.key?(word.size) && word.match?(DIGITS)
          end

          private

          # @return [String, nil] why; nil if it can be written
          def unwritable(name, checksum)
            algorithm = checksum.algorithm.name
            return "it has no digests of #{algorithm}" unless ALGORITHMS.value?(algorithm)
            return "its name ends with what looks like a digest" if digest_behind?(name, checksum)

            UNWRITABLE.find { |pattern, _| name.match?(pattern) }&.last
          end

          # Where it would be taken for the first of two digests.
          def digest_behind?(name, checksum)
            _, _, word = split(name)
            word && digits?(word) && word.size < checksum.hexdigest.size
          end
        end

        # @param (see Format#each_entry)
        # @yieldparam (see Format#each_entry)
        def each_entry(lines)
          @most = most_digests(lines.head)
          super
        end

        # @return [Array<Notice>]
        def notices
          @assumed ? [Notice.new(:assumed, assumption, Untagged.of_length(@assumed) - [algorithm(@assumed)])] : []
        end

        private

        # How many digests each of the first lines has: fewer end one line than another where words of a name look like
        # digests.
        def most_digests(head)
          @most = ALGORITHMS.size
          *lines, last = head.lines.map(&:chomp).reject { |line| nothing?(line) }
          # The last one may be cut off.
          lines = [*last] if lines.empty?
          lines.map { |line| count(line) }.reject(&:zero?).min || 1
        end

        def nothing?(line)
          comment?(line) || !line.match?(NO_BLANK)
        end

        def count(line)
          fields(line).last.size
        rescue ParseError
          0
        end

        def read(line, number)
          super unless nothing?(line)
        end

        def comment?(line)
          line.start_with?(";")
        end

        def entry(line)
          name, digests = fields(line)
          Entry.new(checked(name), digests.map { |digest| checksum(digest) })
        end

        # @return [Array(String, Array<String>)] the name, and the digests behind it
        # @raise [ParseError]
        def fields(line)
          digests = []
          while digests.size < @most && (rest, _, digest = SFV.split(line)) && digest?(digest, digests.first)
            digests.unshift(digest)
            line = rest
          end
          raise ParseError, "its last word is no digest" if digests.empty?

          [line, digests]
        end

        # rhash writes shorter digests before longer ones.
        def digest?(word, following)
          following ? SFV.digits?(word) && word.size < following.size : word.match?(DIGITS)
        end

        def checksum(digest)
          algorithm = algorithm(digest.size)
          raise ParseError, "a digest of #{digest.size} digits, which no algorithm has in such a list" unless algorithm

          Checksum.parse(digest.rjust(CRC_DIGITS, "0"), algorithm)
        end

        # @param digits [Integer]
        # @return [Algorithm, nil]
        def algorithm(digits)
          digits = [digits, CRC_DIGITS].max
          known = @untagged.known
          return known if known && 2 * known.digest_length == digits

          @assumed = digits if digits > CRC_DIGITS && ALGORITHMS.key?(digits)
          Algorithm[ALGORITHMS[digits]]
        end

        def assumption
          "digests of #{@assumed} digits are taken as #{ALGORITHMS.fetch(@assumed)} " \
            "(neither the lines nor the name say which)"
        end
      end
    end
  end
end
