# frozen_string_literal: true

require_relative "result"

module Swiftsum
  class Audit
    # Says what became of one file.
    #
    # @api private
    class Judge
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

        entry = entry(pair.name, outcome, state || state_of(pair.found))
        listed = pair.listed
        Result.new(listed ? compare(listed, entry) : :new, pair.name, listed:, entry:)
      rescue SystemCallError, ChangedError => e
        failed(pair, e)
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

      private

      def compare(listed, entry)
        return :ok if same?(listed, entry)

        listed.mtime_ns && listed.mtime_ns == entry.mtime_ns && !@plan.racy?(listed) ? :bit_rot : :modified
      end

      def same?(listed, entry)
        (listed.bytesize.nil? || listed.bytesize == entry.bytesize) &&
          listed.checksums.all? { |expected| entry.checksums.any? { |checksum| expected.same?(checksum) } }
      end

      # @param found [Tree::Entry] as it was before it was read
      def state_of(found)
        stat = File.stat(found.path)
        same = stat.size == found.size && Terms.nanoseconds(stat.mtime) == found.mtime_ns
        raise ChangedError, "#{found.path}: changed while it was read" unless same

        Checksums::WithStates::State.of(found)
      end

      def entry(name, outcome, state)
        checksums = outcome.is_a?(Hash) ? outcome.values : [outcome]
        name = "./-" if name == Verification::STANDARD_INPUT
        Manifest::Entry.new(name, checksums, state.bytesize, mtime_ns: state.mtime_ns, ctime_ns: state.ctime_ns,
                                                             inode: state.inode, device: state.device,
                                                             checked_ns: @now_ns)
      end
    end
  end
end
