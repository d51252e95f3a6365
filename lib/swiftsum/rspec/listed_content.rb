# frozen_string_literal: true

require_relative "../verification"
require_relative "difference_list"

module Swiftsum
  module RSpec
    # What `match_manifest` compares: a folder, or a file, with what a manifest lists.
    #
    # @api private
    class ListedContent
      # @param path [String, #to_path] a folder that the manifest's names are relative to, or a file that it lists
      # @param manifest [String, #to_path]
      # @param options (see Swiftsum.verify)
      def initialize(path, manifest, **options)
        @path = path
        @manifest = manifest
        @options = options
        @folder = File.directory?(path)
      end

      # @param nothing_else [Boolean] whether a file of the folder that is not listed is a difference
      # @return [DifferenceList]
      # @raise [Error] if not all could be verified
      # @raise (see Swiftsum.verify)
      def differences(nothing_else:)
        report = verify
        failures = report.failures.map { |result| [result.name, result.reason] }
        refuse(failures) if report.exit_status == 2

        DifferenceList.new(nothing_else && @folder ? failures + others(report) : failures)
      end

      private

      def verify
        Swiftsum.verify(@manifest, **(@folder ? { directory: @path } : { only: [@path] }), **@options)
      end

      def refuse(failures)
        raise Error, "#{File.path(@manifest)}: not all could be verified:\n#{DifferenceList.new(failures)}"
      end

      def others(report)
        listed = report.results.filter_map(&:name).map { |name| Verification::Listed.clean(name) }
        tree = Tree.new(@path, stat: false)
        names = tree.reject { |entry| passed_over?(entry) }.map { |entry| tree.relative(entry.path) }
        (names - listed).map { |name| [name, "is there, and not listed"] }
      end

      def passed_over?(entry)
        raise entry.error if entry.error

        entry.folder? || File.identical?(entry.path, @manifest)
      end
    end
  end
end
