# frozen_string_literal: true

module Swiftsum
  class Manifest
    # The entries of lines that follow one another and have nothing but a name and a digest each, all by one algorithm.
    # There may be millions, so there is no object for each of them, unless {#each} is asked for one.
    #
    # @api private
    class Run
      include Enumerable

      # @return [Algorithm]
      attr_reader :algorithm

      # @return [Array<String>] binary
      attr_reader :names

      # @param algorithm [Algorithm]
      # @param names [Array<String>] binary; not empty
      # @param digits [String] the hexadecimal digits of all digests, one after another
      def initialize(algorithm, names, digits)
        @algorithm = algorithm
        @names = names
        @digits = digits
      end

      # @return [Integer] how many entries there are
      def size
        names.size
      end

      # @param digests [String] one after another
      # @return [Boolean] whether they are those that are listed
      def same?(digests)
        digits = digests.unpack1("H*")
        digits == @digits || digits.casecmp?(@digits)
      end

      # @yieldparam entry [Entry]
      # @return [void]
      def each
        with([@digits].pack("H*")) { |name, digest| yield Entry.new(name.freeze, Checksum.of(algorithm, digest)) }
      end

      # @param digests [String] of the files, one after another
      # @yieldparam name [String]
      # @yieldparam digest [String]
      # @return [void]
      def with(digests, &)
        names.zip(digests.unpack("a#{algorithm.digest_length}" * size), &)
      end

      # @param count [Integer] less than {#size}
      # @return [Array(Run, Run)] the first entries, and the rest
      def split(count)
        digits = 2 * algorithm.digest_length * count
        [Run.new(algorithm, names.first(count), @digits.byteslice(0, digits)),
         Run.new(algorithm, names.drop(count), @digits.byteslice(digits..))]
      end

      # @return [String] for people
      def inspect
        "#<#{self.class} #{algorithm} of #{size} files>"
      end
    end
  end
end
