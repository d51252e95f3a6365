# frozen_string_literal: true

module Swiftsum
  # Strings that are there as a whole: no handle.
  module Native
    # SWIFTSUM_MAX_DIGEST_LENGTH
    MAX_DIGEST_LENGTH = 64
    private_constant :MAX_DIGEST_LENGTH

    class << self
      # The digest is written to memory that the fiber keeps for the next one. It is taken out of its place
      # meanwhile: a trap handler that comes in between finds none and makes its own; what an exception loses is
      # garbage.
      #
      # @param algorithm [Algorithm]
      # @param string [String]
      # @return [String] binary
      def digest_string(algorithm, string)
        length = string.bytesize
        return digest_long_string(algorithm, string) if length >= GVL::FLOOR && GVL.release?(length)

        place = (Thread.current[:swiftsum_digest] ||= [nil])
        memory = place[0] || FFI::MemoryPointer.new(MAX_DIGEST_LENGTH)
        place[0] = nil
        Status.check(digest(algorithm.number, string, length, memory, MAX_DIGEST_LENGTH))
        bytes = memory.get_bytes(0, algorithm.digest_length)
        place[0] = memory
        bytes
      end

      # @param crc [Integer] of what stands before the string
      # @param string [String]
      # @return [Integer]
      def crc32_string(crc, string)
        length = string.bytesize
        return crc32(crc, string, length) unless GVL.release?(length)

        crc32_without_gvl(crc, string.dup.freeze, length)
      end

      # @param (see .crc32_string)
      # @return [Integer]
      def crc32c_string(crc, string)
        length = string.bytesize
        return crc32c(crc, string, length) unless GVL.release?(length)

        crc32c_without_gvl(crc, string.dup.freeze, length)
      end

      # For a checksum by value: which function to call with which String.
      #
      # @param name [Symbol] of the function
      # @param string [String, #to_str]
      # @yieldparam function [Symbol]
      # @yieldparam string [String]
      # @yieldparam length [Integer]
      # @return what the block returns
      def by_value(name, string)
        string = String.new(string) unless string.is_a?(String)
        length = string.bytesize
        return yield(name, string, length) unless GVL.release?(length)

        yield(:"#{name}_without_gvl", string.dup.freeze, length)
      end

      private

      def digest_long_string(algorithm, string)
        memory = FFI::MemoryPointer.new(MAX_DIGEST_LENGTH)
        Status.check(
          digest_without_gvl(algorithm.number, string.dup.freeze, string.bytesize, memory, MAX_DIGEST_LENGTH)
        )
        memory.get_bytes(0, algorithm.digest_length)
      end
    end
  end
end
