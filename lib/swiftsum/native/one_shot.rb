# frozen_string_literal: true

module Swiftsum
  # Digests without a handle.
  module Native
    # @param algorithm [Algorithm]
    # @param string [String]
    # @return [String] binary
    def self.digest_string(algorithm, string)
      length = string.bytesize
      return digest_string_without_gvl(algorithm, string.dup.freeze, length) if length >= Swiftsum.gvl_release_bytes

      Output.bytes(algorithm.digest_length) do |memory|
        digest(algorithm.number, string, length, memory, memory.size)
      end
    end

    def self.digest_string_without_gvl(algorithm, string, length)
      Output.bytes(algorithm.digest_length) do |memory|
        digest_without_gvl(algorithm.number, string, length, memory, memory.size)
      end
    end
    private_class_method :digest_string_without_gvl
  end
end
