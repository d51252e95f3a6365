# frozen_string_literal: true

require_relative "../verification"

module Swiftsum
  class CLI
    # What `swiftsum check` says about a bag or an OCFL object, result by result: names are relative to its folder.
    #
    # @api private
    class PackageReport
      COUNTS = {
        ok: "OK", mismatch: "FAILED", missing: "missing", extra: "not listed", unlisted: "not in every list",
        unreadable: "unreadable", malformed: "malformed"
      }.freeze
      private_constant :COUNTS

      # @param console [Console]
      # @param package [Bag, OCFLObject]
      # @param verbosity [Symbol] (see Report#initialize)
      def initialize(console, package, verbosity)
        @console = console
        @package = package
        @verbosity = verbosity
      end

      # @param settle [Numeric]
      # @yieldparam result [Verification::Result]
      # @return [Integer] the exit status
      # @raise [SystemCallError]
      def call(settle:)
        report = @package.validate(settle:) do |result|
          add(result)
          yield result
        end
        report.warnings.each { |warning| @console.complain(warning.to_s, about: @package.folder) }
        @console.complain(summary(report), about: @package.folder) unless @verbosity == :status || report.valid?
        report.exit_status
      end

      private

      def add(result)
        print(result) if result.name && (@verbosity == :all || (@verbosity == :quiet && !result.ok?))
        @console.complain("#{result.code} #{result.reason}", about: result.name) unless result.ok?
      end

      def print(result)
        @console.print("#{Manifest::Escaping.printable(result.name)}: #{result.ok? ? 'OK' : 'FAILED'}\n")
      end

      def summary(report)
        COUNTS.filter_map { |status, word| "#{report.counts[status]} #{word}" if report.counts.key?(status) }.join(", ")
      end
    end
  end
end
