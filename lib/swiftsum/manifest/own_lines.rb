# frozen_string_literal: true

module Swiftsum
  class Manifest
    # Lines of a manifest of Swiftsum's own format that were read at once, and of which nothing is known yet. Who is
    # handed them deals with them before the next ones are read, and once: by {#each}, {#each_line} or a {#run} that is
    # found, or with {#each_part}.
    #
    # @api private
    class OwnLines
      # In bytes: some dozen lines, which take no longer one by one.
      FEW = 4 << 10
      # In bytes: of these no line is too long, unless it is one.
      MANY = Lines::LONGEST / 2

      # @param (see #initialize)
      # @yieldparam lines [OwnLines] as many as are compared at once
      # @return [void]
      def self.of(text, first, list, &block)
        new(text, first, list).each_part(MANY, &block) unless text.empty?
      end

      # @param text [String] whole lines
      # @param first [Integer] the number of the first one
      # @param list [Formats::SwiftsumLines] that reads them
      def initialize(text, first, list)
        @text = text
        @first = first
        @list = list
      end

      # @return [Integer] how many lines there are that have an end
      def size
        @size ||= @text.count("\n")
      end

      # @param bytes [Integer] of a part at most, unless it is one line
      # @yieldparam lines [OwnLines] one part after another
      # @return [void]
      def each_part(bytes, &block)
        half = @text.index("\n", @text.bytesize / 2)&.succ if @text.bytesize > bytes
        return yield(self) unless half && half < @text.bytesize

        upper = @text.byteslice(0, half)
        OwnLines.new(upper, @first, @list).each_part(bytes, &block)
        OwnLines.new(@text.byteslice(half..), @first + upper.count("\n"), @list).each_part(bytes, &block)
      end

      # @yieldparam entry [Entry, MalformedLine]
      # @return [void]
      def each
        each_line { |line| yield line.is_a?(OwnLine) ? line.entry : line }
      end

      # @yieldparam line [OwnLine, Entry, MalformedLine]
      # @return [void]
      def each_line(&)
        @list.read_all(@text, @first, &)
      end

      # @param text [String]
      # @return [Boolean] whether it stands there
      def include?(text)
        @text.include?(text)
      end

      # @param name [String]
      # @param state (see Entry#same_state?)
      # @return [Boolean] whether the first line says that of a file
      def begin_with?(name, state)
        @text.start_with?(Formats::SwiftsumLine.state(name, state))
      end

      # @param names [Array<String>] of as many files as there are lines
      # @param states [Array<Array<Integer>>] of these files (see Native::States#columns)
      # @return [OwnRun, nil] nil unless the lines say just that of these files, and no digit is written otherwise
      def run(names, states)
        @list.run(@text, @first, names, states)
      end
    end
  end
end
