# frozen_string_literal: true

module Swiftsum
  # CRCs of the registry by value, of up to 64 bits.
  module Native
    class << self
      # @param number [Integer] of the algorithm
      # @param before [Integer, nil] the CRC of what stands before the String; nil if nothing does
      # @param string [String, #to_str]
      # @return [Integer]
      def any_crc(number, before, string)
        before ||= crc(number, 0, nil, 0)
        length = Snapshot.spared_length(string, before)
        return crc(number, before, string, length) if length && string.length == length

        string = Snapshot.of(string)
        length = string.bytesize
        GVL.release?(length) ? crc_without_gvl(number, before, string, length) : crc(number, before, string, length)
      end
    end
  end
end
