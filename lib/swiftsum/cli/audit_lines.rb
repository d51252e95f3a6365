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

      # @param result [Swiftsum::Audit::Result]
      # @return [void]
      def add(result)
        return record(result) if json?
        return @console.complain(result.reason, about: result.name || @manifest) if result.status == :malformed

        show(result) unless @quiet && result.ok?
      end

      # @param report [Swiftsum::Audit::Report]
      # @return [void]
      def finish(report)
        @console.flush
        @console.complain(report.to_s) unless json?
      end

      private

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
        return @console.count(result.status) if @quiet && result.ok?

        @console.record(:file, **result.to_h)
      end
    end
  end
end
