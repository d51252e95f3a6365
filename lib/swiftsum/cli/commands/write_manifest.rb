# frozen_string_literal: true

require_relative "../audit_lines"
require_relative "../clean_end"
require_relative "../work"

module Swiftsum
  class CLI
    # `swiftsum manifest`
    #
    # @api private
    class WriteManifest
      # What a list that is there says itself.
      KEPT = %i[algorithms exclude include follow one_file_system format].freeze
      WALKING = %i[exclude include follow one_file_system threads settle].freeze
      private_constant :KEPT, :WALKING

      # Standard output, in the way of a file.
      Output = Struct.new(:console) do
        def write(text)
          console.hold(text)
        end
      end
      private_constant :Output

      # @param console [Console]
      # @param settings [Hash{Symbol => Object}] (see Settings.of)
      # @raise [UsageError]
      def initialize(console, settings)
        @console = console
        @settings = settings
        @file = settings[:output]
        @lines = AuditLines.new(console, @file, quiet: true)
        @work = Work.new
        @status = 0
        raise UsageError, "--update needs the list: -o FILE" if settings[:update] && @file.nil?

        given = %i[reread accept json].find { |name| settings[name] }
        raise UsageError, "--#{given} is a part of --update" if given && !settings[:update]
      end

      # @param line [CommandLine]
      # @return [Integer] the exit status
      def call(line)
        folder, *others = [*line.operands, *line.behind]
        raise UsageError, "a folder is needed, such as ." if folder.nil?
        raise UsageError, "a list is of one folder: not of #{others.first}, too" if others.any?

        list(folder)
        @console.remark(@work.summary) if @settings[:summary]
        @status
      rescue SystemCallError => e
        @console.complain(ReadFailure.reason(e), about: ReadFailure.path(e))
        2
      end

      private

      def list(folder)
        update = @settings[:update] && File.exist?(@file)
        report = CleanEnd.of_interrupt do
          @console.progress(@work, @settings[:progress]) { update ? update(folder) : write(folder) }
        end
        @lines.finish(report) if update
        tell_rot if update && report.counts.key?(:bit_rot)
      end

      def write(folder)
        algorithms = @settings.fetch(:algorithms, [:sha256])
        built = Swiftsum::Manifest.build(folder, algorithms:, on_error: method(:failed), **@settings.slice(*WALKING))
        built.watch { |group| @work.add(group) }
        write_to_file(built, @settings.fetch(:format, :swiftsum))
        built.notices.each { |notice| tell(notice) }
      end

      def write_to_file(built, format)
        return built.write(@file, format:) if @file

        built.write_to(Output.new(@console), format:, own: [standard_output].compact)
        @console.flush
      end

      def tell_rot
        return if @settings[:json] || @settings[:accept]

        @console.complain("what may have rotted is listed as it was; --accept lists it as it is now", about: @file)
      end

      # The exit status stays as it is.
      def tell(notice)
        return @console.complain(notice.to_s) unless @settings[:json]

        @console.record(:notice, manifest: @file, kind: notice.kind, message: notice.to_s)
      end

      # @return [String, nil] the file that it is, if it is one
      def standard_output
        File.realpath("/proc/self/fd/#{@console.output.fileno}") if @console.output.stat.file?
      rescue SystemCallError
        nil
      end

      # What is no regular file is told at the end.
      def failed(path, error)
        return if error.is_a?(IrregularFileError)

        @console.complain(ReadFailure.reason(error), about: path)
        @work.add_problem
        @status = 1
      end

      def audit(folder)
        manifest = Swiftsum::Manifest.read(@file)
        audit = Swiftsum::Audit.updating(folder, manifest, **@settings.slice(:reread, :threads, :settle))
        audit.in_runs.watch { |group| @work.add(group) }
      end

      def update(folder)
        given = KEPT.find { |name| @settings[name] }
        raise UsageError, "#{@file} says itself what --#{given.to_s.tr('_', '-')} would" if given

        report = audit(folder).public_send(@settings[:accept] ? :accept : :update) { |result| @lines.add(result) }
        problems = report.not_updated(**@settings.slice(:accept))
        problems.each { @work.add_problem }
        @status = 1 if problems.any?
        report
      end
    end
  end
end
