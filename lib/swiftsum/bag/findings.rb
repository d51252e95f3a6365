# frozen_string_literal: true

require_relative "../verification/finding"
require_relative "../manifest/notice"

module Swiftsum
  class Bag
    # Where all that is found out about a bag comes together.
    class Findings
      # The codes of what can be wrong, and the status of each:
      # - `malformed`: a tag file is not what it must be, so that something could not be verified;
      # - `missing`, `extra`, `unlisted`: files that are not there; that are and no manifest lists; that one manifest
      #   lists and another one does not;
      # - `mismatch`, `unreadable`: files with other contents than listed, and those that could not be read.
      STATUSES = {
        no_declaration: :malformed, malformed_declaration: :malformed, unsupported_version: :malformed,
        unsupported_encoding: :malformed, no_payload_folder: :missing, no_payload_manifest: :malformed,
        unknown_algorithm: :malformed, malformed_line: :malformed, unreadable_tag_file: :unreadable,
        unsafe_path: :malformed, not_payload: :malformed, not_a_tag_file: :malformed, listed_twice: :malformed,
        missing_file: :missing, unfetched: :missing, unlisted_file: :extra, not_in_every_manifest: :unlisted,
        fetch_not_listed: :unlisted, unlisted_manifest: :unlisted, irregular_file: :unreadable,
        unreadable_file: :unreadable, checksum_mismatch: :mismatch, oxum_mismatch: :mismatch
      }.freeze

      # @return [Report]
      attr_reader :report

      # @api private
      # @param report [Report]
      # @param listener [Proc, nil] is called with each result
      def initialize(report, listener)
        @report = report
        @listener = listener
      end

      # @api private
      # @param code [Symbol] of {STATUSES}
      # @param name [String, nil] of the file, from the bag's folder
      # @param problem [String, Exception]
      # @param rest (see Verification::Result#initialize)
      # @return [nil]
      def problem(code, name, problem = nil, **rest)
        add(Verification::Finding.new(code, STATUSES.fetch(code), name:, problem:, **rest))
        nil
      end

      # @api private
      # @param code [Symbol]
      # @param text [String]
      # @return [void]
      def warn(code, text)
        report.notices << Manifest::Notice.new(code, text)
      end

      # @api private
      # @param result [Verification::Result]
      # @return [void]
      def add(result)
        report.add(result)
        @listener&.call(result)
      end
    end
  end
end
