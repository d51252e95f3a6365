# frozen_string_literal: true

module Swiftsum
  class Manifest
    # The lines of a manifest as bytes, numbered from 1, whatever its encoding: what begins with a byte order mark of
    # UTF-16, as PowerShell writes it, is read as UTF-8.
    #
    # @api private
    class Lines
      # Nothing behind a line can be read.
      class Fault < ParseError
        # @return [Integer] of that line
        attr_reader :number

        # @param number [Integer]
        # @param reason [String]
        def initialize(number, reason)
          @number = number
          super(reason)
        end
      end

      LONGEST = LONGEST_LINE

      # In bytes: a line that goes on beyond it may never end.
      MOST_READ = 1 << 20

      # In bytes: what a format is recognised by, less where it is not there yet.
      HEAD = 4 << 10

      MARKS = { "\xEF\xBB\xBF".b => nil, "\xFF\xFE".b => Encoding::UTF_16LE, "\xFE\xFF".b => Encoding::UTF_16BE }.freeze
      LONGEST_MARK = MARKS.each_key.map(&:bytesize).max
      private_constant :MOST_READ, :HEAD, :MARKS, :LONGEST_MARK

      # @return [String] the beginning of the manifest, with at least one whole line, if there is one so early
      attr_reader :head

      # @param io [#readpartial]
      # @raise [SystemCallError]
      # @raise [Fault]
      def initialize(io)
        @io = io
        @ended = false
        @number = 0
        @head = String.new(encoding: Encoding::BINARY)
        # The mark may come in pieces, too.
        read_on { @head.bytesize >= LONGEST_MARK }
        skip_mark
        read_on { @head.bytesize >= HEAD || @head.include?("\n") }
      end

      # Of a line of at least {LONGEST} bytes, its beginning.
      #
      # @yieldparam line [String] without its end, which may be CRLF
      # @yieldparam number [Integer]
      # @raise (see #initialize)
      def each
        rest = String.new(encoding: Encoding::BINARY)
        length = 0
        each_piece do |piece|
          rest << piece if length < LONGEST
          next check_length(length += piece.bytesize) unless piece.end_with?("\n")

          yield rest.chomp, @number += 1
          rest.clear
          length = 0
        end
        yield rest.chomp, @number + 1 unless rest.empty?
      end

      private

      def each_piece(&)
        piece = head
        while piece
          piece.each_line("\n", &)
          piece = read
        end
      end

      def check_length(length)
        raise Fault.new(@number + 1, "has more than 1 MiB: nothing behind it was read") if length > MOST_READ
      end

      def read_on
        until yield
          piece = read or break
          @head << piece
        end
      end

      def skip_mark
        mark = MARKS.each_key.find { |each| @head.start_with?(each) } or return
        @head = @head.byteslice(mark.bytesize..)
        return unless MARKS[mark]

        @converter = Encoding::Converter.new(MARKS[mark], Encoding::UTF_8)
        @head = converted { @converter.convert(@head) }
      end

      # @return [String, nil] what comes next, nil at the end
      def read
        return if @ended

        bytes = @io.readpartial(LONGEST).b
        @converter ? converted { @converter.convert(bytes) } : bytes
      rescue EOFError
        @ended = true
        converted { @converter.finish } if @converter
      end

      def converted
        yield.b
      rescue EncodingError
        raise Fault.new(@number + 1, "is not UTF-16, though its byte order mark says so")
      end
    end
  end
end
