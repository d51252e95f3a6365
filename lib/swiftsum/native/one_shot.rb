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
        return digest_long_string(algorithm, string) if string.bytesize >= GVL::FLOOR

        place = (Thread.current[:swiftsum_digest] ||= [nil])
        memory = place[0] || FFI::MemoryPointer.new(MAX_DIGEST_LENGTH)
        place[0] = nil
        Status.check(digest(algorithm.number, string, string.bytesize, memory, MAX_DIGEST_LENGTH))
        bytes = memory.get_bytes(0, algorithm.digest_length)
        place[0] = memory
        bytes
      end

      private

      def digest_long_string(algorithm, string)
        released = GVL.release?(string.bytesize)
        string = released ? GVL.copy(string) : GVL.settled(string)
        memory = FFI::MemoryPointer.new(MAX_DIGEST_LENGTH)
        arguments = [algorithm.number, string, string.bytesize, memory, MAX_DIGEST_LENGTH]
        Status.check(released ? digest_without_gvl(*arguments) : digest(*arguments))
        memory.get_bytes(0, algorithm.digest_length)
      end
    end
  end
end
