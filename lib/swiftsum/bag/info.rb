# frozen_string_literal: true

require_relative "tag_file"

module Swiftsum
  class Bag
    # `bag-info.txt`: labels and values. A line that begins with a blank goes on with the value of the one before.
    #
    # @api private
    class Info
      NAME = "bag-info.txt"
      LINE = /\A(?<label>[^\s:][^:]*?)[ \t]*:[ \t]*(?<value>.*)\z/mn
      FOLDED = /\A[ \t]+(?<value>\S.*)\z/mn
      # In bytes of labels and values: they are in memory.
      LARGEST = 16 << 20
      private_constant :LINE, :FOLDED, :LARGEST

      # @param folder [String]
      # @param encoding [Encoding]
      # @return [Info] an empty one if there is no such file
      # @raise [SystemCallError, IrregularFileError]
      # @raise [ParseError]
      def self.read(folder, encoding)
        new.tap { |info| TagFile.each_line(folder, NAME, encoding) { |line, number| info.add(line, number) } }
      rescue Errno::ENOENT
        new
      end

      # @return [Array<Integer>] the numbers of the lines that are malformed
      attr_reader :malformed

      def initialize
        @pairs = []
        @malformed = []
        @size = 0
      end

      # @return [Array<Array(String, String)>]
      def pairs
        @pairs.map { |pair| pair.map { |text| Manifest::Escaping.text(text).freeze }.freeze }
      end

      # @param label [String] in any case
      # @return [Array<String>]
      def values(label)
        pairs.filter_map { |other, value| value if other.casecmp?(label) }
      end

      # @param line [String, nil]
      # @param number [Integer]
      # @return [void]
      # @raise [ParseError] if there is too much of it
      def add(line, number)
        line = line.to_s
        raise ParseError, "has more than #{LARGEST >> 20} MiB" if (@size += line.bytesize) > LARGEST

        case line
        when FOLDED then fold(Regexp.last_match[:value], number)
        when LINE then @pairs << [Regexp.last_match[:label], Regexp.last_match[:value].rstrip]
        else @malformed << number unless line.match?(/\A[ \t]+\z/n)
        end
      end

      private

      def fold(value, number)
        @pairs.empty? ? @malformed << number : @pairs.last.last << " " << value.rstrip
      end
    end
  end
end
