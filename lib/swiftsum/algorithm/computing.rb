# frozen_string_literal: true

require_relative "../native"

module Swiftsum
  class Algorithm
    # What native code computes by an algorithm.
    #
    # @api private
    module Computing
      include Native::OneShot

      # @param parameters [Hash{Symbol => Integer, String, nil}]
      # @return [Native::Hasher]
      # @raise (see #check)
      def hasher(parameters = {})
        parameters = check(parameters) unless parameters.empty?
        parameters.empty? ? Native::Hasher.new(self) : told(parameters).hasher
      end

      # @param cell [FFI::MemoryPointer, String] for the address of a new native hasher
      # @return [Integer] a status
      def make_hasher(cell)
        Native.make_hasher(number, nil, cell)
      end

      # @param strings [Array<String>]
      # @param threads [Integer] at least 1
      # @return [String] binary: the digests one after another
      def digest_strings(strings, threads)
        Native.digest_strings(self, strings, threads)
      end

      # @param string [String]
      # @param before [Integer, nil] of what stands before it
      # @return [Integer]
      # @raise [TypeError, RangeError] (see #check_digest)
      def crc(string, before = nil)
        check_digest(before) unless before.nil?
        digest_length > 8 ? continued(string, before) : Native.any_crc(number, before, string)
      end

      # @return [Integer]
      # @raise [UnsupportedError] if it isn't combinable
      # @raise [TypeError, RangeError] (see #check_digest)
      def combine(first, second, length_of_second)
        check_digest(first)
        check_digest(second)
        return Native.combined_digests(self, first, second, length_of_second) if digest_length > 8

        Native.combined { |cell| Native.combine(number, first, second, length_of_second, cell) }
      end

      private

      # FFI would cut what doesn't fit, and take -1 for all bits.
      #
      # @return [void]
      # @raise [TypeError] for what is not an Integer
      # @raise [RangeError] for one that no digest of so many bytes is
      def check_digest(number)
        raise TypeError, "a digest is an Integer here, not #{number.inspect}" unless number.is_a?(Integer)

        return if number.between?(0, @greatest)

        raise RangeError, "a digest is 0 to 2**#{8 * digest_length} - 1, not #{number}"
      end

      # From the CRCs of the two parts.
      def continued(string, before)
        string = Native::Snapshot.of(string)
        crc = digest_string(string).unpack1("H*").hex
        before ? combine(before, crc, string.bytesize) : crc
      end

      def told(parameters)
        Native::Parameterized.new(self, parameters)
      end
    end
    private_constant :Computing
  end
end
