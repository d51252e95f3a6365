# frozen_string_literal: true

module Swiftsum
  class CLI
    # What `swiftsum check` says about one manifest, result by result, and the exit status that comes of it.
    #
    # @api private
    class Report
      STATUS_LINES = {
        ok: "OK", mismatch: "FAILED", missing: "FAILED open or read", unreadable: "FAILED open or read"
      }.freeze

      COUNTS = {
        ok: "OK", mismatch: "FAILED", missing: "missing", unreadable: "unreadable", malformed: "malformed"
      }.freeze

      EXIT_STATUSES = { ok: 0, mismatch: 1, missing: 1, unreadable: 2, malformed: 2, empty: 2 }.freeze

      # A file that is no manifest at all has a malformed line every few hundred bytes.
      MALFORMED_LINES_SHOWN = 10

      private_constant :STATUS_LINES, :COUNTS, :EXIT_STATUSES, :MALFORMED_LINES_SHOWN

      # @param console [Console]
      # @param manifest [String] its name
      # @param verbosity [Symbol] `:all`, `:quiet` (no OK lines) or `:status` (no status lines, no counts)
      def initialize(console, manifest, verbosity)
        @console = console
        @manifest = manifest
        @verbosity = verbosity
        @counts = Hash.new(0)
      end

      # @param result [Verification::Result]
      def add(result)
        @counts[result.status] += 1
        case result.status
        when :empty then @console.complain(result.reason, about: @manifest)
        when :malformed then malformed(result)
        else file(result)
        end
      end

      # Says how many there were of each kind, unless all is well or there was nothing to count.
      #
      # @return [Integer] the exit status
      def finish
        counted = COUNTS.filter_map { |status, word| "#{@counts[status]} #{word}" if @counts.key?(status) }
        silent = @verbosity == :status || @counts.keys == [:ok] || counted.empty?
        @console.complain(counted.join(", "), about: @manifest) unless silent
        @counts.each_key.map { |status| EXIT_STATUSES.fetch(status) }.max
      end

      private

      def malformed(result)
        @console.complain(result.reason, about: @manifest) if @counts[:malformed] <= MALFORMED_LINES_SHOWN
      end

      def file(result)
        name = Manifest::Escaping.printable(result.name)
        @console.print("#{name}: #{STATUS_LINES.fetch(result.status)}\n") if shown?(result)
        @console.complain(result.reason, about: result.name) if %i[missing unreadable].include?(result.status)
      end

      def shown?(result)
        @verbosity == :all || (@verbosity == :quiet && !result.ok?)
      end
    end
  end
end
