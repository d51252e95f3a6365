# frozen_string_literal: true

module Swiftsum
  class Manifest
    # Lines of a manifest of Swiftsum's own format that follow one another, and say to the letter what the system says
    # of their files. There may be millions, so there is no object for each of them, unless {#each} is asked for one.
    #
    # @api private
    class OwnRun
      BEFORE_DIGESTS = '"digests":{'
      private_constant :BEFORE_DIGESTS

      # @return [String] the lines, each with its newline
      attr_reader :lines

      # @return [Array<String>] binary
      attr_reader :names

      # @return [Array(Integer, Integer), nil] two times in nanoseconds since 1970, between which are those of all last
      #   checks; nil if none is listed
      attr_reader :checked_ns

      # @param lines [String]
      # @param names [Array<String>]
      # @param digits [Array<String>] for each algorithm the hexadecimal digits of all digests, one after another
      # @param checked_ns [Array(Integer, Integer), nil]
      # @param form [Formats::SwiftsumLine] that reads the lines
      def initialize(lines, names, digits, checked_ns, form)
        @lines = lines
        @names = names
        @digits = digits
        @checked_ns = checked_ns
        @form = form
      end

      # @return [Integer] how many lines there are
      def size
        names.size
      end

      # @return [Array<Algorithm>]
      def algorithms
        @form.algorithms
      end

      # @param digests [Array<String>] for each algorithm the digests of all files, one after another
      # @return [Boolean] whether they are those that are listed
      def same?(digests)
        digests.map { |bytes| bytes.unpack1("H*") } == @digits
      end

      # @yieldparam line [OwnLine]
      # @return [void]
      def each
        @lines.each_line.with_index { |line, index| yield OwnLine.new(line.chomp, names[index].freeze, @form) }
      end

      # @param checked_ns [Integer]
      # @return [OwnRun] the same with another time of their last check
      def checked(checked_ns)
        member = "\"checked_ns\":#{checked_ns},"
        before, now = @checked_ns ? [OwnLine::CHECKED, member] : [BEFORE_DIGESTS, member + BEFORE_DIGESTS]
        OwnRun.new(@lines.gsub(before, now), names, @digits, [checked_ns, checked_ns], @form)
      end

      # @param count [Integer] less than {#size}
      # @return [Array(OwnRun, OwnRun)] the first lines, and the rest
      def split(count)
        length = @lines.each_line.first(count).sum(&:bytesize)
        [part(@lines.byteslice(0, length), 0, count), part(@lines.byteslice(length..), count, size - count)]
      end

      # @return [String] for people
      def inspect
        "#<#{self.class} of #{size} files>"
      end

      private

      def part(lines, first, count)
        digits = algorithms.zip(@digits).map do |algorithm, all|
          length = 2 * algorithm.digest_length
          all.byteslice(first * length, count * length)
        end
        OwnRun.new(lines, names[first, count], digits, checked_ns, @form)
      end
    end
  end
end
