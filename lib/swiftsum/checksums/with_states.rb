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
          new(entry.size, entry.mtime_ns, entry.ctime_ns, entry.inode, entry.device)
        end

        # @param states [Native::States]
        # @return [Array<State, nil>] nil for what could not be had; there is no inode 0
        def self.all(states)
          members = [states.sizes, states.mtimes, states.ctimes, states.inodes, states.devices]
          members.transpose.map { |values| new(*values) unless values[3].zero? }
        end
      end

      # @param watch [#call, nil] what is told each group that was read
      # @yieldparam path [String]
      # @yieldparam result (see Group#each)
      # @yieldparam state [State, nil] nil if it could not be had
      # @return [void]
      def each(watch: nil)
        each_group do |group|
          watch&.call(group)
          coming = State.all(group.states).each
          group.each { |path, result| yield path, result, coming.next }
        end
      end
    end
  end
end
