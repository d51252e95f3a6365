# frozen_string_literal: true

require_relative "../files/read_failure"

module Swiftsum
  class Verification
    # What became of a line of a manifest. `status` is one of
    # - `:ok`: the file was read to its end and has the checksum, and the size if the line says one;
    # - `:mismatch`: it has another one;
    # - `:missing`: there is no such file;
    # - `:extra`: there is a file that nothing lists (of a bag or an OCFL object, or with `no_extra`);
    # - `:changed`: it changed while it was read;
    # - `:outside`: its name leads out of the folder that all are confined to;
    # - `:unreadable`: it could not be read to its end;
    # - `:malformed`: the line is no checksum line;
    # - `:unlisted`: no digest is listed of a file that was asked for, or whose size is listed;
    # - `:empty`: the manifest lists nothing.
    class Result
      # @return [Symbol]
      attr_reader :status

      # @return [String, nil] the file's name as bytes, as the manifest has it; nil where there is none
      attr_reader :name

      # @return [Checksum, nil] that the manifest lists
      attr_reader :expected

      # @return [Checksum, nil] that the file has; nil if it was not read to its end
      attr_reader :actual

      # @return [String, nil] what else is to be known, whatever the status: that another line contradicts this one
      attr_reader :notice

      # @api private
      # @param status [Symbol]
      # @param problem [Object] why it is not `:ok`, for people: an exception or what has `to_s`
      def initialize(status, name: nil, expected: nil, actual: nil, problem: nil, notice: nil)
        assign(status, name, expected, actual, problem, notice)
      end

      # @api private
      # @param error [StandardError] why a file was not read to its end
      # @return [Symbol]
      def self.status_of(error)
        case error
        when Errno::ENOENT, Errno::ENOTDIR then :missing
        when ChangedError then :changed
        when OutsideError then :outside
        else :unreadable
        end
      end

      # The same without keywords, which take an object more: of millions of lines.
      #
      # @api private
      # @return [Result]
      # rubocop:disable Metrics/ParameterLists -- a result has as many members
      def self.of(status, name, expected, actual, problem, notice)
        result = allocate
        result.__send__(:assign, status, name, expected, actual, problem, notice)
      end
      # rubocop:enable Metrics/ParameterLists

      # @api private
      # @param entry [Manifest::Entry] whose file matched
      # @return [Result]
      def self.ok(entry)
        of(:ok, entry.name, entry.checksum, entry.checksum, nil, nil)
      end

      # @return [Boolean] whether the file was verified and matched
      def ok?
        status == :ok
      end

      # @return [String, nil] why it is not `:ok`
      def reason
        return "line #{@problem.number}: #{@problem.reason}" if @problem.is_a?(Manifest::MalformedLine)

        @problem&.to_s || difference
      end

      # @return [Hash{Symbol => Object}] for JSON and the like: what is nil is not there. A name is text if it is valid
      #   UTF-8, otherwise bytes; checksums are as {Checksum#to_oci} writes them
      def to_h
        { status:, name: name && Manifest::Escaping.text(name), expected: expected&.to_oci, actual: actual&.to_oci,
          reason:, notice: }.compact
      end

      # @return [String] as a JSON object, of which `docs/json.md` has the schema. A name that is not valid UTF-8 is
      #   there as `name_base64`
      def to_json(*)
        JSONMembers.generate(to_h)
      end

      # @return [String] for people
      def inspect
        "#<#{self.class} #{[status, name&.inspect, reason].compact.join(' ')}>"
      end

      private

      # rubocop:disable Metrics/ParameterLists -- a result has as many members
      def assign(status, name, expected, actual, problem, notice)
        @status = status
        @name = name
        @expected = expected
        @actual = actual
        # Of an exception only what it says: with where it was raised, it takes 2 KB.
        @problem = problem.is_a?(Exception) ? -(ReadFailure.reason(problem) || problem.message) : problem
        @notice = notice
        freeze
      end
      # rubocop:enable Metrics/ParameterLists

      def difference
        "has #{actual}, not #{expected}" if status == :mismatch
      end
    end
  end
end
