# frozen_string_literal: true

module Swiftsum
  # Many Strings that are there as a whole, in one call.
  module Native
    # Strings where native code finds all of them: the address and the length of each. They stay there as long as
    # this object lives.
    #
    # The bytes of a short String lie within the Ruby object, which a compaction of the heap moves. So short ones are
    # copied, side by side, into one text. The bytes of a long one have memory of their own, which nobody moves or
    # gives back as long as a String that is not written to refers to it: so what is kept of a long one is a frozen
    # copy, which shares its bytes until somebody writes to the original. The text ends with a padding, by which it is
    # a long String itself.
    class Inputs
      # In bytes. Ruby puts up to 640 into an object (3.4, on 64 bits); to copy a page takes as long as not to.
      LONG = 4 << 10

      PADDING = ("\0" * LONG).freeze
      private_constant :PADDING

      # @param strings [Array<String, #to_str>] at least one
      # @return [Inputs]
      # @raise [TypeError] for what is no String
      def self.of(strings)
        inputs = new(strings)
        inputs.settled?(strings) ? inputs : new(snapshots(strings))
      rescue NoMethodError
        # To ask each whether it is a String takes longer than its digest.
        raise if strings.all?(String)

        new(snapshots(strings))
      end

      # @param strings [Array<String, #to_str>]
      # @return [Array<String>] which share their bytes
      def self.snapshots(strings)
        strings.map { |string| String.new(string).freeze }
      end

      # @return [Integer] of all of them
      attr_reader :bytes

      # @param strings [Array<String>] at least one
      def initialize(strings)
        @lengths = strings.map(&:bytesize)
        @bytes = @lengths.sum
        @long = @lengths.max < LONG ? {} : snapshots(strings)
        @short_lengths = without_long(@lengths, 0)
        # Packed, not joined: whatever their encodings are.
        @text = [*without_long(strings, ""), PADDING].pack("a*" * (strings.size + 1)).freeze
      end

      # Another thread may have changed a String between two looks at it. Lengths must be those of what is there, or
      # native code would read something else.
      #
      # @param strings [Array<String>] as they are now
      # @return [Boolean]
      def settled?(strings)
        @text.bytesize == @short_lengths.sum + LONG && strings.map(&:bytesize) == @lengths &&
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
        long = @lengths.each_index.select { |index| @lengths[index] >= LONG }
        long.zip(self.class.snapshots(strings.values_at(*long))).to_h
      end

      def without_long(values, replacement)
        return values if @long.empty?

        values.dup.tap { |short| @long.each_key { |index| short[index] = replacement } }
      end

      def short_addresses
        address = address_of(@text)
        @short_lengths.map do |length|
          address += length
          address - length
        end
      end

      def all_addresses
        short_addresses.tap { |addresses| @long.each { |index, snapshot| addresses[index] = address_of(snapshot) } }
      end

      def address_of(string)
        [string].pack("P").unpack1("J")
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
