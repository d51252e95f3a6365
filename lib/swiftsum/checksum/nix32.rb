# frozen_string_literal: true

module Swiftsum
  class Checksum
    # Nix's base 32. The bytes are a number, the first byte the lowest; its digits follow from the highest.
    #
    # @api private
    module Nix32
      # No `e`, `o`, `t`, `u`: fewer words come out of it.
      DIGITS = "0123456789abcdfghijklmnpqrsvwxyz"
      BITS = 5
      private_constant :DIGITS, :BITS

      # @param bytes [String]
      # @return [String]
      def self.encode(bytes)
        number = bytes.reverse.unpack1("H*").hex
        count = ((bytes.bytesize * 8) + BITS - 1) / BITS
        (count - 1).downto(0).map { |digit| DIGITS[(number >> (BITS * digit)) & 31] }.join
      end
    end
    private_constant :Nix32
  end
end
