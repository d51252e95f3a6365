# frozen_string_literal: true

require_relative "moves"

module Swiftsum
  class Audit
    # What an audit found: how many files of each status, and all that are not as they were.
    class Report
      # By status. Rot is told from edits, and what could not be done from both.
      EXIT_STATUSES = {
        ok: 0, unread: 0, modified: 1, new: 1, moved: 1, copied: 1, missing: 1, changed: 1, unreadable: 2, malformed: 2,
        bit_rot: 3
      }.freeze

      NOT_READ = %i[unreadable changed].freeze
      private_constant :NOT_READ

      # @return [String] the folder
      attr_reader :folder

      # @return [Hash{Symbol => Integer}] how many results there are of each status
      attr_reader :counts

      # @return [Array<Result>] all but those that are as they were, in the order in which they became known
      attr_reader :findings

      # @return [Hash{Symbol => Integer}] how many there are of what is no regular file, by its kind (see Tree::Entry)
      attr_reader :irregular

      # @api private
      # @param folder [String]
      def initialize(folder)
        @folder = folder
        @counts = Hash.new(0)
        @findings = []
        @irregular = Hash.new(0)
      end

      # @api private
      # @param result [Result, ResultRun]
      # @return [void]
      def add(result)
        @counts[result.status] += result.files
        @findings << result unless result.ok?
      end

      # @api private
      # @param manifest [Manifest::Stored] that was compared with
      # @return [void]
      # @raise [ParseError] if a line of it is malformed
      def must_be_well_formed!(manifest)
        malformed = findings.find { |result| result.status == :malformed }
        raise ParseError, "#{manifest.path}: #{malformed.reason}: nothing was written" if malformed
      end

      # @return [Boolean] whether nothing is other than it was, and all that was to be read could be
      def ok?
        exit_status.zero?
      end

      # @return [Integer] the highest of {EXIT_STATUSES} that applies: 3 for suspected bit rot, 2 for what could not be
      #   audited, 1 for what was edited, moved or lost
      def exit_status
        @counts.each_key.map { |status| EXIT_STATUSES.fetch(status) }.max || 0
      end

      # @api private
      # @param accept [Boolean] whether the update was to list what may have rotted as it is
      # @return [Array<Result>] what an update could not list as it is now
      def not_updated(accept: false)
        statuses = accept ? NOT_READ : [*NOT_READ, :bit_rot]
        findings.select { |result| statuses.include?(result.status) }
      end

      # @return [String] for people: `998 OK, 1 moved`
      def to_s
        words = Result::WORDS.filter_map { |status, word| "#{counts[status]} #{word}" if counts.key?(status) }
        others = irregular.values.sum
        words << "#{others} not regular files, and not read" if others.positive?
        words.empty? ? "there are no files" : words.join(", ")
      end

      # @return [Hash{Symbol => Object}] for JSON and the like
      def to_h
        { folder: Manifest::Escaping.text(folder.b), ok: ok?, exit_status:, counts: counts.dup,
          findings: findings.map(&:to_h) }
      end

      # @return [String]
      def inspect
        "#<#{self.class} #{folder.inspect} #{counts}>"
      end
    end
  end
end
