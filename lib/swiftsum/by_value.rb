# frozen_string_literal: true

# Checksums by value, as Zlib has them.

require_relative "algorithm"
require_relative "native/by_value"

module Swiftsum
  extend Native::ByValue

  class << self
    # Each is one native call, without an object in between. Of a few bytes, that call takes no longer than two or
    # three of Ruby's own. So each has a body of its own, for one that is a block takes a fifth longer to call; what is
    # no String is told by its lack of `bytesize`, not asked beforehand; and the numbers stand where they are used, for
    # a constant would be looked up each time.
    #
    # A short String is read from a snapshot (see Native::Snapshot). What `bytesize` says of the original, which may be
    # a lie, only chooses the way.
    # Each begins with what must not stand between the look at a length and the call: `||` may jump, and Ruby switches
    # threads there.
    crc = ['string = "", crc = 0', "crc", "(crc, string, length)"]
    adler = ['string = "", adler = 1', "adler", "(adler, string, length)"]
    seeded = ["string, seed: 0", "seed", "(string, length, seed)", "seed ||= 0"]
    {
      crc32: crc, crc32c: crc, crc64nvme: crc, crc64xz: crc, adler32: adler,
      xxh32: seeded, xxh64: seeded, xxh3_64: seeded, wide_xxh3: seeded
    }.each do |name, (parameters, number, arguments, beginning)|
      native = name == :wide_xxh3 ? "native_xxh3_128" : "native_#{name}"
      class_eval(<<~RUBY, __FILE__, __LINE__ + 1)
        # frozen_string_literal: false

        def #{name}(#{parameters}) # (string = "", crc = 0)
          #{beginning} # seed ||= 0
          if string.bytesize < 4096
            string = "".replace(string)
            length = string.bytesize
            return #{native}#{arguments} # native_crc32(crc, string, length)
          end

          length = Native::Snapshot.spared_length(string, #{number}) # (string, crc)
          return #{native}#{arguments} if length && string.length == length # native_crc32(crc, string, length)

          string = Native::Snapshot.of(string)
          length = string.bytesize
          return #{native}#{arguments} unless Native::GVL.release?(length) # native_crc32(crc, string, length)

          #{native}_without_gvl#{arguments} # native_crc32_without_gvl(crc, string, length)
        rescue NoMethodError
          raise if snapshot ||= nil

          string = snapshot = Native::Snapshot.of(string)
          retry
        end
      RUBY
    end
    private :wide_xxh3

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
    #   @raise [TypeError] for what is not a String, and for what is no number
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

    # XXH3 of 128 bits (xxHash specification).
    #
    # @param (see .xxh64)
    # @return [Integer] unsigned, of 128 bits: the digest's bytes, big-endian
    # @raise (see .crc32)
    def xxh3_128(string, seed: 0)
      wide_xxh3(string, seed:).to_i
    rescue Ractor::UnsafeError
      # FFI 1.15 has structures in the main Ractor only.
      algorithm = XXH3_128.algorithm
      seeded = Native::Parameterized.new(algorithm, algorithm.check(seed: seed || 0))
      seeded.digest_kept(Native::Snapshot.of(string)).unpack1("H*").hex
    end
  end
end
