# frozen_string_literal: true

require_relative "../audit"

module Swiftsum
  class CLI
    # What an audit, or an update, says: a line for each file, and in the end how many there were of each kind.
    #
    # @api private
    class AuditLines
      # @param console [Console]
      # @param manifest [String, nil] its path, which a malformed line is complained about with
      # @param quiet [Boolean] whether files that are as listed have no line
      def initialize(console, manifest, quiet:)
        @console = console
        @manifest = manifest
        @quiet = quiet
      end

      # @param result [Swiftsum::Audit::Result, Swiftsum::Audit::ResultRun]
      # @return [void]
      def add(result)
        @quiet && result.ok? ? pass(result) : result.each { |each| tell(each) }
      end

      # @param report [Swiftsum::Audit::Report]
      # @return [void]
      def finish(report)
        @console.flush
        @console.complain(report.to_s) unless json?
      end

      private

      # What is not shown is counted all the same.
      def pass(result)
        @console.count(result.status, result.files) if json?
      end

      def tell(result)
        return record(result) if json?
        return @console.complain(result.reason, about: result.name || @manifest) if result.status == :malformed

        show(result)
      end

      def show(result)
        origin = " from #{Manifest::Escaping.printable(result.from)}" if result.from
        @console.hold("#{Manifest::Escaping.printable(result.name)}: #{result}#{origin}\n".b)
        @console.complain(result.reason, about: result.name) if result.reason
        # What was found is said while others are read, which may take hours.
        @console.flush unless result.ok?
      end

      # The last object has the counts.
      def json?
        @console.is_a?(JSONConsole)
      end

      def record(result)
        @console.record(:file, **result.to_h)
      end
    end
  end
end
