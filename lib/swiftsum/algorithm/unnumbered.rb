# frozen_string_literal: true

module Swiftsum
  class Algorithm
    # An algorithm that the library has no number for: a hasher computes all.
    #
    # @api private
    module Unnumbered
      # (see Native::OneShot#digest_string)
      def digest_string(string)
        hasher.tap { |hasher| hasher.update(string) }.finish
      end

      # One by one.
      #
      # @return [String] binary (see Computing#digest_strings)
      def digest_strings(strings, _threads)
        strings.map { |string| digest_string(string) }.join
      end

      # (see Computing#crc)
      def crc(string, before = nil)
        check_digest(before) unless before.nil?
        continued(string, before)
      end
    end
  end
end
