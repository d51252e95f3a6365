# frozen_string_literal: true

require_relative "listed"
require_relative "result"

module Swiftsum
  class Verification
    # Says what became of a line of a manifest, by what came of its file.
    #
    # @api private
    class Comparison
      MATCHED = [:ok].freeze
      private_constant :MATCHED

      # @param sources [Sources]
      # @param listed [Listed] of the lines so far
      def initialize(sources, listed)
        @sources = sources
        @listed = listed
      end

      # @param line [Manifest::Entry, Manifest::MalformedLine]
      # @param outcome (see OneByOne#each_checksum)
      # @return [Result]
      def result(line, outcome)
        return Result.new(:malformed, problem: line) if line.is_a?(Manifest::MalformedLine)

        notice = @listed.add(line)
        differing = differing(line, outcome)
        expected = differing || line.checksum
        status, problem = judge(line, outcome, differing)
        Result.of(status, line.name, expected, actual(expected, outcome), problem, notice)
      end

      # @param run [Manifest::Run]
      # @param group [Checksums::Group] what came of its files
      # @yieldparam result [Result, Manifest::Run] each, or the run if all match
      # @return [void]
      def results(run, group)
        digests = group.digests.first
        return yield(run) if group.errors.empty? && run.same?(digests) && @listed.add_all(run, digests)

        run.zip(group.results) { |entry, outcome| yield result(entry, outcome) }
      end

      private

      def judge(entry, outcome, differing)
        return [Result.status_of(outcome), outcome] if outcome.is_a?(Exception)

        return [:unlisted, "no digest of it is listed"] unless entry.checksum || entry.bytesize

        differing ? [:mismatch] : size(entry)
      end

      # @return [Checksum, nil] the first that the file does not have
      def differing(entry, outcome)
        entry.checksums.find { |expected| !expected.same?(actual(expected, outcome)) }
      end

      # @return [Checksum, nil] that the file has by the same algorithm
      def actual(expected, outcome)
        case outcome
        when Checksum then outcome
        when Hash then outcome[expected.algorithm.to_sym]
        end
      end

      def size(entry)
        return MATCHED unless entry.bytesize

        size = @sources.open(entry) { |source| size_of(source) }
        size == entry.bytesize ? MATCHED : [:mismatch, "has #{size} bytes, not #{entry.bytesize}"]
      rescue SystemCallError, IrregularFileError, OutsideError, IOError => e
        [Result.status_of(e), e]
      end

      def size_of(source)
        raise IOError, "the size of standard input is not known" if source.is_a?(IO)

        File.size(source)
      end
    end
  end
end
