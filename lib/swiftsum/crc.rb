# frozen_string_literal: true

require_relative "native"

module Swiftsum
  # CRCs by value, as Zlib has them. Each is one native call, without an object in between.
  class << self
    # CRC-32/ISO-HDLC: gzip, zip, PNG, Ethernet (ISO 3309, RFC 1952). As `Zlib.crc32`.
    #
    # @param string [String]
    # @param crc [Integer] of all that stands before the string
    # @return [Integer]
    def crc32(string, crc = 0)
      string = String.new(string) unless string.is_a?(String)
      length = string.bytesize
      return Native.crc32(crc, string, length) if length < @gvl_release_bytes

      Native.crc32_without_gvl(crc, string.dup.freeze, length)
    end

    # CRC-32/ISCSI, Castagnoli (RFC 3720): iSCSI, ext4, object stores.
    #
    # @param (see .crc32)
    # @return [Integer]
    def crc32c(string, crc = 0)
      string = String.new(string) unless string.is_a?(String)
      length = string.bytesize
      return Native.crc32c(crc, string, length) if length < @gvl_release_bytes

      Native.crc32c_without_gvl(crc, string.dup.freeze, length)
    end

    # The CRC of a concatenation, from those of its two parts. As `Zlib.crc32_combine`.
    #
    # @param first [Integer]
    # @param second [Integer]
    # @param length_of_second [Integer] in bytes
    # @return [Integer]
    def crc32_combine(first, second, length_of_second)
      Native.crc32_combine(first, second, length_of_second)
    end

    # @param (see .crc32_combine)
    # @return [Integer]
    def crc32c_combine(first, second, length_of_second)
      Native.crc32c_combine(first, second, length_of_second)
    end
  end
end
