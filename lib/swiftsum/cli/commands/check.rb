# frozen_string_literal: true

require_relative "../../verification"
require_relative "../package_report"
require_relative "../report"
require_relative "../work"

module Swiftsum
  class CLI
    # `swiftsum check`
    #
    # @api private
    class Check
      # A bare digest: what names its algorithm has a colon, a hyphen, or an equals sign that is no padding.
      BARE = %r{\A[A-Za-z0-9+/]+=*\z}n
      private_constant :BARE

      # @param console [Console]
      # @param settings [Hash{Symbol => Object}] (see Settings.of)
      def initialize(console, settings)
        @console = console
        @verbosity = settings.fetch(:verbosity, :all)
        @algorithm = settings[:algorithm]
        @reading = settings.slice(:algorithm, :format)
        @notices = []
        @expected = settings[:expect] && expected(settings[:expect])
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
        @console.complain(@work.summary) if @settings[:summary]
        status
      end

      private

      def check_all(files, names)
        return compare(files, names) if @expected

        files.map { |file| check(file, only: names) }.max
      end

      # What stands behind `--` are names in the list only if a list stands before it: `check -- FILE` is what a script
      # writes for a FILE that may begin with a hyphen.
      def operands(line)
        return [line.operands, line.behind] unless line.operands.empty?
        return [[STANDARD_INPUT], nil] if line.behind.nil? || line.behind.empty?

        [line.behind, nil]
      end

      def expected(text)
        text.match?(BARE) ? bare(text) : named(text)
      rescue ParseError => e
        raise UsageError, "--expect: #{e.message}"
      end

      # The length does not say which algorithm it is of, so that is told where it does not match.
      def bare(text)
        return Checksum.parse(text, @algorithm) if @algorithm

        @notices << Manifest::Notice.new(:assumed, "#{text} is taken as sha256")
        Checksum.parse(text, :sha256)
      rescue ParseError => e
        fitting = Manifest::Untagged.of_length(text.size)
        hint = "; try -a #{Manifest::Untagged.list(fitting)}" unless @algorithm || fitting.empty?
        raise ParseError, "#{e.message}#{hint}"
      end

      def named(text)
        checksum = Checksum.parse(text)
        return checksum if @algorithm.nil? || @algorithm == checksum.algorithm

        raise UsageError, "--expect: #{text} is of #{checksum.algorithm}, not of #{@algorithm}"
      end

      def compare(files, names)
        raise UsageError, "--expect is of files, not of names in a list: #{names.first}" if names&.any?

        report = Report.new(@console, "--expect", @verbosity, @folder)
        verify(files.map { |file| Manifest::Entry.new(file, @expected) }, report, standard_input: $stdin, named: files)
        report.finish(report.ok? ? [] : @notices)
      end

      def check(file, only:)
        package = Verification.package(file) and return check_package(package, only)

        report = Report.new(@console, file, @verbosity, @folder)
        open_manifest(file, listed_file: (only.first if only&.one?)) do |manifest, standard_input|
          verify(manifest, report, standard_input:, named: only, only:)
          report.finish(manifest.notices)
        end
      rescue SystemCallError => e
        @console.complain(ReadFailure.reason(e), about: file)
        2
      end

      # It lists its files itself, relative to itself.
      def check_package(package, names)
        raise UsageError, "#{package.folder} is verified as a whole, not the file #{names.first}" if names&.any?
        raise UsageError, "#{package.folder} has names of its own: -C is for lists" if @folder

        PackageReport.new(@console, package, @verbosity).call(**@settings.slice(:settle)) do |result|
          result.ok? ? @work.add_file(File.join(package.folder, result.name)) : @work.add_problem
        end
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
        Verification.new(entries, **where, **options, digests:).each do |result|
          @work.add_problem unless result.ok?
          report.add(result)
        end
      end

      # Nothing is held back while others are read.
      def done(group)
        @work.add(group) if group
        @console.flush
      end
    end
  end
end
