# frozen_string_literal: true

require_relative "../verification"

module Swiftsum
  class CLI
    # What `swiftsum check` says about a bag or an OCFL object, result by result: names are relative to its folder.
    #
    # @api private
    class PackageReport
      # All statuses, so that the counts add up.
      COUNTS = {
        ok: "OK", mismatch: "FAILED", missing: "missing", extra: "not listed", changed: "changed", outside: "outside",
        unlisted: "not in every list", unreadable: "unreadable", malformed: "malformed", empty: "empty"
      }.freeze
      private_constant :COUNTS

      # @param console [Console]
      # @param folder [String] the package's
      # @param verbosity [Symbol] (see Report#initialize)
      # @param _names_in [nil] a package's names are relative to itself
      def initialize(console, folder, verbosity, _names_in)
        @console = console
        @folder = folder
        @verbosity = verbosity
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
        report.warnings.each { |warning| @console.complain(warning.to_s, about: @folder) }
        @console.complain(counts(report), about: @folder) unless @verbosity == :status || report.valid?
        report.exit_status
      end

      private

      def add(result)
        print(result) if result.name && (@verbosity == :all || (@verbosity == :quiet && !result.ok?))
        @console.complain("#{result.code}: #{result.reason}", about: result.name) unless result.ok?
      end

      def print(result)
        @console.print("#{Manifest::Escaping.printable(result.name)}: #{result.ok? ? 'OK' : 'FAILED'}\n")
      end

      def counts(report)
        COUNTS.filter_map { |status, word| "#{report.counts[status]} #{word}" if report.counts.key?(status) }.join(", ")
      end
    end
  end
end
