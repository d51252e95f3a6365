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

        # @param number [Integer]
        # @param reason [String]
        def initialize(number, reason)
          @number = number
          super(reason)
        end
      end

      NO_UTF16 = "is not UTF-16, though its byte order mark says so"
      CHANGED = "the manifest changed while it was read"

      LONGEST = LONGEST_LINE

      # In bytes: a line that goes on beyond it may never end.
      MOST_READ = 1 << 20

      # In bytes: what a format is recognised by, less where it is not there yet.
      HEAD = 4 << 10

      MARKS = { "\xEF\xBB\xBF".b => nil, "\xFF\xFE".b => Encoding::UTF_16LE, "\xFE\xFF".b => Encoding::UTF_16BE }.freeze
      LONGEST_MARK = MARKS.each_key.map(&:bytesize).max
      private_constant :NO_UTF16, :CHANGED, :MOST_READ, :HEAD, :MARKS, :LONGEST_MARK

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

      # @yieldparam line [String] without its end, which may be CRLF; of at least {LONGEST} bytes it may be, too
      # @yieldparam number [Integer]
      # @raise (see #initialize)
      def each
        each_text do |text, first|
          text.each_line.with_index(first) { |line, number| yield line.chomp, number }
        end
      end

      # As many whole lines at a time as were read at once.
      #
      # @yieldparam text [String]
      # @yieldparam number [Integer] of its first line
      # @raise (see #initialize)
      def each_text(&block)
        rest = "".b
        each_piece do |piece|
          whole, ending, begun = piece.rpartition("\n")
          rest << whole << ending
          rest = tell(rest, &block) unless ending.empty?
          check_length(rest << begun)
        end
        tell(rest, &block) unless rest.empty?
      end

      private

      # @return [String] what follows, of which nothing is known yet
      def tell(text)
        first = @number + 1
        @number += text.count("\n")
        @number += 1 unless text.end_with?("\n")
        yield text, first
        "".b
      end

      def each_piece
        piece = head
        while piece
          yield piece
          piece = read
        end
      end

      def check_length(rest)
        return if rest.bytesize <= MOST_READ

        raise Fault.new(@number + 1, "has more than 1 MiB: nothing behind it was read")
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
