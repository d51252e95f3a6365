# frozen_string_literal: true

require_relative "calls"
require_relative "field"

module Contest
  # Who competes with whom in C.
  module InC
    extend Calls

    class << self
      private

      def libisal(function, first = 0)
        { "libisal" => by_value("libisal.so.2", function, first) }
      end

      def libxxhash(function, *last)
        { "libxxhash" => by_value("libxxhash.so.0", function, last:) }
      end

      def field(algorithm, call, **others)
        Field.new(algorithm, { "swiftsum" => call }, **others)
      end

      # Of the catalogue.
      def catalogue(name, peers = {}, call: crc(name))
        field(name, call, peers:, yardsticks: OUR_CRC32)
      end

      def digest(algorithm, openssl, libgcrypt)
        field(algorithm, swiftsum(algorithm),
              peers: { "OpenSSL" => openssl(openssl), "libgcrypt" => libgcrypt(libgcrypt) })
      end
    end

    CRC32 = by_value(Calls::SWIFTSUM, "swiftsum_crc32", 0)
    OUR_CRC32 = { "swiftsum's CRC-32" => CRC32 }.freeze
    # What folding takes at least, and what reading takes at least.
    MULTIPLICATION = { "carry-less multiplication" => by_value(Calls::CEILINGS, "multiply") }.freeze
    SUM = { "a sum of words" => by_value(Calls::CEILINGS, "sum") }.freeze
    private_constant :CRC32, :OUR_CRC32, :MULTIPLICATION, :SUM

    CHECKSUMS = {
      "CRC-32" => field(
        "crc32", CRC32,
        peers: libisal("crc32_gzip_refl").merge("libdeflate" => by_value("libdeflate.so.0", "libdeflate_crc32", 0),
                                                "zlib" => by_value("libz.so.1", "crc32_z", 0)),
        yardsticks: MULTIPLICATION
      ),
      "CRC-32C" => field(
        "crc32c", by_value(Calls::SWIFTSUM, "swiftsum_crc32c", 0),
        peers: { "libisal" => by_value("libisal.so.2", "crc32_iscsi", last: [0xffff_ffff]) },
        yardsticks: MULTIPLICATION
      ),
      "CRC-64/XZ" => field(
        "crc64xz", by_value(Calls::SWIFTSUM, "swiftsum_crc64xz", 0),
        peers: libisal("crc64_ecma_refl"), yardsticks: MULTIPLICATION
      ),
      # libisal has had it since 2.31. It is the same work as CRC-64/XZ, with other constants.
      "CRC-64/NVME" => field(
        "crc64nvme", by_value(Calls::SWIFTSUM, "swiftsum_crc64nvme", 0),
        yardsticks: { "libisal's CRC-64/XZ" => by_value("libisal.so.2", "crc64_ecma_refl", 0) }
      ),
      "CRC-5/USB" => catalogue("CRC-5/USB"),
      "CRC-16/T10-DIF" => catalogue("CRC-16/T10-DIF", libisal("crc16_t10dif")),
      "CRC-24/OPENPGP" => catalogue("CRC-24/OPENPGP"),
      "CRC-32/BZIP2" => catalogue("CRC-32/BZIP2", libisal("crc32_ieee")),
      "CRC-64/GO-ISO" => catalogue("CRC-64/GO-ISO", libisal("crc64_iso_refl")),
      "CRC-82/DARC" => catalogue("CRC-82/DARC", call: swiftsum("CRC-82/DARC")),
      "Adler-32" => field(
        "adler32", by_value(Calls::SWIFTSUM, "swiftsum_adler32", 1),
        peers: { "libdeflate" => by_value("libdeflate.so.0", "libdeflate_adler32", 1),
                 **libisal("isal_adler32", 1), "zlib" => by_value("libz.so.1", "adler32_z", 1) },
        yardsticks: SUM
      ),
      "XXH32" => field("xxh32", by_value(Calls::SWIFTSUM, "swiftsum_xxh32", last: [0]), peers: libxxhash("XXH32", 0)),
      "XXH64" => field("xxh64", by_value(Calls::SWIFTSUM, "swiftsum_xxh64", last: [0]), peers: libxxhash("XXH64", 0)),
      "XXH3-64" => field(
        "xxh3_64", by_value(Calls::SWIFTSUM, "swiftsum_xxh3_64", last: [0]),
        peers: libxxhash("XXH3_64bits"), yardsticks: SUM
      ),
      # It returns two words, in two registers; the low one stands for both.
      "XXH3-128" => field(
        "xxh3_128", by_value(Calls::SWIFTSUM, "swiftsum_xxh3_128", last: [0]),
        peers: libxxhash("XXH3_128bits"), yardsticks: SUM
      )
    }.freeze

    DIGESTS = {
      "MD5" => digest("md5", "MD5", 1),
      "SHA-1" => digest("sha1", "SHA1", 2),
      "SHA-224" => digest("sha224", "SHA2-224", 11),
      "SHA-256" => digest("sha256", "SHA2-256", 8),
      "SHA-384" => digest("sha384", "SHA2-384", 9),
      "SHA-512" => digest("sha512", "SHA2-512", 10),
      "SHA-512/224" => digest("sha512_224", "SHA2-512/224", 328),
      "SHA-512/256" => digest("sha512_256", "SHA2-512/256", 327),
      "RIPEMD-160" => digest("ripemd160", "RIPEMD160", 3),
      "SM3" => digest("sm3", "SM3", 326),
      "SHA3-224" => digest("sha3_224", "SHA3-224", 312),
      "SHA3-256" => digest("sha3_256", "SHA3-256", 313),
      "SHA3-384" => digest("sha3_384", "SHA3-384", 314),
      "SHA3-512" => digest("sha3_512", "SHA3-512", 315),
      "BLAKE2b" => digest("blake2b", "BLAKE2B-512", 318),
      "BLAKE2s" => digest("blake2s", "BLAKE2S-256", 322),
      # Debian has b3sum, which is a command and no library (see files.rb).
      "BLAKE3" => field("blake3", swiftsum("blake3"), yardsticks: { "OpenSSL's SHA-256" => openssl("SHA2-256") })
    }.freeze

    ALL = { **CHECKSUMS, **DIGESTS }.freeze
  end
end
