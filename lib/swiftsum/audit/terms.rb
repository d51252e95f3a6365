# frozen_string_literal: true

require "time"

module Swiftsum
  class Audit
    # What a manifest says of how it was made, by which a folder is compared with it.
    #
    # @api private
    class Terms
      WALKING = %i[exclude include follow one_file_system].freeze
      private_constant :WALKING

      # @param time [Time]
      # @return [Integer] since 1970
      def self.nanoseconds(time)
        (time.to_i * 1_000_000_000) + time.nsec
      end

      # @param manifest [Manifest::Stored]
      def initialize(manifest)
        @manifest = manifest
      end

      # @return [Integer] when the manifest was begun, in nanoseconds since 1970; 0 if it does not say
      def created_ns
        @created_ns ||= Terms.nanoseconds(Time.iso8601(@manifest.options[:created].to_s))
      rescue ArgumentError
        @created_ns = 0
      end

      # @return [Array<Algorithm>]
      def algorithms
        @algorithms ||= listed_algorithms.map { |algorithm| Algorithm.fetch(algorithm) }.uniq
      end

      # @return [Hash{Symbol => Object}] as Tree.new takes it
      def walking
        @manifest.options.slice(*WALKING)
      end

      # @return [Hash{Symbol => Object}] for the manifest that takes its place
      def options
        @manifest.options.except(:created).merge(algorithms: algorithms.map(&:name), sorted: true)
      end

      # @raise [ParseError]
      def must_be_own!
        return if @manifest.options.key?(:created)

        raise ParseError, "#{@manifest.path}: is not of Swiftsum's own format, which says when files were changed: " \
                          "swiftsum manifest -o FILE writes one"
      end

      private

      def listed_algorithms
        algorithms = @manifest.options[:algorithms]
        algorithms ||= @manifest.grep(Manifest::Entry).flat_map { |entry| entry.checksums.map(&:algorithm) }.uniq
        # Of what is listed without a digest, and of what is new.
        algorithms.empty? ? [:sha256] : algorithms
      end
    end
  end
end
