# frozen_string_literal: true

module Swiftsum
  class Audit
    # Which of the files that look as they are listed are read all the same.
    #
    # @api private
    class Plan
      # What Linux and its file systems round times to, at most, in nanoseconds: FAT keeps every other second.
      COARSEST = 2_000_000_000
      private_constant :COARSEST

      # @param created_ns (see #initialize)
      # @param due (see #initialize)
      # @param budget [Numeric, nil] for which what is due was read before
      # @return [Plan]
      def self.of(created_ns, due:, budget:)
        due || budget ? Plan.new(created_ns, due: (due unless budget)) : Everything.new(created_ns)
      end

      # @return [Integer] when the manifest was begun, in nanoseconds since 1970
      attr_reader :created_ns

      # @param created_ns [Integer] when the manifest was begun: what it does not say a time of was checked then
      # @param due [Integer, nil] in nanoseconds since 1970: what was last checked before; nil for none
      def initialize(created_ns, due: nil)
        @created_ns = created_ns
        @due = due
      end

      # @param entry [Manifest::Entry, Manifest::OwnLine]
      # @return [Integer] in nanoseconds since 1970
      def checked_ns(entry)
        entry.checked_ns || @created_ns
      end

      # @param entry [Manifest::Entry, Manifest::OwnLine]
      # @return [Boolean]
      def due?(entry)
        !@due.nil? && checked_ns(entry) < @due
      end

      # Whether the file may have been written to just after it was read, without a trace in its times.
      #
      # @param entry [Manifest::Entry, Manifest::OwnLine]
      # @param mtime_ns [Integer, nil] that it says
      # @return [Boolean]
      def racy?(entry, mtime_ns = entry.mtime_ns)
        mtime_ns.nil? || mtime_ns > checked_ns(entry) - COARSEST
      end

      # @param listed [Manifest::Entry, Manifest::OwnLine]
      # @param found [Tree::Entry]
      # @return [Boolean] whether it looks as it is listed, and need not be read
      def spared?(listed, found)
        listed.same_state?(found) && !racy?(listed, found.mtime_ns) && !due?(listed)
      end

      # The same of many at once.
      #
      # @param pairs [PairRun]
      # @return [Boolean, nil] nil if they are to be asked about one by one
      def all_spared?(pairs)
        oldest, newest = pairs.lines.checked_ns || [@created_ns, @created_ns]
        return if pairs.newest_ns > oldest - COARSEST
        return true if @due.nil? || oldest > @due

        false if newest < @due
      end
    end

    # Everything is read.
    #
    # @api private
    class Everything < Plan
      def spared?(_listed, _found)
        false
      end

      def all_spared?(_pairs)
        false
      end
    end

    # A share of what looks as it is listed, the longest unread first, so that one run after another comes round to all.
    #
    # @api private
    class Share < Plan
      # @param created_ns (see Plan#initialize)
      # @param manifest [Enumerable<Manifest::Entry>]
      # @param share [Numeric] from 0 to 1
      def initialize(created_ns, manifest, share)
        super(created_ns)
        return if share.zero?

        times = manifest.grep(Manifest::Entry) { |entry| checked_ns(entry) }.sort
        count = (times.size * share).ceil
        @due = times[count - 1] if count.positive?
        # Of those that were checked at that time.
        @left = count - times.count { |time| time < @due } if @due
      end

      def due?(entry)
        super || (checked_ns(entry) == @due && (@left -= 1) >= 0)
      end
    end
  end
end
