# frozen_string_literal: true

require_relative "../files/read_failure"

module Swiftsum
  class Audit
    # What became of one file since the manifest was written. `status` is one of
    # - `:ok`: it was read, and has the checksums that are listed;
    # - `:unread`: it was not read, for it was not due, and size, times and inode are those that are listed;
    # - `:modified`: it has others, and was written to since;
    # - `:bit_rot`: it has others, and the time of its last change is the one that is listed. Whatever changed it, it
    #   was not what changes files in daily use;
    # - `:new`: it is not listed;
    # - `:moved`, `:copied`: neither is it, but a file that is gone had, or one that is there has, the same contents;
    # - `:missing`: it is listed and not there;
    # - `:changed`: it changed while it was read;
    # - `:unreadable`: it, or a folder that it is in, could not be read to its end, or its name leads out of the folder;
    # - `:malformed`: a line of the manifest is none, or there is none that lists a file.
    class Result
      # For people.
      WORDS = {
        ok: "OK", unread: "not read", modified: "modified", bit_rot: "suspected bit rot", new: "new", moved: "moved",
        copied: "copied", missing: "missing", changed: "changed while it was read", unreadable: "unreadable",
        malformed: "malformed"
      }.freeze

      # @return [Symbol]
      attr_reader :status

      # @return [String, nil] binary, from the folder; nil of a malformed line
      attr_reader :name

      # @return [String, nil] what a file that was moved or copied is called in the manifest
      attr_reader :from

      # What is listed, and what would be listed now, as it is written.
      #
      # @api private
      # @return [Manifest::Entry, Manifest::OwnLine, nil]
      attr_reader :before, :now

      # @api private
      # @param status [Symbol]
      # @param name [String, nil]
      # @param listed [Manifest::Entry, Manifest::OwnLine, nil]
      # @param entry [Manifest::Entry, Manifest::OwnLine, nil]
      # @param problem [Exception, Manifest::MalformedLine, String, nil]
      def initialize(status, name, listed: nil, entry: nil, from: nil, problem: nil)
        @status = status
        @name = name
        @before = listed
        @now = entry
        @from = from
        @problem = problem
        freeze
      end

      # @return [Manifest::Entry, nil] what is listed
      def listed
        @before&.entry
      end

      # @return [Manifest::Entry, nil] what would be listed now; nil of what is missing or could not be read
      def entry
        @now&.entry
      end

      # As ResultRun has it.
      #
      # @api private
      # @return [Integer] how many files it is of
      def files
        1
      end

      # As ResultRun has it.
      #
      # @api private
      # @yieldparam result [self]
      # @return [void]
      def each
        yield self
      end

      # @return [Boolean] whether nothing is to be said of it
      def ok?
        status == :ok || status == :unread
      end

      # @return [String] the status for people
      def to_s
        WORDS.fetch(status)
      end

      # @return [String, nil] what else is to be said
      def reason
        case @problem
        when Manifest::MalformedLine then "line #{@problem.number}: #{@problem.reason}"
        when SystemCallError, ChangedError then ReadFailure.reason(@problem)
        else @problem&.to_s
        end
      end

      # The same, as what it turned out to be.
      #
      # @api private
      # @param status [Symbol]
      # @param from [String]
      # @return [Result]
      def as(status, from)
        Result.new(status, name, entry:, from:)
      end

      # @return [Hash{Symbol => Object}] for JSON and the like; what is nil is not there
      def to_h
        { status:, name: text(name), from: text(from), reason:, listed: state(listed), found: state(entry) }.compact
      end

      # @return [String] for people
      def inspect
        "#<#{self.class} #{[status, name&.inspect, reason].compact.join(' ')}>"
      end

      private

      def text(name)
        name && Manifest::Escaping.text(name)
      end

      def state(entry)
        return unless entry

        digests = entry.checksums.to_h { |checksum| [checksum.algorithm.name, checksum.hexdigest] }
        { size: entry.bytesize, mtime_ns: entry.mtime_ns, checked_ns: entry.checked_ns, digests: }.compact
      end
    end
  end
end
