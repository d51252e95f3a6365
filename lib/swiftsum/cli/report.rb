# frozen_string_literal: true

require_relative "../verification"

module Swiftsum
  class CLI
    # What `swiftsum check` says about one manifest, result by result, and the exit status that comes of it.
    #
    # @api private
    class Report
      STATUS_LINES = {
        ok: "OK", mismatch: "FAILED", missing: "FAILED open or read", changed: "FAILED open or read",
        outside: "FAILED open or read", unreadable: "FAILED open or read", extra: "FAILED"
      }.freeze

      # What was read, and is said in one line.
      COMPARED = %i[ok mismatch].freeze

      COUNTS = {
        ok: "OK", mismatch: "FAILED", missing: "missing", changed: "changed", outside: "outside",
        extra: "extra", unreadable: "unreadable", malformed: "malformed", unlisted: "not listed"
      }.freeze

      # By the kind of a notice: what to do about it.
      HINTS = {
        assumed: ->(_) { "; use -a to choose" },
        length: ->(notice) { " try -a #{notice.algorithms.first}" }
      }.freeze

      # A file that is no manifest at all has a malformed line every few hundred bytes.
      MALFORMED_LINES_SHOWN = 10

      NO_LIST = "is it a list? to verify the file itself, add --expect DIGEST; by a list, write LIST -- FILE"

      private_constant :NO_LIST, :STATUS_LINES, :COMPARED, :COUNTS, :HINTS, :MALFORMED_LINES_SHOWN

      # @param console [Console]
      # @param manifest [String] its name
      # @param verbosity [Symbol] `:all`, `:quiet` (no OK lines) or `:status` (no status lines, no counts)
      # @param folder [String, nil] what the names are relative to; nil for the current directory
      def initialize(console, manifest, verbosity, folder)
        @console = console
        @manifest = manifest
        @verbosity = verbosity
        @folder = folder
        @tally = Verification::Tally.new
        @held = []
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

      # The same for files that all matched.
      #
      # @param run [Manifest::Run]
      # @return [void]
      def add_run(run)
        @tally.add_ok(run.size)
        tell_held
        # Their names have nothing to be escaped.
        @console.hold(run.names.join(": OK\n") << ": OK\n") if @verbosity == :all
      end

      # @return [Boolean] whether all is well so far
      def ok?
        @tally.ok?
      end

      # @return [Boolean] whether nothing was added
      def empty?
        @tally.counts.empty?
      end

      # Says what is to be known about the manifest; and how many there were of each kind, unless all is well or there
      # was nothing to count.
      #
      # @param notices [Array<Manifest::Notice>]
      # @return [Integer] the exit status
      def finish(notices)
        @console.flush
        notices.each { |notice| notice(notice) }
        @console.complain(@elsewhere, about: @manifest) if @elsewhere
        tell_counts unless @verbosity == :status || ok? || counts.empty?
        @console.complain(NO_LIST, about: @manifest) if no_list?(notices)
        @tally.exit_status
      end

      private

      def tell_counts
        @console.complain(counts, about: @manifest)
      end

      def counts
        COUNTS.filter_map { |status, word| "#{@tally.counts[status]} #{word}" if @tally.counts.key?(status) }.join(", ")
      end

      # That all files matched says as much as the name of an algorithm would.
      def notice(notice)
        return if notice.kind == :assumed && @verbosity != :all && ok?

        @console.complain("#{notice}#{HINTS[notice.kind]&.call(notice)}", about: @manifest)
      end

      # Of what is no list at all, the first line tells as much as ten.
      def malformed(result)
        return if @tally.counts[:malformed] > MALFORMED_LINES_SHOWN
        return @held << result.reason if @tally.counts.keys == [:malformed] && @tally.counts[:malformed] > 1

        @console.complain(result.reason, about: @manifest)
      end

      # It is a list, then.
      def tell_held
        @held.each { |reason| @console.complain(reason, about: @manifest) }
        @held.clear
      end

      def no_list?(notices)
        @tally.counts.keys == [:malformed] && @held.any? && notices.empty?
      end

      def file(result)
        tell_held
        line = STATUS_LINES[result.status]
        @console.hold("#{Manifest::Escaping.printable(result.name)}: #{line}\n") if line && shown?(result)
        @console.complain(reason(result), about: result.name) unless COMPARED.include?(result.status)
        @console.complain(result.notice, about: result.name) if result.notice
      end

      def shown?(result)
        @verbosity == :all || (@verbosity == :quiet && !result.ok?)
      end

      def reason(result)
        name = result.name
        return result.reason if result.status != :missing || File.absolute_path?(name)

        @elsewhere ||= beside_the_manifest(name)
        "#{result.reason} in #{File.absolute_path(@folder || '.').b}#{slashes(name)}"
      end

      # A name with backslashes is taken literally: here it may be one.
      def slashes(name)
        written = name.tr("\\", "/")
        "; there is #{written}: the list has Windows' backslashes" if written != name && there?(@folder || ".", written)
      end

      # The way out where the list's names are relative to the list itself.
      def beside_the_manifest(name)
        beside = File.dirname(@manifest)
        return if @folder || !there?(beside, name)

        "its names seem to be relative to the folder that it is in: add -C #{beside}"
      end

      def there?(folder, name)
        File.exist?(File.join(folder.b, name))
      end
    end
  end
end
