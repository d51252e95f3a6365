# frozen_string_literal: true

require_relative "../../verification"
require_relative "../report"
require_relative "../work"

module Swiftsum
  class CLI
    # `swiftsum check`
    #
    # @api private
    class Check
      NO_PACKAGE = "is a folder, and neither a bag nor an OCFL object: to check its files, name a list"
      private_constant :NO_PACKAGE

      # @param console [Console]
      # @param settings [Hash{Symbol => Object}] (see Settings.of)
      def initialize(console, settings)
        @console = console
        @verbosity = settings.fetch(:verbosity, :all)
        @reading = settings.slice(:algorithm, :format)
        @expected = settings[:expect] && ExpectedDigest.new(settings[:expect], settings[:algorithm])
        @root = settings[:root]
        @folder = @reading[:directory] = settings[:directory] || @root
        @settings = settings
        @work = Work.new
      end

      # @param line [CommandLine]
      # @return [Integer] the exit status
      def call(line)
        files, names = operands(line)
        status = @console.progress(@work, @settings[:progress]) { check_all(files, names) }
        @console.remark(@work.summary) if @settings[:summary]
        status
      end

      private

      def check_all(files, names)
        return compare(files, names) if @expected

        @extras = extras(files, names)
        [*files.map { |file| check(file, only: names) }, check_extras].compact.max
      end

      def extras(files, names)
        exclude = @settings.fetch(:exclude, [])
        if @settings[:no_extra]
          raise UsageError, "--no-extra is about all files, not some: #{names.first}" if names&.any?

          return Verification::Extras.new(@folder, exclude:, lists: files, confined: !@root.nil?)
        end
        raise UsageError, "--exclude is for what is not listed: add --no-extra" if exclude.any?
      end

      # A file is extra if no list has it. A package looks for those in itself.
      def check_extras
        return unless @listed && @extras

        report = report(@folder || ".")
        @extras.each { |result| add(result, report) }
        report.finish([]) unless report.empty?
      end

      # What stands behind `--` are names in the list only if a list stands before it: `check -- FILE` is what a script
      # writes for a FILE that may begin with a hyphen.
      def operands(line)
        return [line.operands, line.behind] unless line.operands.empty?
        return [[STANDARD_INPUT], nil] if line.behind.nil? || line.behind.empty?

        [line.behind, nil]
      end

      def compare(files, names)
        raise UsageError, "--expect is of files: --no-extra is for lists" if @settings[:no_extra]
        raise UsageError, "--expect is of files, not of names in a list: #{names.first}" if names&.any?

        report = report("--expect")
        entries = files.map { |file| Manifest::Entry.new(file, @expected.checksum) }
        verify(entries, report, standard_input: $stdin, named: files)
        report.finish(report.ok? ? [] : @expected.notices)
      end

      def check(file, only:)
        package = Verification.package(file) and return check_package(package, only)

        report = report(file)
        open_manifest(file, listed_file: (only.first if only&.one?)) do |manifest, standard_input|
          @listed = true
          verify(manifest, report, standard_input:, named: only, only:)
          report.finish(manifest.notices)
        end
      rescue SystemCallError => e
        @console.complain(e.is_a?(Errno::EISDIR) ? NO_PACKAGE : ReadFailure.reason(e), about: file)
        2
      end

      # It lists its files itself, relative to itself.
      def check_package(package, names)
        raise UsageError, "#{package.folder} is verified as a whole, not the file #{names.first}" if names&.any?
        raise UsageError, "#{package.folder} has names of its own: -C is for lists" if @folder

        report(package.folder, PackageReport).validate(package, **@settings.slice(:settle)) do |result|
          result.ok? ? @work.add_file(File.join(package.folder, result.name)) : @work.add_problem
        end
      end

      def report(manifest, type = Report)
        type = JSONReport if @settings[:json]
        type.new(@console, manifest, @verbosity, @folder)
      end

      # Where the manifest comes from standard input, no file that it lists can.
      def open_manifest(file, **options)
        return yield(Manifest.new($stdin.binmode, **@reading, **options)) if file == STANDARD_INPUT

        Manifest.open(file, **@reading, **options) { |manifest| yield manifest, $stdin }
      end

      # @param named [Array<String>, nil] names that were typed
      def verify(entries, report, standard_input:, named:, **options)
        where = { directory: @folder, root: @root, standard_input: }
        options_of_reading = { **@settings.slice(:settle, :threads), ahead: !standard_input.nil?, watch: method(:done) }
        digests = Verification::SideBySide.new(Verification::Sources.new(**where, named:), **options_of_reading)
        verification = Verification.new(entries, **where, **options, digests:, extras: @extras)
        verification.each_run { |result| add(result, report) }
      end

      def add(result, report)
        return report.add_run(result) if result.is_a?(Manifest::Run)

        @work.add_problem unless result.ok?
        report.add(result)
      end

      # Nothing is held back while others are read.
      def done(group)
        @work.add(group) if group
        @console.flush
      end
    end
  end
end
