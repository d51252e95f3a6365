# frozen_string_literal: true

require_relative "result"

module Swiftsum
  class Verification
    # What is wrong with a package (a bag, an OCFL object): a result with a code that stays the same from version to
    # version.
    class Finding < Result
      # @return [Symbol, String] of a bag, one of {Bag::Findings::STATUSES}; of an OCFL object the specification's own,
      #   such as `"E092"`
      attr_reader :code

      # @api private
      # @param code [Symbol, String]
      # @param status [Symbol] (see Result)
      # @param rest (see Result#initialize)
      def initialize(code, status, **rest)
        @code = code
        super(status, **rest)
      end

      # @return [Hash{Symbol => Object}] (see Result#to_h), with the code
      def to_h
        { code:, **super }
      end

      # @return [String] for people
      def inspect
        "#<#{self.class} #{[code, status, name&.inspect, reason].compact.join(' ')}>"
      end
    end
  end
end
