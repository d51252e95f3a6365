# frozen_string_literal: true

module Swiftsum
  class Manifest
    # Which algorithm the digests of those lines are of that do not say: the one of the heading above them; or else the
    # one that was told, that the manifest's name says, or SHA-256. And what is to be said about that when all are read.
    #
    # @api private
    class Untagged
      ASSUMED = :sha256
      private_constant :ASSUMED

      # @return [Algorithm, nil] the one that was told, or that the manifest's name says
      attr_reader :known

      # @param told [Algorithm, nil]
      # @param named [Algorithm, nil] by the manifest's name
      def initialize(told, named)
        @told = told
        @known = told || named
        @algorithm = @known || Algorithm.fetch(ASSUMED)
        @notices = []
      end

      # @param heading [Algorithm, String] of the lines that follow
      def heading=(heading)
        @heading = heading
        return if @told.nil? || heading == @told || @notices.any?

        @notices << Notice.new(:heading, "a heading says #{heading}, which holds for the lines below it, not #{@told}")
      end

      # @param digest [String] in hexadecimal or Base64
      # @return [Checksum]
      # @raise [ParseError]
      def checksum(digest)
        raise ParseError, "its heading says #{@heading}, which is unknown here" if @heading.is_a?(String)
        return Checksum.parse(digest, @heading) if @heading

        without_heading(digest)
      end

      # @return [Integer, nil] how many hexadecimal digits a digest has; nil if its algorithm is unknown
      def digits
        algorithm = @heading || @algorithm
        2 * algorithm.digest_length unless algorithm.is_a?(String)
      end

      # @param text [String] whole lines
      # @return [Run, nil] nil if not all of them are plain lines
      def run(text)
        algorithm = @heading || @algorithm
        return if algorithm.is_a?(String)

        run = Formats::PlainLines.run(text, algorithm)
        @fits = true if run && @heading.nil?
        run
      end

      # @return [Array<Notice>]
      def notices
        [*@notices, length_notice || assumption].compact
      end

      private

      def without_heading(digest)
        checksum = Checksum.parse(digest, @algorithm)
        @fits = true
        checksum
      rescue ParseError => e
        note_length(digest)
        raise ParseError, "#{e.message}; the line does not say which algorithm it is of"
      end

      # Of the digests that do not fit, one length, or none that they all have.
      def note_length(digest)
        length = digest.match?(/\A\h+\z/) ? digest.size : 0
        @length = length if @length.nil?
        @length = 0 unless @length == length
      end

      # Where none fits and all are as long as those of other algorithms.
      def length_notice
        return if @fits || @length.nil?

        algorithms = [*shorter, *Untagged.of_length(@length)] - [@algorithm]
        return if algorithms.empty?

        Notice.new(:length, "#{@length} digits: #{Untagged.list(algorithms)}?", algorithms)
      end

      # The algorithm with as many digits: BLAKE2b of 256 bits, where BLAKE2b was meant.
      def shorter
        Algorithm["#{@algorithm}-#{4 * @length}"]
      end

      def assumption
        return if @known || !@fits

        digits = 2 * @algorithm.digest_length
        others = Untagged.of_length(digits) - [@algorithm]
        Notice.new(:assumed, "taken as #{@algorithm} (neither its lines nor its name say which; " \
                             "#{digits} digits could be #{Untagged.list(others)}, too)", others)
      end

      class << self
        # @param digits [Integer]
        # @return [Array<Algorithm>] those whose digests have so many hexadecimal digits, cryptographic ones first and
        #   CRC-64, of which there are few lists, last; less those that nobody lists files with: SHAKE, and the many
        #   CRCs of the catalogue
        def of_length(digits)
          fitting = Algorithm.all.select { |algorithm| 2 * algorithm.digest_length == digits }
          likely = fitting.reject { |algorithm| algorithm.name.match?(%r{/|\Ashake}) }.partition(&:cryptographic?)
          likely.flatten.partition { |algorithm| !algorithm.name.start_with?("crc64") }.flatten
        end

        # @param algorithms [Array<Algorithm>]
        # @return [String]
        def list(algorithms)
          *others, last = algorithms.map(&:name)
          others.empty? ? last : "#{others.join(', ')} or #{last}"
        end
      end
    end
  end
end
