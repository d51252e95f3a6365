# frozen_string_literal: true

require_relative "field"

module Contest
  # Who competes with whom in Ruby: code that reads `string`.
  module InRuby
    def self.code(algorithm, ours, *peers, yardsticks: [])
      ours, peers, yardsticks = [[ours], peers, yardsticks].map { |codes| codes.to_h { |code| [code, code] } }
      Field.new(algorithm, ours, peers:, yardsticks:)
    end
    private_class_method :code

    ALL = {
      "CRC-32" => code("crc32", "Swiftsum.crc32(string)", "Zlib.crc32(string)"),
      "Adler-32" => code("adler32", "Swiftsum.adler32(string)", "Zlib.adler32(string)"),
      "MD5" => code("md5", "Swiftsum::MD5.digest(string)", "Digest::MD5.digest(string)",
                    "OpenSSL::Digest::MD5.digest(string)"),
      "SHA-1" => code("sha1", "Swiftsum::SHA1.digest(string)", "Digest::SHA1.digest(string)",
                      "OpenSSL::Digest::SHA1.digest(string)"),
      "SHA-256" => code("sha256", "Swiftsum::SHA256.digest(string)", "Digest::SHA256.digest(string)",
                        "OpenSSL::Digest::SHA256.digest(string)"),
      "SHA-512" => code("sha512", "Swiftsum::SHA512.digest(string)", "Digest::SHA512.digest(string)",
                        "OpenSSL::Digest::SHA512.digest(string)"),
      "SHA3-256" => code("sha3_256", "Swiftsum::SHA3_256.digest(string)",
                         'OpenSSL::Digest.digest("SHA3-256", string)'),
      "BLAKE2b" => code("blake2b", "Swiftsum::BLAKE2B.digest(string)",
                        'OpenSSL::Digest.digest("BLAKE2b512", string)'),
      "BLAKE3" => code("blake3", "Swiftsum::BLAKE3.digest(string)",
                       yardsticks: ["OpenSSL::Digest::SHA256.digest(string)"])
    }.freeze
  end
end
