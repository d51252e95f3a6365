# frozen_string_literal: true

module Swiftsum
  module Native
    # What each of some files was when it was read: a swiftsum_entry of each, of which nothing is taken out before it is
    # asked for.
    class States
      # swiftsum_entry, in bytes.
      SIZE = 64
      COLUMNS = %w[x16Qx40 x40qx16 x56Lx4 x48qx8 x60L x24Qx32 x32Qx24].freeze
      private_constant :SIZE, :COLUMNS

      # Of a file of which only the length is known.
      #
      # @param bytes [Integer]
      # @return [States]
      def self.of_length(bytes)
        new([bytes].pack("x16Qx40"))
      end

      # Of one file.
      #
      # @param stat [File::Stat]
      # @return [States]
      def self.of(stat)
        times = [stat.mtime, stat.ctime]
        new([stat.size, stat.ino, stat.dev, *times.map(&:to_i), *times.map(&:nsec)].pack("x16Q3q2L2"))
      end

      # @param entries [FFI::Pointer]
      # @param count [Integer]
      # @return [States]
      def self.at(entries, count)
        new(entries.read_bytes(count * SIZE))
      end

      # @param entries [String]
      def initialize(entries)
        @entries = entries
      end

      # @return [Array<Integer>] swiftsum_kind
      def kinds = each("x8Lx52")

      # @return [Array<Integer>]
      def errnos = each("x12lx48")

      # @return [Array<Integer>] in bytes; 0, as what follows, if it could not be had
      def sizes = each("x16Qx40")

      # @return [Array<Integer>]
      def inodes = each("x24Qx32")

      # @return [Array<Integer>]
      def devices = each("x32Qx24")

      # @return [Array<Integer>] when contents were last changed, in nanoseconds since 1970
      def mtimes = nanoseconds("x40qx8Lx4")

      # @return [Array<Integer>] when contents, or what the system knows of the file, were last changed
      def ctimes = nanoseconds("x48qx4L")

      # @return [Array<Array<Integer>>] sizes; seconds and nanoseconds of mtimes, and of ctimes; inodes; devices
      def columns
        COLUMNS.map { |format| each(format) }
      end

      # @return [Array<Integer>] as Entries#facts has them, with states
      def facts = each(Entries::WITH_STATE)

      # @param other [States]
      # @return [Boolean] whether the same is known of as many files
      def ==(other)
        other.is_a?(States) && entries == other.entries
      end

      # @param other [States]
      # @return [States] of these files and of those
      def +(other)
        States.new(entries + other.entries)
      end

      # @param indices [Array<Integer>] ascending
      # @return [States] of all files but these
      def without(indices)
        first = 0
        kept = indices.map do |index|
          bytes = entries.byteslice(first * SIZE, (index - first) * SIZE)
          first = index + 1
          bytes
        end
        States.new([*kept, entries.byteslice((first * SIZE)..)].join)
      end

      # @param range [Range]
      # @return [States] of these files
      def slice(range)
        States.new(@entries.byteslice(range.begin * SIZE, range.size * SIZE))
      end

      protected

      # @return [String]
      attr_reader :entries

      private

      def each(format)
        @entries.unpack(format * (@entries.bytesize / SIZE))
      end

      def nanoseconds(format)
        each(format).each_slice(2).map { |seconds, nanoseconds| (seconds * 1_000_000_000) + nanoseconds }
      end
    end
  end
end
