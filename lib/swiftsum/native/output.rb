# frozen_string_literal: true

module Swiftsum
  module Native
    # Memory that digests are written to. Never a String: FFI writes through one that is frozen or shared.
    module Output
      # SWIFTSUM_MAX_DIGEST_LENGTH: only an extended output is longer.
      MAX_DIGEST_LENGTH = 64

      # Yields memory of `length` bytes to write to, and returns what was written.
      #
      # Each thread keeps its memory for the next time. A trap handler that comes in between finds the place
      # empty and makes its own; memory that an exception loses is garbage.
      #
      # @yieldparam memory [FFI::MemoryPointer]
      # @yieldreturn [Integer] the status
      # @return [String] binary
      def self.bytes(length)
        spare = (Thread.current[:swiftsum_output] ||= [])
        memory = spare.pop || FFI::MemoryPointer.new(MAX_DIGEST_LENGTH)
        memory = FFI::MemoryPointer.new(length) if length > memory.size
        Status.check(yield(memory))
        spare.push(memory) if memory.size == MAX_DIGEST_LENGTH
        memory.get_bytes(0, length)
      end
    end
  end
end
