# frozen_string_literal: true

module Swiftsum
  class Manifest
    module Formats
      # Reads the plain lines of a manifest as runs, and hands on all others one by one. Plain are GNU lines with two
      # blanks or an asterisk, and without an escape.
      #
      # @api private
      class PlainLines
        # A line with one of these is not plain, or its name is not what follows the separator.
        OTHER = ["\0", "\\", "\r"].freeze
        SEPARATORS = ["  ", " *"].freeze
        # In bytes: a dozen lines, which take no longer one by one.
        FEW = 1 << 10
        private_constant :OTHER, :SEPARATORS, :FEW

        # @param text [String] whole lines
        # @param algorithm [Algorithm]
        # @return [Run, nil] nil if not all are plain lines with digests of this algorithm
        def self.run(text, algorithm)
          return if !text.end_with?("\n") || OTHER.any? { |byte| text.include?(byte) }

          lines = text.split("\n", -1).tap(&:pop)
          digits = 2 * algorithm.digest_length
          run_of(lines, algorithm, digits) if lines.all? { |line| separated?(line, digits) }
        end

        def self.run_of(lines, algorithm, digits)
          digests = lines.map { |line| line.byteslice(0, digits) }.join
          return unless digests.count("^0-9A-Fa-f").zero?

          Run.new(algorithm, lines.map { |line| line.byteslice(digits + 2..) }, digests)
        end

        def self.separated?(line, digits)
          SEPARATORS.include?(line.byteslice(digits, 2)) && line.bytesize.between?(digits + 3, Lines::LONGEST - 1)
        end
        private_class_method :run_of, :separated?

        # @param lines [Lines]
        # @param run [#call] given whole lines, it returns a Run or nil
        # @param block [#call] what is told each run
        def initialize(lines, run, block)
          @lines = lines
          @run = run
          @block = block
        end

        # @yieldparam line [String] (see Lines#each)
        # @yieldparam number [Integer]
        # @return [void]
        def each
          @lines.each_text do |text, first|
            other(text, first) { |part, number| part.each_line.with_index(number) { |line, at| yield line.chomp, at } }
          end
        end

        private

        # Where one line is not plain, those around it may be.
        #
        # @yieldparam text [String] that is no run
        # @yieldparam first [Integer] the number of its first line
        def other(text, first, &)
          run = @run.call(text)
          return @block.call(run) if run

          half = text.index("\n", text.bytesize / 2)&.succ if text.bytesize > FEW
          return yield(text, first) unless half && half < text.bytesize

          upper = text.byteslice(0, half)
          other(upper, first, &)
          other(text.byteslice(half..), first + upper.count("\n"), &)
        end
      end
    end
  end
end
