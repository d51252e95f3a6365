# frozen_string_literal: true

module Swiftsum
  class Checksums
    # Those of the files of a tree, each with what the file was when it was read.
    class WithStates < Walked
      # What the system knows of a file: its size, its times in nanoseconds since 1970, inode and device.
      State = Struct.new(:bytesize, :mtime_ns, :ctime_ns, :inode, :device) do
        # @param entry [Tree::Entry]
        # @return [State]
        def self.of(entry)
          times = [entry.mtime, entry.ctime].map { |time| (time.to_i * 1_000_000_000) + time.nsec }
          new(entry.size, *times, entry.inode, entry.device)
        end
      end

      private

      def give(results)
        states = @batch.states
        each_result(results) { |path, result, index| yield path, result, state(*states[index]) }
      end

      # There is no inode 0: so it could not be had.
      def state(bytesize, inode, device, *times)
        return if inode.zero?

        mtime, ctime, mtime_nsec, ctime_nsec = times
        State.new(bytesize, (mtime * 1_000_000_000) + mtime_nsec, (ctime * 1_000_000_000) + ctime_nsec, inode, device)
      end
    end
  end
end
