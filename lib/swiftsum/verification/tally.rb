# frozen_string_literal: true

module Swiftsum
  class Verification
    # How many results there were of each status, and what follows for all together.
    class Tally
      # By status: 1 for a file that is not as listed, 2 for what could not be verified.
      EXIT_STATUSES = {
        ok: 0, mismatch: 1, missing: 1, extra: 1, changed: 1, outside: 1, unreadable: 2, malformed: 2, unlisted: 2,
        empty: 2
      }.freeze

      # @return [Hash{Symbol => Integer}] by status; those that there were
      attr_reader :counts

      def initialize
        @counts = Hash.new(0)
      end

      # @param result [Result]
      # @return [self]
      def add(result)
        @counts[result.status] += 1
        self
      end

      # @param files [Integer] that were verified and matched
      # @return [self]
      def add_ok(files)
        @counts[:ok] += files
        self
      end

      # @return [Boolean] whether every listed file was verified and matched, and there was one
      def ok?
        @counts.keys == [:ok]
      end

      # @return [Integer] the highest of {EXIT_STATUSES} that applies: 0, 1 or 2
      def exit_status
        @counts.each_key.map { |status| EXIT_STATUSES.fetch(status) }.max || EXIT_STATUSES.fetch(:empty)
      end
    end
  end
end
