# frozen_string_literal: true

require_relative "report"
require_relative "result"

module Swiftsum
  class Audit
    # What an audit found, as one HTML page for people: the verdict, how many files there are of each status, where in
    # the folder they are, and a table of all that are not as they were. It needs no other file, sends nothing, and runs
    # no script but its own, which its Content-Security-Policy names by SHA-256.
    #
    # Results are written as they come. In memory is how many files of each status each folder has.
    #
    # @example
    #   audit = Swiftsum::Audit.new("archive", "archive.jsonl")
    #   report = Swiftsum::Audit::Page.write("report.html", audit) do |page|
    #     audit.run { |result| page.add(result) }
    #   end
    class Page
      require_relative "page/folders"
      require_relative "page/markup"
      require_relative "page/template"
      require_relative "page/verdict"

      # The worst first.
      STATUSES = %i[bit_rot unreadable malformed changed missing modified moved copied new unread ok].freeze
      private_constant :STATUSES

      class << self
        # Writes the page whole or not at all. A link stays, and what it leads to is replaced; permissions are kept. The
        # page does not count as a file of the folder, not even if the manifest lists it.
        #
        # @param path [String, #to_path] a new file, an empty one, or an older page
        # @param audit [Audit] the one that the block runs
        # @yieldparam page [Page] to which each result is to be added
        # @yieldreturn [Report] of that audit
        # @return [Report] the same
        # @raise [OverwriteError] if something else is there, such as the manifest; before the block
        # @raise [SystemCallError] if the page can't be written; before the block, if that is known then
        def write(path, audit)
          path = File.path(path)
          template = Template.new
          refuse_other_than(template.beginning, path)
          report = nil
          Manifest::Replacement.write(path) do |file, target|
            page = new(file, template, audit)
            report = audit.without(file.path, target) { yield page }
            page.finish(report)
          end
          report
        end

        private

        # Of what is not a file, the replacement says what it is.
        def refuse_other_than(beginning, path)
          return if !File.file?(path) || [nil, beginning].include?(File.binread(path, beginning.bytesize))

          raise OverwriteError, "#{path}: is there, and not a page that an audit wrote: choose another name"
        end
      end

      # @api private
      # @param file [File]
      # @param template [Template]
      # @param audit [Audit]
      def initialize(file, template, audit)
        @file = file
        @audit = audit
        @begun = Time.now
        @folders = Folders.new
        @template = template
        @file.write(@template.head(title: absolute(audit.folder), version: VERSION))
      end

      # @param result [Result]
      # @return [self]
      # @raise [SystemCallError] if the page can't be written
      def add(result)
        entry = result.entry || result.listed
        @folders.add(result.status, result.name, entry&.bytesize)
        @file.write(row(result, entry), ",\n") unless result.ok?
        self
      end

      # @api private
      # @param report [Report]
      # @return [void]
      def finish(report)
        @file.write(@template.tail(**verdict(report), **names, counts: counts(report), times:, statuses:, folders:))
      end

      private

      # What is seen of a file that is not as it was.
      def row(result, entry)
        mtime_ms = entry&.mtime_ns&.div(1_000_000)
        Markup.array([result.status.name, result.name, entry&.bytesize, mtime_ms, result.from, result.reason])
      end

      def verdict(report)
        { verdict: Verdict.of(report), severity: report.exit_status, irregular: Verdict.irregular(report) }
      end

      def names
        { folder: absolute(@audit.folder), manifest: absolute(@audit.manifest.path) }
      end

      # A page may be looked at elsewhere, and later.
      def absolute(path)
        Markup.text(File.absolute_path(path.b, Dir.pwd.b))
      end

      # Most begin and end on one day.
      def times
        begun = @begun.utc
        ended = Time.now.utc
        day = "%Y-%m-%d "
        "#{begun.strftime("#{day}%H:%M:%S")} to #{ended.strftime("#{day unless ended.yday == begun.yday}%H:%M:%S UTC")}"
      end

      def counts(report)
        STATUSES.filter_map { |status| count(status, report.counts[status]) if report.counts.key?(status) }.join("\n")
      end

      # Files that are as they were are not in the table, and so can't be chosen.
      def count(status, number)
        text = "<b>#{Verdict.number(number)}</b> #{Result::WORDS.fetch(status)}"
        button = %(<button type="button" aria-pressed="false" data-status="#{status}">#{text}</button>)
        %(<li class="#{status}">#{differs?(status) ? button : text}</li>)
      end

      def statuses
        Markup.array(STATUSES.map { |status| [status.name, Result::WORDS.fetch(status), differs?(status)] })
      end

      def differs?(status)
        Report::EXIT_STATUSES.fetch(status).positive?
      end

      def folders
        @folders.map { |row| Markup.array(row) }.join(",\n")
      end
    end
  end
end
