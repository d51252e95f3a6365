# frozen_string_literal: true

require_relative "../manifest"
require_relative "usage_error"

module Swiftsum
  class CLI
    # The argument of `--expect`.
    #
    # @api private
    class ExpectedDigest
      # A bare digest: what names its algorithm has a colon, a hyphen, or an equals sign that is no padding.
      BARE = %r{\A[A-Za-z0-9+/]+=*\z}n
      private_constant :BARE

      # @return [Checksum]
      attr_reader :checksum

      # @return [Array<Manifest::Notice>] what is to be known if it does not match
      attr_reader :notices

      # @param text [String]
      # @param algorithm [Algorithm, nil] of a bare digest
      # @raise [UsageError]
      def initialize(text, algorithm)
        @algorithm = algorithm
        @notices = []
        @checksum = text.match?(BARE) ? bare(text) : named(text)
      rescue ParseError => e
        raise UsageError, "--expect: #{e.message}"
      end

      private

      # The length does not say which algorithm it is of, so that is told where it does not match.
      def bare(text)
        return Checksum.parse(text, @algorithm) if @algorithm

        @notices << Manifest::Notice.new(:assumed, "#{text} is taken as sha256")
        Checksum.parse(text, :sha256)
      rescue ParseError => e
        fitting = Manifest::Untagged.of_length(text.size)
        hint = "; try -a #{Manifest::Untagged.list(fitting)}" unless @algorithm || fitting.empty?
        raise ParseError, "#{e.message}#{hint}"
      end

      def named(text)
        checksum = Checksum.parse(text)
        return checksum if @algorithm.nil? || @algorithm == checksum.algorithm

        raise UsageError, "--expect: #{text} is of #{checksum.algorithm}, not of #{@algorithm}"
      end
    end
  end
end
