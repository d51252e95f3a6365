# frozen_string_literal: true

require_relative "native"

# CRCs by value, as Zlib has them. Each is one native call, without an object in between.
#
# Of a few bytes, that call takes no longer than two or three of Ruby's own. So what is no String is told by its
# lack of `bytesize`, not asked beforehand; below 4096 bytes nothing asks whether to release the GVL; and the
# number stands where it is used, for a constant would be looked up each time.
module Swiftsum
  class << self
    # CRC-32/ISO-HDLC: gzip, zip, PNG, Ethernet (ISO 3309, RFC 1952). As `Zlib.crc32`.
    #
    # @param string [String]
    # @param crc [Integer] of what stands before the string
    # @return [Integer]
    # @raise [TypeError] for what is no String
    def crc32(string, crc = 0)
      return Native.crc32_string(crc, string) if (length = string.bytesize) >= 4096

      Native.crc32(crc, string, length)
    rescue NoMethodError
      raise if string.is_a?(String)

      crc32(String.new(string), crc)
    end

    # CRC-32/ISCSI, Castagnoli (RFC 3720): iSCSI, ext4, object stores.
    #
    # @param (see .crc32)
    # @return [Integer]
    # @raise (see .crc32)
    def crc32c(string, crc = 0)
      return Native.crc32c_string(crc, string) if (length = string.bytesize) >= 4096

      Native.crc32c(crc, string, length)
    rescue NoMethodError
      raise if string.is_a?(String)

      crc32c(String.new(string), crc)
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
