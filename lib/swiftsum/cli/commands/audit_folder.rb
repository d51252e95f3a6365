# frozen_string_literal: true

require_relative "../audit_lines"
require_relative "../clean_end"
require_relative "../work"

module Swiftsum
  class CLI
    # `swiftsum audit`
    #
    # @api private
    class AuditFolder
      # @param console [Console]
      # @param settings [Hash{Symbol => Object}] (see Settings.of)
      # @raise [UsageError]
      def initialize(console, settings)
        @console = console
        @settings = settings
        @work = Work.new
        @manifest = settings[:manifest] or raise UsageError, "a list is needed to compare with: --manifest FILE"
        @lines = AuditLines.new(console, @manifest, quiet: settings[:verbosity] == :quiet)
        raise UsageError, "--since and --due say the same: one is enough" if settings[:since] && settings[:due]
        raise UsageError, "--accept lists what was read: not with --due, --since or --budget" if partial? && accept?
      end

      # @param line [CommandLine]
      # @return [Integer] the exit status
      def call(line)
        folder, *others = [*line.operands, *line.behind]
        raise UsageError, "a folder is needed, such as ." if folder.nil?
        raise UsageError, "one folder at a time has a list: not #{others.first}, too" if others.any?

        audited(folder).exit_status
      rescue SystemCallError => e
        @console.complain(ReadFailure.reason(e), about: ReadFailure.path(e))
        2
      end

      private

      def partial?
        %i[since due budget].any? { |name| @settings.key?(name) }
      end

      def accept?
        @settings[:accept]
      end

      # @return [Swiftsum::Audit::Report]
      def audited(folder)
        report = CleanEnd.of_interrupt { @console.progress(@work, @settings[:progress]) { audit(folder) } }
        @lines.finish(report)
        @console.remark(@work.summary) if @settings[:summary]
        report
      end

      def audit(folder)
        options = { due:, **@settings.slice(:budget, :threads, :settle) }
        audit = Swiftsum::Audit.new(folder, @manifest, **options).in_runs.watch { |group| @work.add(group) }
        return look(audit) unless @settings[:html]

        Swiftsum::Audit::Page.write(@settings[:html], audit) { |page| look(audit) { |result| page.add(result) } }
      end

      def due
        @settings[:since] || (@settings[:due] && (Time.now - @settings[:due]))
      end

      # @return [Audit::Report]
      def look(audit, &block)
        audit.public_send(way) do |result|
          add(result)
          result.each(&block) if block
        end
      end

      def add(result)
        @work.add_problem unless result.ok?
        @lines.add(result)
      end

      def way
        return :accept if accept?

        partial? ? :record : :run
      end
    end
  end
end
