# frozen_string_literal: true

module Swiftsum
  module Native
    class Hasher
      # A digest of so many bytes that others must not wait until it is written.
      module LongDigest
        # In bytes: so long a digest is one.
        LONG = 1 << 20

        private

        # A thread writes it, for whoever waits for a thread can be interrupted at any time. The thread then ends by
        # itself.
        def finish_without_gvl
          copy = dup
          memory = FFI::MemoryPointer.new(:char, digest_length, false)
          thread = Thread.new { Native.finish_hasher_without_gvl(copy.state, memory, digest_length) }
          Status.check(thread.value)
          copy.release
          in_pieces(memory)
        end

        # To copy all of it at once would hold the others up.
        def in_pieces(memory)
          digest = String.new(capacity: digest_length)
          0.step(digest_length - 1, LONG) do |offset|
            digest << memory.get_bytes(offset, [LONG, digest_length - offset].min)
          end
          digest
        end
      end
    end
  end
end
