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

      # @return [Manifest::OwnRun] what is listed, and what would be listed now
      attr_reader :before, :now

      # @param status [Symbol]
      # @param before [Manifest::OwnRun]
      # @param now [Manifest::OwnRun]
      def initialize(status, before, now)
        @status = status
        @before = before
        @now = now
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
