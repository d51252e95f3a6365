# frozen_string_literal: true

require_relative "result"
require_relative "result_run"

module Swiftsum
  class Audit
    # Says what became of one file.
    #
    # @api private
    class Judge
      # @param path [String] of what is about to be read by itself
      # @return [void]
      # @raise [IrregularFileError] for a FIFO and the like, which may never end
      # @raise [SystemCallError]
      def self.check(path)
        kind = File.stat(path).ftype
        raise IrregularFileError, "#{path}: not read, for it is a #{kind}" unless kind == "file"
      end

      # @param plan [Plan]
      # @param now_ns [Integer] no later than when the first file is read
      def initialize(plan, now_ns)
        @plan = plan
        @now_ns = now_ns
      end

      # @param pair [Pairs::Pair]
      # @param outcome [Checksum, Hash{Symbol => Checksum}, StandardError] (see Checksums::Group#each)
      # @param state [Checksums::WithStates::State, nil] what the file was when it was read; nil if only the walk knows,
      #   as of algorithms that the library has no number of
      # @return [Result, nil] nil for what was not listed, and went before it was read
      def read(pair, outcome, state)
        return failed(pair, outcome) if outcome.is_a?(Exception)
        return failed(pair, ChangedError.new("was replaced before it was read")) if replaced?(pair, state)

        checksums = outcome.is_a?(Hash) ? outcome.values : [outcome]
        as_listed(pair, checksums, state) || compared(pair, entry(pair.name, checksums, state))
      end

      # The same of many files, which are what the manifest says, as far as the walk saw.
      #
      # @param run [PairRun]
      # @param group [Checksums::Group] what came of these files
      # @yieldparam result [Result, ResultRun]
      # @return [void]
      def read_run(run, group)
        return yield(ResultRun.new(:ok, run.lines, @now_ns)) if run.same?(group)

        states = Checksums::WithStates::State.all(group.states)
        run.each_with_index do |pair, index|
          result = read(pair, group.results[index], states[index])
          yield result if result
        end
      end

      # Whether what was read is not what the walk had found: a link may have taken its place, which is not followed.
      #
      # @param pair [Pairs::Pair]
      # @param state (see #read)
      # @return [Boolean]
      def replaced?(pair, state)
        found = pair.found
        return false if state.nil? || found.inode.nil?

        state.inode != found.inode || state.device != found.device
      end

      # @param pair [Pairs::Pair]
      # @param error [StandardError]
      # @return (see #read)
      def failed(pair, error)
        case error
        when Errno::ENOENT, Errno::ENOTDIR, IrregularFileError then missing(pair, error) if pair.listed
        when ChangedError then Result.new(:changed, pair.name, listed: pair.listed, problem: error)
        else Result.new(:unreadable, pair.name, listed: pair.listed, problem: error)
        end
      end

      # @param pair [Pairs::Pair]
      # @return [Result]
      def missing(pair, problem = nil)
        Result.new(:missing, pair.name, listed: pair.listed, problem:)
      end

      # @param pair [Pairs::Pair] of what was a file
      # @return [Result]
      def irregular(pair)
        missing(pair, "is a #{pair.found.kind.to_s.tr('_', ' ')} now")
      end

      # @param pair [Pairs::Pair] of a file of which a size is listed, or nothing
      # @return [Result]
      def without_digest(pair)
        Result.new(:malformed, pair.name, listed: pair.listed, problem: "no digest of it is listed")
      end

      private

      # @return [Result, nil] nil unless it is so to the letter
      def as_listed(pair, checksums, state)
        line = pair.line
        return unless state && line.is_a?(Manifest::OwnLine) && line.says?(state, checksums)

        Result.new(:ok, pair.name, listed: line, entry: line.checked(@now_ns))
      end

      def compared(pair, entry)
        listed = pair.listed
        Result.new(listed ? compare(listed, entry) : :new, pair.name, listed:, entry:)
      end

      def compare(listed, entry)
        return :ok if same?(listed, entry)

        listed.mtime_ns && listed.mtime_ns == entry.mtime_ns && !@plan.racy?(listed) ? :bit_rot : :modified
      end

      def same?(listed, entry)
        (listed.bytesize.nil? || listed.bytesize == entry.bytesize) &&
          listed.checksums.all? { |expected| entry.checksums.any? { |checksum| expected.same?(checksum) } }
      end

      def entry(name, checksums, state)
        name = "./-" if name == Verification::STANDARD_INPUT
        Manifest::Entry.new(name, checksums, state&.bytesize, mtime_ns: state&.mtime_ns, ctime_ns: state&.ctime_ns,
                                                              inode: state&.inode, device: state&.device,
                                                              checked_ns: @now_ns)
      end
    end
  end
end
