# frozen_string_literal: true

module Swiftsum
  class CLI
    # What `swiftsum check` says about one manifest, result by result, and the exit status that comes of it.
    #
    # @api private
    class Report
      STATUS_LINES = {
        ok: "OK", mismatch: "FAILED", missing: "FAILED open or read", unreadable: "FAILED open or read",
        unlisted: "FAILED open or read"
      }.freeze

      COUNTS = {
        ok: "OK", mismatch: "FAILED", missing: "missing", unreadable: "unreadable", malformed: "malformed",
        unlisted: "not listed"
      }.freeze

      # By the kind of a notice: what to do about it.
      HINTS = {
        assumed: ->(_) { "; use -a to choose" },
        length: ->(notice) { " try -a #{notice.algorithms.first}" }
      }.freeze

      # A file that is no manifest at all has a malformed line every few hundred bytes.
      MALFORMED_LINES_SHOWN = 10

      private_constant :STATUS_LINES, :COUNTS, :HINTS, :MALFORMED_LINES_SHOWN

      # @param console [Console]
      # @param manifest [String] its name
      # @param verbosity [Symbol] `:all`, `:quiet` (no OK lines) or `:status` (no status lines, no counts)
      def initialize(console, manifest, verbosity)
        @console = console
        @manifest = manifest
        @verbosity = verbosity
        @tally = Verification::Tally.new
      end

      # @param result [Verification::Result]
      def add(result)
        @tally.add(result)
        case result.status
        when :empty then @console.complain(result.reason, about: @manifest)
        when :malformed then malformed(result)
        else file(result)
        end
      end

      # Says what is to be known about the manifest; and how many there were of each kind, unless all is well or there
      # was nothing to count.
      #
      # @param notices [Array<Manifest::Notice>]
      # @return [Integer] the exit status
      def finish(notices)
        notices.each { |notice| notice(notice) }
        counts = @tally.counts
        counted = COUNTS.filter_map { |status, word| "#{counts[status]} #{word}" if counts.key?(status) }
        silent = @verbosity == :status || @tally.ok? || counted.empty?
        @console.complain(counted.join(", "), about: @manifest) unless silent
        @tally.exit_status
      end

      private

      # That all files matched says as much as the name of an algorithm would.
      def notice(notice)
        return if notice.kind == :assumed && @verbosity != :all && @tally.ok?

        @console.complain("#{notice}#{HINTS[notice.kind]&.call(notice)}", about: @manifest)
      end

      def malformed(result)
        return if @tally.counts[:malformed] > MALFORMED_LINES_SHOWN

        @console.complain(result.reason, about: @manifest)
      end

      def file(result)
        name = Manifest::Escaping.printable(result.name)
        @console.print("#{name}: #{STATUS_LINES.fetch(result.status)}\n") if shown?(result)
        @console.complain(result.reason, about: result.name) unless %i[ok mismatch].include?(result.status)
        @console.complain(result.notice, about: result.name) if result.notice
      end

      def shown?(result)
        @verbosity == :all || (@verbosity == :quiet && !result.ok?)
      end
    end
  end
end
