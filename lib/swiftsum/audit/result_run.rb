# frozen_string_literal: true

module Swiftsum
  class Audit
    # Results of files that follow one another and are as they are listed: all `:ok`, or all `:unread`. There may be
    # millions, so a Result of each is made only if {#each} is asked for it.
    #
    # @api private
    class ResultRun
      # @return [Symbol] of each file
      attr_reader :status

      # @return [Manifest::OwnRun] what is listed
      attr_reader :before

      # @param status [Symbol]
      # @param before [Manifest::OwnRun]
      # @param checked_ns [Integer, nil] when all were last checked, unless it is listed
      def initialize(status, before, checked_ns = nil)
        @status = status
        @before = before
        @checked_ns = checked_ns
      end

      # @return [Manifest::OwnRun] what would be listed now
      def now
        @now ||= @checked_ns ? before.checked(@checked_ns) : before
      end

      # @return [Integer] how many results there are
      def files
        before.size
      end

      # @return [Boolean] whether nothing is to be said of them
      def ok?
        true
      end

      # @yieldparam result [Result]
      # @return [void]
      def each
        entries = []
        now.each { |line| entries << line }
        before.each { |line| yield Result.new(status, line.name, listed: line, entry: entries.shift) }
      end
    end
  end
end
