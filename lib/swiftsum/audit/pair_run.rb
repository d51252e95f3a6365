# frozen_string_literal: true

module Swiftsum
  class Audit
    # Files of a tree that follow one another, and are what the manifest says of each to the letter, as far as that is
    # seen without reading them. There may be millions, so a Pair of each is made only if {#each} is asked for it.
    #
    # @api private
    class PairRun
      include Enumerable

      # @return [Manifest::OwnRun] what is listed
      attr_reader :lines

      # @return [Array<String>] of the files
      attr_reader :paths

      # @param lines [Manifest::OwnRun]
      # @param paths [Array<String>]
      # @param states [Native::States]
      # @param newest [Integer] when the content of the last one to be written to was, in seconds since 1970
      def initialize(lines, paths, states, newest)
        @lines = lines
        @paths = paths
        @states = states
        @newest = newest
      end

      # @return [Integer] how many files there are
      def size
        paths.size
      end

      # @return [Integer] by when the content of all of them had been written, in nanoseconds since 1970
      def newest_ns
        (@newest + 1) * 1_000_000_000
      end

      # @param group [Checksums::Group] what came of these files
      # @return [Boolean] whether they still were so when they were read, and had the digests that are listed
      def same?(group)
        group.errors.empty? && group.states == @states && lines.same?(group.digests)
      end

      # @yieldparam pair [Pairs::Pair]
      # @return [void]
      def each
        found = Tree::Entry.enum_for(:each, paths, @states.facts).to_a
        lines.each { |line| yield Pairs::Pair.new(line.name, line, found.shift, nil) }
      end

      # @param count [Integer] less than {#size}
      # @return [Array(PairRun, PairRun)] the first files, and the rest
      def split(count)
        first, rest = lines.split(count)
        [PairRun.new(first, paths.first(count), @states.slice(0...count), @newest),
         PairRun.new(rest, paths.drop(count), @states.slice(count...size), @newest)]
      end
    end
  end
end
