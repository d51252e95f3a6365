# frozen_string_literal: true

module Swiftsum
  class Manifest
    # What a manifest says of one file. What it does not say is nil:
    #
    # - `name`: as bytes, binary and frozen;
    # - `checksums`: a frozen Array, with one {Checksum} of each algorithm, all of which the file is to have;
    # - `bytesize`: how many bytes it is to have;
    # - `mtime_ns`, `ctime_ns`: when it was last changed, in nanoseconds since 1970; `inode` and `device`. They are what
    #   the file had when its checksums were computed, and nothing that a verification compares;
    # - `checked_ns`: when it was last read and had these checksums, in nanoseconds since 1970.
    Entry = Struct.new(:name, :checksums, :bytesize, :mtime_ns, :ctime_ns, :inode, :device, :checked_ns) do
      # @param name [String, #to_path]
      # @param checksums [Checksum, Array<Checksum>, nil]
      # @param bytesize [Integer, nil]
      # @param mtime_ns [Integer, nil]
      # @param ctime_ns [Integer, nil]
      # @param inode [Integer, nil]
      # @param device [Integer, nil]
      # @param checked_ns [Integer, nil]
      def initialize(name, checksums, bytesize = nil, mtime_ns: nil, ctime_ns: nil, inode: nil, device: nil,
                     checked_ns: nil)
        # Of the millions that are read from a manifest, nothing needs a copy.
        name = File.path(name).b.freeze unless binary?(name)
        checksums = checksums.instance_of?(Checksum) ? [checksums] : [*checksums]
        super(name, checksums.freeze, bytesize, mtime_ns, ctime_ns, inode, device, checked_ns)
        freeze
      end

      def binary?(name)
        name.instance_of?(String) && name.frozen? && name.encoding == Encoding::BINARY
      end
      private :binary?

      # As OwnLine has it.
      #
      # @api private
      # @return [self]
      def entry
        self
      end

      # @api private
      # @return [Array<Algorithm>]
      def algorithms
        checksums.map(&:algorithm)
      end

      # @api private
      # @param state [#bytesize, #mtime_ns, #ctime_ns, #inode]
      # @return [Boolean] whether that is what it says, as far as that says whether the file was written to
      def same_state?(state)
        mtime_ns == state.mtime_ns && ctime_ns == state.ctime_ns && bytesize == state.bytesize && inode == state.inode
      end

      # @api private
      # @param checked_ns [Integer]
      # @return [Entry] the same with another time of its last check
      def checked(checked_ns)
        state = to_h.except(:name, :checksums, :bytesize)
        Entry.new(name, checksums, bytesize, **state, checked_ns:)
      end

      # @return [Checksum, nil] the first one; nil if there is none
      def checksum
        checksums.first
      end
    end
  end
end
