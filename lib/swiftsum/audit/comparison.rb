# frozen_string_literal: true

require_relative "judge"
require_relative "pairs"
require_relative "plan"
require_relative "result"
require_relative "result_run"
require_relative "waiting"

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

      # @yieldparam result [Result, ResultRun]
      # @yieldparam irregular [Symbol] the kind of what is no regular file and not listed
      # @return [void]
      def each(&block)
        @waiting = Waiting.new
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
        return take_run(pair, &block) if pair.is_a?(PairRun)
        return pass(Result.new(:malformed, nil, problem: pair), &block) if pair.is_a?(Manifest::MalformedLine)

        result = unread(pair)
        result ||= done(pair)
        return pass(result, &block) if result

        @waiting.put(pair)
        @checksums.put("#{@tree.folder.delete_suffix('/')}/#{pair.name}".b, &@give)
      end

      def take_run(run, &block)
        spared = all_spared?(run)
        return run.each { |pair| take(pair, &block) } if spared.nil?
        return pass(unread_run(run.lines), &block) if spared

        @waiting.put(run)
        @checksums.put_all(run.paths, &@give)
      end

      # @return [Boolean, nil] nil if they are to be asked about one by one
      def all_spared?(run)
        @plan.all_spared?(run) if run.lines.algorithms == @algorithms && @done.empty?
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

      # As kept has it.
      def unread_run(lines)
        ResultRun.new(:unread, lines, (@plan.created_ns unless lines.checked_ns))
      end

      def pass(result, &block)
        return yield(result) if @waiting.empty?

        @waiting.pass(result)
        finish(&block) if @waiting.passed > MOST_WAITING
      end

      def finish(&block)
        @checksums.finish(&@give)
        @waiting.each_done(&block)
      end

      def give(group, &block)
        @watch&.call(group)
        @states = nil
        index = 0
        while index < group.size
          @waiting.each_done(&block)
          index += give_next(group, index, &block)
        end
        @waiting.each_done(&block)
      end

      # @return [Integer] how many files that were
      def give_next(group, index, &block)
        pair = @waiting.next_read(group.size - index)
        return give_run(pair, group, index, &block) if pair.is_a?(PairRun)

        @states ||= Checksums::WithStates::State.all(group.states)
        result = @judge.read(pair, group.results[index], @states[index])
        yield result if result
        1
      end

      def give_run(run, group, index, &)
        @judge.read_run(run, run.size == group.size ? group : group.slice(index...(index + run.size)), &)
        run.size
      end
    end
  end
end
