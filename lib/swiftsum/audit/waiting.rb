# frozen_string_literal: true

module Swiftsum
  class Audit
    # What is being read, and in its place between them what is known of other files already.
    #
    # @api private
    class Waiting
      # @return [Integer] of how many files results were passed since it was empty
      attr_reader :passed

      def initialize
        @queue = []
        @passed = 0
      end

      # @return [Boolean]
      def empty?
        @queue.empty?
      end

      # @param pair [Pairs::Pair, PairRun] that is being read
      # @return [void]
      def put(pair)
        @queue << pair
      end

      # @param result [Result, ResultRun, Symbol]
      # @return [void]
      def pass(result)
        @queue << result
        @passed += result.is_a?(ResultRun) ? result.files : 1
      end

      # Those that wait for nothing.
      #
      # @yieldparam result [Result, ResultRun, Symbol]
      # @return [void]
      def each_done
        yield @queue.shift until @queue.empty? || read?(@queue.first)
        @passed = 0 if @queue.empty?
      end

      # @param files [Integer] of how many the outcomes are known
      # @return [Pairs::Pair, PairRun] the first one, or what of it that is
      def next_read(files)
        first = @queue.shift
        return first unless first.is_a?(PairRun) && first.size > files

        part, rest = first.split(files)
        @queue.unshift(rest)
        part
      end

      private

      def read?(waiting)
        waiting.is_a?(Pairs::Pair) || waiting.is_a?(PairRun)
      end
    end
  end
end
