# frozen_string_literal: true

require_relative "bar"
require_relative "size"

module Contest
  # How fast ours shall be in C: for which sizes, and how many times as fast as which other entrant.
  module Promises
    Promise = Struct.new(:contest, :sizes, :least, :against)
    private_constant :Promise

    ANY = (64..)
    FROM_256_B = (256..)
    FROM_1_KIB = ((1 << 10)..)
    AT_64_B = (64..64)
    AT_256_KIB = ((256 << 10)..(256 << 10))
    # A call may take a tenth longer.
    NEARLY = 0.91

    ALL = [
      ["CRC-32", ANY, 1.0, "libisal"],
      ["CRC-64/XZ", ANY, 1.0, "libisal"],
      ["CRC-64/NVME", ANY, 1.0, "libisal's CRC-64/XZ"],
      ["CRC-32C", FROM_1_KIB, 0.9, "libisal"],
      ["CRC-32C", AT_256_KIB, 1.35, "libisal"],
      ["CRC-5/USB", FROM_1_KIB, 0.9, "swiftsum's CRC-32"],
      ["CRC-16/T10-DIF", FROM_1_KIB, 0.9, "swiftsum's CRC-32"],
      ["CRC-24/OPENPGP", FROM_1_KIB, 0.9, "swiftsum's CRC-32"],
      ["CRC-32/BZIP2", FROM_1_KIB, 0.9, "swiftsum's CRC-32"],
      ["CRC-64/GO-ISO", FROM_1_KIB, 0.9, "swiftsum's CRC-32"],
      ["CRC-82/DARC", FROM_1_KIB, 0.9, "swiftsum's CRC-32"],
      ["Adler-32", ANY, 0.95, "libdeflate"],
      ["XXH32", AT_64_B, NEARLY, "libxxhash"],
      ["XXH32", FROM_256_B, 0.98, "libxxhash"],
      ["XXH64", AT_64_B, NEARLY, "libxxhash"],
      ["XXH64", FROM_256_B, 0.98, "libxxhash"],
      ["XXH3-64", AT_64_B, NEARLY, "libxxhash"],
      ["XXH3-64", AT_256_KIB, 0.65, "a sum of words"],
      ["XXH3-128", AT_256_KIB, 0.65, "a sum of words"],
      ["MD5", AT_64_B, NEARLY, "OpenSSL"],
      ["SHA-256", AT_64_B, NEARLY, "OpenSSL"],
      ["MD5", FROM_1_KIB, 1.0, "OpenSSL"],
      ["SHA-1", FROM_1_KIB, 1.0, "OpenSSL"],
      ["SHA-256", FROM_1_KIB, 1.0, "OpenSSL"],
      ["SHA-512", FROM_1_KIB, 1.0, "OpenSSL"],
      ["SHA3-256", FROM_1_KIB, 1.0, "OpenSSL"],
      ["RIPEMD-160", FROM_1_KIB, 1.0, "OpenSSL"],
      ["SM3", FROM_1_KIB, 1.0, "libgcrypt"],
      ["BLAKE2b", FROM_1_KIB, 1.0, "OpenSSL"],
      ["BLAKE2s", FROM_1_KIB, 1.0, "OpenSSL"],
      ["BLAKE3", AT_256_KIB, 4.5, "OpenSSL's SHA-256"]
    ].map { |promise| Promise.new(*promise) }.freeze

    # @param results [Hash{String => Rates}] by contest; what was not measured is left out
    # @return [Array<Bar>]
    def self.bars(results)
      ALL.select { |promise| results.key?(promise.contest) }.flat_map do |promise|
        rates = results.fetch(promise.contest)
        rates.sizes.grep(promise.sizes).filter_map { |size| bar(promise, size, rates.ratio(size, promise.against)) }
      end
    end

    def self.bar(promise, size, ratio)
      title = "#{promise.contest} in C at #{Size.name(size)}, ours / #{promise.against}"
      Bar.new(title, promise.least.., ratio) if ratio
    end
    private_class_method :bar
  end
end
