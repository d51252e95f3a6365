# frozen_string_literal: true

require_relative "../verification"

module Swiftsum
  class CLI
    # What `swiftsum check --json` says about one manifest or package: {Report} and {PackageReport} as objects.
    #
    # @api private
    class JSONReport
      # By verbosity, the results that are shown.
      SHOWN = { all: ->(_) { true }, quiet: ->(result) { !result.ok? }, status: ->(_) { false } }.freeze
      private_constant :SHOWN

      # @param console [JSONConsole]
      # @param manifest [String] its name, or the package's folder
      # @param verbosity [Symbol] (see Report#initialize)
      # @param _folder [String, nil] (see Report#initialize)
      def initialize(console, manifest, verbosity, _folder)
        @console = console
        @manifest = manifest
        @verbosity = verbosity
        @tally = Verification::Tally.new
      end

      # @param result [Verification::Result]
      # @return [void]
      def add(result)
        @tally.add(result)
        return @console.count(result.status) unless SHOWN.fetch(@verbosity).call(result)

        @console.record(:result, manifest: @manifest, **result.to_h)
      end

      # @param (see Report#add_run)
      # @return [void]
      def add_run(run)
        run.each { |entry| add(Verification::Result.ok(entry)) }
      end

      # @return (see Report#ok?)
      def ok?
        @tally.ok?
      end

      # @return [Boolean] whether nothing was added
      def empty?
        @tally.counts.empty?
      end

      # @param notices [Array<Manifest::Notice>]
      # @return [Integer] the exit status
      def finish(notices)
        notices.each do |notice|
          @console.record(:notice, manifest: @manifest, kind: notice.kind, message: notice.to_s)
        end
        @tally.exit_status
      end

      # @param package [Bag, OCFLObject, GemPackage]
      # @param settle [Numeric]
      # @yieldparam result [Verification::Result]
      # @return [Integer] the exit status
      # @raise [SystemCallError]
      def validate(package, settle:)
        report = package.validate(settle:) do |result|
          add(result)
          yield result
        end
        finish(report.warnings)
        report.exit_status
      end
    end
  end
end
