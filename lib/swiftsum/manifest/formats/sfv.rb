# frozen_string_literal: true

require_relative "../format"
require_relative "gnu_line"
require_relative "sfv_line"

module Swiftsum
  class Manifest
    module Formats
      # Simple File Verification: `NAME DIGEST`, where the last word is the digest; lines that begin with `;` are
      # comments. Digests of up to 8 digits are CRC-32, whose leading zeros some programs leave out.
      #
      # rhash writes other digests in the same way, and several in a line. Of these, the length says which algorithm a
      # digest is of, as for rhash.
      #
      # @api private
      class SFV < Format
        ALGORITHMS = SFVLine::ALGORITHMS
        CRC_DIGITS = 8
        HEADER = "; CRC-32 and others, listed by swiftsum\n"
        # What a name would be misread with.
        UNFIT = {
          /\A;/n => "its name begins with a semicolon, as a comment does",
          /\A[ \t]|[ \t]\z/n => "its name begins or ends with a blank",
          /[\r\n]/n => "its name has the end of a line in it"
        }.freeze
        private_constant :ALGORITHMS, :CRC_DIGITS, :HEADER, :UNFIT

        class << self
          # @param head [String]
          # @return [Boolean]
          def recognise?(head)
            line = head.lstrip[/\A.*/n].chomp
            return true if line.start_with?(";")

            rest, digest = SFVLine.split(line)
            return false unless digest && SFVLine.digest?(digest) && !rest.end_with?("=")

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
            hexadecimal_only(encoding)
            checksum = only_checksum(entry)
            reason = unfit(entry.name, checksum)
            refuse(entry, reason) if reason
            "#{entry.name} #{checksum.hexdigest.upcase}\n".b
          end

          private

          def unfit(name, checksum)
            algorithm = checksum.algorithm
            return "such a list has no digests of #{algorithm}" unless ALGORITHMS.value?(algorithm.name)
            return "its name ends with what looks like a digest" if digest_behind?(name, 2 * algorithm.digest_length)

            UNFIT.find { |pattern, _| name.match?(pattern) }&.last
          end

          # It would be taken for the first of two digests.
          def digest_behind?(name, digits)
            _, word = SFVLine.split(name)
            word && SFVLine.digest?(word) && word.size < digits
          end
        end

        # @param (see Format#each_entry)
        # @yieldparam (see Format#each_entry)
        def each_entry(lines)
          first = lines.head.lines.map(&:chomp).reject { |line| comment?(line) || SFVLine.blank?(line) }
          # The last one may go on.
          first.pop if first.size > 1
          @line = SFVLine.new(first)
          super
        end

        # @return [Array<Notice>]
        def notices
          return [] unless @assumed

          algorithm = algorithm(@assumed)
          text = "digests of #{@assumed} digits are taken as #{algorithm} (neither the lines nor the name say which)"
          [Notice.new(:assumed, text, Untagged.of_length(@assumed) - [algorithm])]
        end

        private

        def read(line, number)
          super unless comment?(line) || SFVLine.blank?(line)
        end

        def comment?(line)
          line.start_with?(";")
        end

        def entry(line)
          name, digests = @line.read(line)
          Entry.new(checked(name), digests.map { |digest| checksum(digest) })
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
      end
    end
  end
end
