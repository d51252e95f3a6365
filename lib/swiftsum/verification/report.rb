# frozen_string_literal: true

require_relative "tally"

module Swiftsum
  class Verification
    # What {Swiftsum.verify} found out: all results of a manifest.
    class Report < Tally
      # @return [String, nil] the manifest's path
      attr_reader :manifest

      # @return [Array<Result>] in the order of the manifest
      attr_reader :results

      # @return [Array<Manifest::Notice>] what is to be known about the manifest itself
      attr_reader :notices

      # @param manifest [String, nil] its path
      def initialize(manifest = nil)
        super()
        @manifest = manifest
        @results = []
        @notices = []
      end

      # @param result [Result]
      # @return [self]
      def add(result)
        @results << result
        super
      end

      # @return [Array<Result>] those that are not `:ok`
      def failures
        results.reject(&:ok?)
      end

      # @return [String] for people: there may be a million results
      def inspect
        counts = self.counts.map { |status, count| "#{count} #{status}" }
        "#<#{[self.class, manifest&.inspect, counts.join(', ')].compact.join(' ').rstrip}>"
      end

      # @return [Hash{Symbol => Object}] for JSON and the like
      def to_h
        { manifest: manifest && Manifest::Escaping.text(manifest), ok: ok?, exit_status:, counts: counts.dup,
          results: results.map(&:to_h), notices: notices.map(&:to_s) }.compact
      end

      # @return [String] as a JSON object with the members of {#to_h}. A name that is not valid UTF-8 is there under a
      #   name that ends in `_base64`, as the Base64 of its bytes
      def to_json(*)
        JSONMembers.generate(to_h)
      end
    end
  end
end
