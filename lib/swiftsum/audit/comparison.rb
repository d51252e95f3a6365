# frozen_string_literal: true

require_relative "judge"
require_relative "pairs"
require_relative "plan"
require_relative "result"

module Swiftsum
  class Audit
    # Compares what a manifest lists with what a tree has, file by file, in the order of their names. What has to be
    # read is read side by side.
    #
    # @api private
    class Comparison
      # Files that need not be read and may wait for one that is.
      MOST_WAITING = 1 << 12
      private_constant :MOST_WAITING

      # @param pairs [Pairs]
      # @param plan [Plan]
      # @param tree [Tree]
      # @param algorithms [Array<Algorithm>]
      # @param now_ns [Integer] no later than when the first file is read
      # @param reading [Hash{Symbol => Object}] `threads`, `settle`
      # @param done [Hash{String => Array}] what was read already (see Oldest#read)
      # @param watch [#call, nil] what is told each group that was read
      def initialize(pairs, plan, tree, algorithms, now_ns:, reading: {}, done: {}, watch: nil)
        @pairs = pairs
        @plan = plan
        @tree = tree
        @algorithms = algorithms
        @judge = Judge.new(plan, now_ns)
        @reading = reading
        @done = done
        @watch = watch
      end

      # @yieldparam result [Result]
      # @yieldparam irregular [Symbol] the kind of what is no regular file and not listed
      # @return [void]
      def each(&block)
        @waiting = []
        @checksums = Checksums.of(nil, @algorithms, **@reading, check: Judge.method(:check))
        @checksums.start
        @give = ->(group) { give(group, &block) }
        @pairs.each { |pair| take(pair, &block) }
        finish(&block)
      ensure
        @checksums&.release
      end

      private

      def take(pair, &block)
        return pass(Result.new(:malformed, nil, problem: pair), &block) if pair.is_a?(Manifest::MalformedLine)

        result = unread(pair)
        result ||= done(pair)
        return pass(result, &block) if result

        @waiting << pair
        @checksums.put("#{@tree.folder.delete_suffix('/')}/#{pair.name}".b, &@give)
      end

      # @return [Result, Symbol, nil] nil if it has to be read
      def unread(pair)
        return @judge.failed(pair, pair.error) if pair.error
        return @judge.missing(pair) unless pair.found
        return irregular(pair) unless pair.found.file?

        listed(pair) if pair.line
      end

      def irregular(pair)
        pair.line ? @judge.irregular(pair) : pair.found.kind
      end

      def listed(pair)
        return @judge.without_digest(pair) if pair.line.algorithms.empty?

        Result.new(:unread, pair.name, listed: pair.line, entry: kept(pair.line)) if spared?(pair)
      end

      # @return [Result, nil] of what was read before, if that was the same file
      def done(pair)
        outcome, state = @done.delete(pair.name)
        @judge.read(pair, outcome, state) if outcome && !@judge.replaced?(pair, state)
      end

      def spared?(pair)
        # Digests by other algorithms say nothing about the next ones.
        pair.line.algorithms == @algorithms && !@done.key?(pair.name) && @plan.spared?(pair.line, pair.found)
      end

      # With the time of its last check, which is not that of the new manifest.
      def kept(line)
        line.checked_ns ? line : line.checked(@plan.checked_ns(line))
      end

      def pass(result, &block)
        return yield(result) if @waiting.empty?

        @waiting << result
        finish(&block) if @waiting.size > MOST_WAITING
      end

      def finish(&block)
        @checksums.finish(&@give)
        give_waiting(&block)
      end

      def give_waiting
        yield @waiting.shift until @waiting.empty? || @waiting.first.is_a?(Pairs::Pair)
      end

      def give(group, &block)
        @watch&.call(group)
        states = Checksums::WithStates::State.all(group.states).each
        group.each do |_, outcome|
          give_waiting(&block)
          result = @judge.read(@waiting.shift, outcome, states.next)
          yield result if result
        end
        give_waiting(&block)
      end
    end
  end
end
