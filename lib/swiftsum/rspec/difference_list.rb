# frozen_string_literal: true

module Swiftsum
  # What the matchers of `swiftsum/rspec` are made of.
  #
  # @api private
  module RSpec
    # What a matcher found to be different, as lines of its message: as many as a reader wants to see.
    #
    # @api private
    class DifferenceList
      MOST = 10
      # Of the characters of a name.
      LONGEST = 200
      private_constant :MOST, :LONGEST

      # @param differences [Array(String, String)] of each a name, which may be nil, and what is to be said of it
      def initialize(differences)
        @differences = differences
      end

      # @return [Boolean]
      def empty?
        @differences.empty?
      end

      # @return [String] whole lines
      def to_s
        lines = @differences.first(MOST).map { |name, text| "  #{name && "#{shown(name)}: "}#{text}\n" }
        more = @differences.size - lines.size
        "#{lines.join}#{"  and #{more} more\n" if more.positive?}"
      end

      private

      # A name may have any bytes, and a message is text.
      def shown(name)
        text = Manifest::Escaping.text(name.b).inspect
        text = text[1..-2] unless text.include?("\\") || text.include?(" ")
        text.length > LONGEST ? "#{text[0, LONGEST]}…" : text
      end
    end
  end
end
