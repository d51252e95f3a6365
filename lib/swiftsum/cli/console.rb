# frozen_string_literal: true

require_relative "../manifest/escaping"
require_relative "../errors"
require_relative "../files/read_failure"
require_relative "terminal"

module Swiftsum
  class CLI
    autoload :Progress, File.expand_path("progress", __dir__)

    # Standard output, of which nothing may be lost unnoticed, and standard error. Pipes and files get each name byte
    # for byte; a terminal gets no control character.
    class Console
      # Standard output cannot be written.
      class WriteError < Error; end

      # Who read standard output wants no more of it, as `head` does.
      class ReaderGoneError < WriteError; end

      # In bytes. A pipe holds more, so the first piece is out, or known to be lost, before a reader takes a part of it.
      PIECE = 32 << 10
      private_constant :PIECE

      # @return [IO]
      attr_reader :output

      # @return [IO]
      attr_reader :errors

      # @param output [IO]
      # @param errors [IO]
      def initialize(output = $stdout, errors = $stderr)
        @output = output.binmode
        @errors = errors.binmode
        # A line is out, or known to be lost, before the next file is read.
        @output.sync = true
        @printed = false
        @held = String.new(encoding: Encoding::BINARY)
      end

      # Prints with others, at {#flush}: one write takes as long as to make a hundred lines.
      #
      # @param line [String]
      # @raise (see #print)
      def hold(line)
        @held << line
        flush if @held.bytesize >= PIECE
      end

      # @return [void]
      # @raise (see #print)
      def flush
        return if @held.empty?

        held = @held
        @held = String.new(encoding: Encoding::BINARY)
        print(held)
      end

      # @param text [String] whole lines, or nothing
      # @raise [ReaderGoneError] if there was a reader
      # @raise [WriteError]
      def print(text)
        beside_progress(@output) do
          each_piece(shown(text, @output)) do |piece|
            @output.write(piece)
            @printed = true
          end
        end
      rescue Errno::EPIPE => e
        raise @printed ? ReaderGoneError : WriteError, write_failure(e)
      rescue SystemCallError => e
        raise WriteError, write_failure(e)
      end

      # Says what is wrong: one line on standard error, after what is held.
      #
      # @param message [String]
      # @param about [String, nil] the name of the file that it is about
      # @raise (see #print)
      def complain(message, about: nil)
        flush
        remark(message, about:)
      end

      # Says on standard error what is neither a result nor wrong.
      #
      # @param (see #complain)
      def remark(message, about: nil)
        parts = ["swiftsum", about && on_one_line(about), message.b.split.join(" ")]
        line = shown("#{parts.compact.map(&:b).join(': ')}\n", @errors)
        beside_progress(@errors) { @errors.write(line) }
      rescue SystemCallError
        # There is nowhere left to say it. The exit status still does.
      end

      # Ends the output.
      #
      # @param exit_status [Integer]
      # @return [Integer] the same
      def finish(exit_status)
        exit_status
      end

      # @return [Boolean] whether standard error is a terminal
      def terminal?
        @errors.tty?
      end

      # Shows on a terminal how far the block is.
      #
      # @param work [Work]
      # @param wanted [Boolean, nil] true: at once, and what prevents it is said; nil: once it takes a while; false: not
      # @param sources [Operands, Names, nil] (see Progress#initialize)
      # @return what the block returns
      def progress(work, wanted, sources = nil)
        return yield unless wanted.nil? ? terminal? : wanted

        @progress = Progress.new(@errors, work, sources)
        obstacle = @progress.obstacle if wanted
        remark("no progress is shown: #{obstacle}") if obstacle
        @progress.start(at_once: wanted)
        yield
      ensure
        @progress&.stop
        @progress = nil
      end

      private

      def beside_progress(io, &block)
        @progress && io.tty? ? @progress.aside(&block) : yield
      end

      def each_piece(text)
        start = 0
        while start < text.bytesize
          yield text.byteslice(start, PIECE)
          start += PIECE
        end
      end

      def write_failure(error)
        "standard output: #{ReadFailure.reason(error)}"
      end

      def shown(text, io)
        io.tty? ? Terminal.safe(text) : text
      end

      # A backslash alone breaks no line, so the name stays as it is in its manifest.
      def on_one_line(name)
        name.b.match?(/[\n\r]/n) ? Manifest::Escaping.printable(name) : name
      end
    end
  end
end
