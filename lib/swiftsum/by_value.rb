# frozen_string_literal: true

# Checksums by value, as Zlib has them.

require_relative "native"

module Swiftsum
  extend Native::ByValue

  class << self
    # Each is one native call, without an object in between. Of a few bytes, that call takes no longer than two or
    # three of Ruby's own. So each has a body of its own, for one that is a block takes a fifth longer to call; what is
    # no String is told by its lack of `bytesize`, not asked beforehand; below 4096 bytes nothing asks whether to
    # release the GVL, or for other threads; and the number stands where it is used, for a constant would be looked up
    # each time.
    crc = ['string = "", crc = 0', "(crc, string, length)"]
    adler = ['string = "", adler = 1', "(adler, string, length)"]
    seeded = ["string, seed: 0", "(string, length, seed)"]
    {
      crc32: crc, crc32c: crc, crc64nvme: crc, crc64xz: crc, adler32: adler,
      xxh32: seeded, xxh64: seeded, xxh3_64: seeded, xxh3_128: ["string, seed: 0", "(string, length, seed).to_i"]
    }.each do |name, (parameters, call)|
      long = call.sub("length", "string.bytesize")
      class_eval(<<~RUBY, __FILE__, __LINE__ + 1)
        def #{name}(#{parameters}) # (string = "", crc = 0)
          length = string.bytesize
          return native_#{name}#{call} if length < 4096 # (crc, string, length)

          string = String.new(string) unless string.instance_of?(String)
          string = Native::GVL.settled(string)
          return native_#{name}#{long} unless Native::GVL.release?(length) # (crc, string, string.bytesize)

          string = Native::GVL.copy(string)
          native_#{name}_without_gvl#{long} # native_crc32_without_gvl(crc, string, string.bytesize)
        rescue NoMethodError
          raise if string.is_a?(String)

          string = String.new(string)
          retry
        end
      RUBY
    end

    # @!method crc32(string = "", crc = 0)
    #   CRC-32/ISO-HDLC: gzip, zip, PNG, Ethernet (ISO 3309, RFC 1952). As `Zlib.crc32`, of Strings: without one it is
    #   what to begin with. What an IO has is for {.checksum}.
    #
    #   Any number of threads may compute at once. From {Swiftsum.gvl_release_bytes} on other Ruby threads run
    #   meanwhile.
    #
    #   @param string [String] of any encoding: its bytes count. It is neither copied nor changed
    #   @param crc [Integer] of what stands before the string, 0 if nothing does; one below 0 counts as what its bits
    #     are without a sign, as with `Zlib.crc32`
    #   @return [Integer] unsigned, of 32 bits
    #   @raise [TypeError] for what is no String, and for what is no number
    #   @raise [RangeError] for a number of more bits

    # @!method crc32c(string = "", crc = 0)
    #   CRC-32/ISCSI, Castagnoli (RFC 3720): iSCSI, ext4, object stores.
    #
    #   @param (see .crc32)
    #   @return [Integer] unsigned, of 32 bits
    #   @raise (see .crc32)

    # The CRC of a concatenation, from those of its two parts. As `Zlib.crc32_combine`.
    #
    # It takes time by the logarithm of the length.
    #
    # @param first [Integer] of the first part
    # @param second [Integer] of the second
    # @param length_of_second [Integer] in bytes
    # @return [Integer] unsigned, of as many bits as the two
    # @raise [TypeError] for what is no number
    # @raise [RangeError] for a number of more bits, and for a length below 0; a length has 64 bits
    def crc32_combine(first, second, length_of_second)
      Native.crc32_combine(first, second, length_of_second)
    end

    # {.crc32_combine} of two CRC-32C.
    #
    # @param (see .crc32_combine)
    # @return (see .crc32_combine)
    # @raise (see .crc32_combine)
    def crc32c_combine(first, second, length_of_second)
      Native.crc32c_combine(first, second, length_of_second)
    end

    # @!method crc64nvme(string = "", crc = 0)
    #   CRC-64/NVME (NVM Command Set Specification): NVMe, object stores.
    #
    #   @param (see .crc32)
    #   @return [Integer] unsigned, of 64 bits
    #   @raise (see .crc32)

    # @!method crc64xz(string = "", crc = 0)
    #   CRC-64/XZ (ECMA-182): the .xz format.
    #
    #   @param (see .crc32)
    #   @return [Integer] unsigned, of 64 bits
    #   @raise (see .crc32)

    # @!method adler32(string = "", adler = 1)
    #   Adler-32 (RFC 1950). As `Zlib.adler32`, of Strings.
    #
    #   @param string [String] (see .crc32)
    #   @param adler [Integer] of what stands before the string, 1 if nothing does
    #   @return [Integer] unsigned, of 32 bits
    #   @raise (see .crc32)

    # {.crc32_combine} of two CRC-64/NVME.
    #
    # @param (see .crc32_combine)
    # @return (see .crc32_combine)
    # @raise (see .crc32_combine)
    def crc64nvme_combine(first, second, length_of_second)
      Native.crc64nvme_combine(first, second, length_of_second)
    end

    # {.crc32_combine} of two CRC-64/XZ.
    #
    # @param (see .crc32_combine)
    # @return (see .crc32_combine)
    # @raise (see .crc32_combine)
    def crc64xz_combine(first, second, length_of_second)
      Native.crc64xz_combine(first, second, length_of_second)
    end

    # As `Zlib.adler32_combine`. It takes the same time for any length.
    #
    # @param (see .crc32_combine)
    # @return (see .crc32_combine)
    # @raise (see .crc32_combine)
    def adler32_combine(first, second, length_of_second)
      Native.adler32_combine(first, second, length_of_second)
    end

    # @!method xxh32(string, seed: 0)
    #   XXH32 (xxHash specification).
    #
    #   @param string [String] (see .crc32)
    #   @param seed [Integer] of 32 bits; one below 0 counts as what its bits are without a sign
    #   @return [Integer] unsigned, of 32 bits: the digest's bytes, big-endian
    #   @raise (see .crc32)

    # @!method xxh64(string, seed: 0)
    #   XXH64 (xxHash specification).
    #
    #   @param string [String] (see .crc32)
    #   @param seed [Integer] of 64 bits; one below 0 counts as what its bits are without a sign
    #   @return [Integer] unsigned, of 64 bits: the digest's bytes, big-endian
    #   @raise (see .crc32)

    # @!method xxh3_64(string, seed: 0)
    #   XXH3 of 64 bits (xxHash specification).
    #
    #   @param (see .xxh64)
    #   @return (see .xxh64)
    #   @raise (see .crc32)

    # @!method xxh3_128(string, seed: 0)
    #   XXH3 of 128 bits (xxHash specification).
    #
    #   @param (see .xxh64)
    #   @return [Integer] unsigned, of 128 bits: the digest's bytes, big-endian
    #   @raise (see .crc32)
  end
end
