# frozen_string_literal: true

module Swiftsum
  class GemPackage
    # The members of a tar archive (POSIX ustar), as far as gems need it: regular files with short names.
    #
    # @api private
    class Archive
      # `offset` of the contents in the archive, and their `bytesize`.
      Member = Struct.new(:name, :offset, :bytesize)

      BLOCK = 512
      # By `pack`: name, what is between, size, time, checksum, kind, the rest of what counts.
      HEADER = "Z100x24Z12x12Z8a1x100a5"
      OCTAL = /\A *[0-7]+ *\z/n
      REGULAR = ["0", "\0"].freeze
      CHECKSUM_FIELD = (148...156)
      # RubyGems writes at most six.
      MOST = 64
      # In bytes: so much is read at a time.
      PIECE = 64 << 10
      private_constant :BLOCK, :HEADER, :OCTAL, :REGULAR, :CHECKSUM_FIELD, :MOST, :PIECE

      # @return [Hash{String => Member}] by name
      attr_reader :members

      # @param io [File]
      # @raise [ParseError] for what is no such archive, or was cut off
      def initialize(io)
        @io = io
        @members = {}
        offset = 0
        while (member = member(offset))
          keep(member)
          offset = member.offset + ((member.bytesize + BLOCK - 1) / BLOCK * BLOCK)
        end
      end

      # @param member [Member]
      # @yieldparam piece [String]
      # @return [void]
      # @raise [ChangedError] if it is shorter than it was
      def pieces(member)
        done = 0
        while done < member.bytesize
          piece = @io.pread([PIECE, member.bytesize - done].min, member.offset + done)
          done += piece.bytesize
          yield piece
        end
      rescue EOFError
        raise ChangedError, "became shorter while it was read"
      end

      private

      def keep(member)
        raise ParseError, "has two members called #{member.name}" if @members.key?(member.name)
        raise ParseError, "has more members than a gem may have" if @members.size == MOST

        @members[member.name] = member
      end

      # @return [Member, nil] nil at the end: a block of zeros
      def member(offset)
        header = block(offset)
        return if header.count("\0") == BLOCK

        name, size, checksum, kind, magic = header.unpack(HEADER)
        raise ParseError, "is not a tar archive" unless magic == "ustar" && number(checksum) == sum(header)
        raise ParseError, "has a member that is not a regular file: #{name}" unless REGULAR.include?(kind)

        Member.new(name, offset + BLOCK, number(size)).tap { |member| check_end(member) }
      end

      def block(offset)
        block = @io.pread(BLOCK, offset)
        block.bytesize == BLOCK ? block : raise(EOFError)
      rescue EOFError
        raise ParseError, offset.zero? ? "is not a tar archive" : "was cut off"
      end

      def check_end(member)
        raise ParseError, "was cut off in #{member.name}" if member.offset + member.bytesize > @io.size
      end

      def number(text)
        text.match?(OCTAL) ? text.to_i(8) : raise(ParseError, "is not a tar archive")
      end

      # The field of the checksum counts as blanks.
      def sum(header)
        header.dup.tap { |bytes| bytes[CHECKSUM_FIELD] = " " * CHECKSUM_FIELD.size }.sum(32)
      end
    end
  end
end
