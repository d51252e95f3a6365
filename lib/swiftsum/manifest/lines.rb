# frozen_string_literal: true

module Swiftsum
  class Manifest
    # The lines of a manifest as bytes, numbered from 1, whatever its encoding: what begins with a byte order mark of
    # UTF-16, as PowerShell writes it, is read as UTF-8.
    #
    # @api private
    class Lines
      # What follows cannot be read as it was meant.
      class Fault < ParseError
        # @return [Integer] of the line where it begins
        attr_reader :number

        def initialize(number, message)
          @number = number
          super(message)
        end
      end

      NO_UTF16 = "is not UTF-16, though its byte order mark says so"
      CHANGED = "the manifest changed while it was read"

      # In bytes. No system takes a path of a quarter of it, and a file that is no manifest may be one line of
      # gigabytes.
      LONGEST = 64 << 10

      # In bytes: what a format is recognised by, less where it is not there yet.
      HEAD = 4 << 10

      MARKS = { "\xEF\xBB\xBF".b => nil, "\xFF\xFE".b => Encoding::UTF_16LE, "\xFE\xFF".b => Encoding::UTF_16BE }.freeze
      LONGEST_MARK = MARKS.each_key.map(&:bytesize).max
      private_constant :NO_UTF16, :CHANGED, :HEAD, :MARKS, :LONGEST_MARK

      # @return [String] the beginning of the manifest, with at least one whole line, if there is one so early
      attr_reader :head

      # @param io [#readpartial]
      # @raise [SystemCallError]
      # @raise [Fault]
      def initialize(io)
        @io = io
        @state = state
        @ended = false
        @number = 0
        @head = String.new(encoding: Encoding::BINARY)
        # The mark may come in pieces, too.
        read_on { @head.bytesize >= LONGEST_MARK }
        skip_mark
        read_on { @head.bytesize >= HEAD || @head.include?("\n") }
      end

      # Of a line of at least {LONGEST} bytes, at most its beginning.
      #
      # @yieldparam line [String] without its end, which may be CRLF
      # @yieldparam number [Integer]
      # @raise (see #initialize)
      def each
        rest = String.new(encoding: Encoding::BINARY)
        each_piece do |piece|
          rest << piece unless @too_long
          ended = piece.end_with?("\n")
          next unless ended || (rest.bytesize >= LONGEST && !@too_long)

          yield rest.chomp, @number += 1 unless @too_long
          @too_long = !ended
          rest.clear
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
        raise Fault.new(@number + 1, CHANGED) unless state == @state

        converted { @converter.finish } if @converter
      end

      def converted
        yield.b
      rescue EncodingError
        raise Fault.new(@number + 1, NO_UTF16)
      end

      # @return [Array, nil] of a file, what shows that somebody wrote to it
      def state
        stat = @io.stat if @io.respond_to?(:stat)
        [stat.size, stat.mtime] if stat&.file?
      end
    end
  end
end
