# frozen_string_literal: true

module Swiftsum
  class Checksums
    # What came of some files, in their order: digests, and errors in place of those that could not be had. There may be
    # millions of files, so there is no object for each of them, unless {#each} is asked for one.
    class Group
      # @return [Array] as they were given, or paths in a tree; not empty
      attr_reader :sources

      # @return [Array<String>] for each algorithm the digests of all files, one after another. What is there in place
      #   of a digest that could not be had means nothing
      attr_reader :digests

      # @return [Hash{Integer => StandardError}] by the index of the file
      attr_reader :errors

      # @return [Native::States] what the files were when they were read
      attr_reader :states

      # @param algorithms [Array<Algorithm>]
      # @param sources [Array]
      # @param digests [Array<String>]
      # @param errors [Hash{Integer => StandardError}]
      # @param states [Native::States]
      def initialize(algorithms, sources, digests, errors, states)
        @algorithms = algorithms
        @sources = sources
        @digests = digests
        @errors = errors
        @states = states
      end

      # @return [Integer] of files
      def size
        sources.size
      end

      # @yieldparam source
      # @yieldparam result [Checksum, Hash{Symbol => Checksum}, StandardError] a Checksum of one algorithm
      # @return [void]
      def each
        results.each_with_index { |result, index| yield sources[index], result }
      end

      # @return [Array<Checksum, Hash{Symbol => Checksum}, StandardError>] (see #each)
      def results
        @results ||= (@algorithms.one? ? checksums.first : hashes).tap do |results|
          errors.each { |index, error| results[index] = error }
        end
      end

      # @param range [Range]
      # @return [Group] of these files only
      def slice(range)
        Group.new(@algorithms, sources[range], slice_digests(range), slice_errors(range), states.slice(range))
      end

      # @return [String] for people
      def inspect
        "#<#{self.class} #{size} files, #{errors.size} errors>"
      end

      private

      def checksums
        @algorithms.zip(digests).map do |algorithm, bytes|
          bytes.unpack("a#{algorithm.digest_length}" * size).map { |digest| Checksum.of(algorithm, digest) }
        end
      end

      def hashes
        names = @algorithms.map(&:to_sym)
        checksums.transpose.map { |checksums| names.zip(checksums).to_h }
      end

      def slice_digests(range)
        @algorithms.zip(digests).map do |algorithm, bytes|
          length = algorithm.digest_length
          bytes.byteslice(range.begin * length, range.size * length)
        end
      end

      def slice_errors(range)
        errors.filter_map { |index, error| [index - range.begin, error] if range.cover?(index) }.to_h
      end
    end
  end
end
