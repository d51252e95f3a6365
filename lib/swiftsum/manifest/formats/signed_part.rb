# frozen_string_literal: true

module Swiftsum
  class Manifest
    module Formats
      # What a format includes whose lines stand in a cleartext signed message of OpenPGP (RFC 9580, 7). What is outside
      # the signed part counts for nothing, and is malformed. The signature is not checked.
      #
      # @api private
      module SignedPart
        BEGINNING = /\A-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\z/n
        SIGNATURE = /\A-----BEGIN PGP SIGNATURE-----[ \t]*\z/n
        ENDING = /\A-----END PGP SIGNATURE-----[ \t]*\z/n
        # It says which hash the signature has, and nothing of the lines.
        HEADER = /\AHash: [A-Za-z0-9, -]+\z/n
        ARMOR = %r{\A(?:[A-Za-z0-9+/=]*|[A-Za-z]+: .*)\z}n
        # By part: the line that ends it, the part that follows, and the lines that may stand in it.
        PARTS = {
          outside: [BEGINNING, :header, /\A(?:[ \t]*\z|#)/n],
          header: [/\A[ \t]*\z/n, :signed, HEADER],
          signature: [ENDING, :outside, ARMOR]
        }.freeze
        OUTSIDE = "outside of the signed part"
        CUT_OFF = "the signature does not end: the manifest may be cut off"
        NOTICE = Notice.new(:signature, "signed, but the signature was not checked")
        private_constant :BEGINNING, :SIGNATURE, :ENDING, :HEADER, :ARMOR, :PARTS, :OUTSIDE, :CUT_OFF

        # @param head [String]
        # @return [Array<String>, nil] the first lines of what is signed; nil if nothing is
        def self.lines(head)
          lines = head.lines.map(&:chomp)
          beginning = lines.index { |line| line.match?(BEGINNING) } or return
          lines.drop(beginning + 1).drop_while { |line| !line.empty? }.drop(1)
        end

        # @return [Array<Notice>]
        def notices
          [NOTICE, *super]
        end

        # @param (see Format#each_entry)
        # @yieldparam (see Format#each_entry)
        def each_entry(lines, &block)
          @part = :outside
          super
          block.call(MalformedLine.new(@number, CUT_OFF)) unless @part == :outside
        end

        # @param (see Format#each_run)
        # @yieldparam (see Format#each_run)
        def each_run(lines, &)
          each_entry(lines, &)
        end

        private

        def read(line, number)
          @number = number
          return signed(line) { |content| super(content, number) } if @part == :signed

          MalformedLine.new(number, OUTSIDE) unless skipped?(line)
        end

        # What is signed is the line without the blanks at its end.
        def signed(line)
          if line.match?(SIGNATURE)
            @part = :signature
            nil
          else
            last = line.rindex(/[^ \t]/n)
            yield (last ? line[0..last] : "").delete_prefix("- ")
          end
        end

        # Whether the line is one that may stand outside of the signed part.
        def skipped?(line)
          end_of_part, following, inside = PARTS.fetch(@part)
          return line.match?(inside) unless line.match?(end_of_part)

          @part = following
          true
        end
      end
    end
  end
end
