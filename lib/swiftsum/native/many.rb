# frozen_string_literal: true

module Swiftsum
  # Many Strings that are there as a whole, in one call.
  module Native
    # Strings where native code finds all of them: the address and the length of each. They stay there as long as
    # this object lives.
    #
    # Short ones are copied, side by side, into one text (see {Memory}). What is kept of a long one is a snapshot, which
    # shares its bytes until somebody writes to the original.
    class Inputs
      # @param strings [Array<String, #to_str>] at least one
      # @return [Inputs]
      # @raise [TypeError] for what is not a String
      def self.of(strings)
        inputs = new(strings)
        inputs.unchanged?(strings) ? inputs : new(snapshots(strings))
      rescue NoMethodError, TypeError, ArgumentError, Ractor::IsolationError
        # By what is not a String, or lies about itself. To ask each beforehand takes longer than its digest.
        new(snapshots(strings))
      end

      # @param strings [Array<String, #to_str>]
      # @return [Array<String>] which share their bytes
      def self.snapshots(strings)
        strings.map { |string| Snapshot.of(string) }
      end

      # @return [Integer] of all of them
      attr_reader :bytes

      # @param strings [Array<String>] at least one
      def initialize(strings)
        @lengths = strings.map(&:bytesize)
        @bytes = @lengths.sum
        @long = @lengths.max < Memory::LONG ? {} : snapshots(strings)
        @short_lengths = without_long(@lengths, 0)
        @text = Memory.text(without_long(strings, ""))
      end

      # A String may have lied about its length, or another thread changed it between two looks at it. Lengths must be
      # those of what is there, or native code would read something else.
      #
      # @param strings [Array<String>] as they are now
      # @return [Boolean]
      def unchanged?(strings)
        Memory.length(@text) == @short_lengths.sum && Snapshot.lengths(strings) == @lengths &&
          @long.all? { |index, snapshot| snapshot.bytesize == @lengths[index] }
      end

      # @return [Array] as native functions take them: the addresses, the lengths, how many they are
      def to_a
        [
          memory(:pointer).put_array_of_pointer(0, @long.empty? ? short_addresses : all_addresses),
          memory(:size_t).put_array_of_ulong(0, @lengths),
          @lengths.size
        ]
      end

      private

      def snapshots(strings)
        long = @lengths.each_index.select { |index| @lengths[index] >= Memory::LONG }
        long.zip(self.class.snapshots(strings.values_at(*long))).to_h
      end

      def without_long(values, replacement)
        return values if @long.empty?

        values.dup.tap { |short| @long.each_key { |index| short[index] = replacement } }
      end

      def short_addresses
        address = Memory.address(@text)
        @short_lengths.map do |length|
          address += length
          address - length
        end
      end

      def all_addresses
        short_addresses.tap { |addresses| @long.each { |index, snapshot| addresses[index] = Memory.address(snapshot) } }
      end

      def memory(type)
        FFI::MemoryPointer.new(type, @lengths.size, false)
      end
    end

    # The most that `threads` holds.
    MAX_THREADS = (1 << 32) - 1
    private_constant :MAX_THREADS

    class << self
      # @param algorithm [Algorithm]
      # @param strings [Array<String>]
      # @param threads [Integer] at least 1
      # @return [String] binary: the digests one after another
      def digest_strings(algorithm, strings, threads)
        return "".b if strings.empty?

        inputs = Inputs.of(strings)
        length = strings.size * algorithm.digest_length
        digests = FFI::MemoryPointer.new(:char, length, false)
        arguments = [algorithm.number, *inputs.to_a, digests, length, [threads, MAX_THREADS].min]
        Status.check(GVL.release?(inputs.bytes) ? digest_all_without_gvl(*arguments) : digest_all(*arguments))
        digests.get_bytes(0, length)
      end
    end
  end
end
