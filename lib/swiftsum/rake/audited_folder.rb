# frozen_string_literal: true

require_relative "../audit"

module Swiftsum
  module Rake
    # The folder of a {RakeTask} that is audited or kept up to date, and its manifest. That is of Swiftsum's own format:
    # no other says when a file was changed, and what was left out.
    #
    # @api private
    class AuditedFolder
      # What a manifest says of how it was made, and a {RakeTask} too.
      SETTINGS = %i[algorithms exclude include follow one_file_system].freeze
      private_constant :SETTINGS

      # @return [String] its path
      attr_reader :path

      # @param task [RakeTask]
      # @raise [ArgumentError] where its settings are not of one folder and such a manifest; for a malformed pattern
      def initialize(task)
        @path = only_name(task.files)
        @manifest = task.manifest
        @auditing = options(task.audit)
        @updating = options(task.update)
        @built = Manifest.build(path, algorithms: task.algorithms, exclude: task.exclude)
        check_relative_to(task.relative_to)
        check_format(task.format)
      end

      # @return [void]
      # @raise (see Manifest::Built#write)
      def write
        @built.write(@manifest, format: :swiftsum)
      end

      # @return [Audit::Report] of which nothing is other than it was
      # @raise [Error] that names what is, and why
      # @raise (see Audit#run)
      def audit
        audit = Audit.new(path, stored, **@auditing)
        report = @auditing[:due] || @auditing[:budget] ? audit.record : audit.run
        passed(report, report.findings, "#{path} is not as it was listed")
      end

      # @return [Audit::Report] of which all could be listed as it is now
      # @raise [Error] that names what could not, and why
      # @raise (see Manifest::Stored#update)
      def update
        report = stored.update(path, **@updating)
        passed(report, report.not_updated(**@updating.slice(:accept)), "not all of #{path} is up to date")
      end

      private

      def refusal(reason)
        ArgumentError.new("audit and update #{reason}")
      end

      def only_name(files)
        ListedFiles.one?(files) ? File.path(files) : raise(refusal("are of one folder, and files is #{files.inspect}"))
      end

      def check_relative_to(other)
        return if other.nil? || File.absolute_path(other) == File.absolute_path(path)

        raise refusal("need names relative to #{path}, not to #{other}")
      end

      def check_format(format)
        raise refusal("need format :swiftsum") unless [nil, :swiftsum].include?(format)
      end

      def options(setting)
        setting.is_a?(Hash) ? setting : {}
      end

      # @return [Manifest::Stored]
      # @raise [Error] if it was made otherwise than it would be now: what it leaves out, nobody would look at
      def stored
        manifest = Manifest.read(@manifest)
        Audit::Terms.new(manifest).must_be_own!
        other = SETTINGS.find { |name| of(manifest, name) != of(@built, name) } or return manifest

        raise Error, "#{@manifest}: was written with #{other}: #{of(manifest, other).inspect}, and the task has " \
                     "#{of(@built, other).inspect}: write it anew"
      end

      def of(manifest, name)
        value = manifest.options[name]
        value.is_a?(Array) ? value.map(&:b) : value
      end

      def passed(report, findings, complaint)
        return report if findings.empty?

        raise Error, ["#{@manifest}: #{complaint}:", *findings.map { |result| line(result) }].join("\n  ")
      end

      # An exception's message is text, which a name need not be.
      def line(result)
        words = result.from ? "#{result} from #{Manifest::Escaping.printable(result.from)}".b : result.to_s.b
        parts = [result.name && Manifest::Escaping.printable(result.name), words, result.reason]
        parts.compact.map(&:b).join(": ").force_encoding(Encoding::UTF_8).scrub
      end
    end
  end
end
