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

      # @param lines [String]
      # @param names [Array<String>]
      # @param digests [Array<Array<String>>] for each algorithm the hexadecimal digits of each file's digest
      # @param checked [Array<String>, nil] the digits of each file's last check, as many of each; nil if none is listed
      # @param form [Formats::SwiftsumLine] that reads the lines
      def initialize(lines, names, digests, checked, form)
        @lines = lines
        @names = names
        @digests = digests
        @checked = checked
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

      # @return [Array(Integer, Integer), nil] the first and the last time of a last check, in nanoseconds since 1970
      def checked_ns
        @checked&.minmax&.map(&:to_i)
      end

      # @param digests [Array<String>] for each algorithm the digests of all files, one after another
      # @return [Boolean] whether they are those that are listed
      def same?(digests)
        digests.zip(@digests).all? { |bytes, listed| bytes.unpack1("H*") == listed.join }
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
        text = @checked ? @lines.gsub(OwnLine::CHECKED, member) : @lines.gsub(BEFORE_DIGESTS, member + BEFORE_DIGESTS)
        OwnRun.new(text, names, @digests, [checked_ns.to_s] * size, @form)
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

      def part(text, first, count)
        OwnRun.new(text, names[first, count], @digests.map { |digests| digests[first, count] },
                   @checked && @checked[first, count], @form)
      end
    end
  end
end
