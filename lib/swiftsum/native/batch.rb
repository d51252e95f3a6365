# frozen_string_literal: true

module Swiftsum
  module Native
    # Many files, digested side by side by the library, without the GVL for a slice of time after another.
    class Batch
      # The results of some files, in the order in which they were added.
      #
      # `statuses` is empty if all files were digested; `digests` has, for each algorithm, the digests of all these
      # files in one String.
      Results = Struct.new(:files, :statuses, :states, :digests)

      # @param algorithms [Array<Algorithm>]
      # @param threads [Integer, nil] at most; nil: as many as there are processors
      # @param settle [Numeric] in seconds
      def initialize(algorithms, threads: nil, settle: 0)
        @lengths = algorithms.map(&:digest_length)
        options = BatchOptions.new
        options[:threads] = threads || 0
        options[:slice_milliseconds] = Reader::SLICE_MILLISECONDS
        options[:settle_milliseconds] = Reader.milliseconds(settle)
        numbers = FFI::MemoryPointer.new(:uint32, algorithms.size)
        numbers.write_array_of_uint32(algorithms.map(&:number))
        @results = BatchResults.new
        @pointer = BatchPointer.make { |cell| Native.make_batch(numbers, algorithms.size, options, cell) }
      end

      # @param paths [Array<String>] without a NUL
      # @return [void]
      def add(paths)
        packed = paths.pack("Z*" * paths.size)
        Status.check(Native.batch_add(@pointer, packed, packed.bytesize))
      end

      # Adds all that a walk finds but folders without an error.
      #
      # @param walker [Walker] which is at its beginning, and for nobody else from now on
      # @return [void]
      def walk(walker)
        Status.check(Native.batch_walk(@pointer, walker.pointer))
      end

      # Works for a slice of time at most, unless results are there already.
      #
      # @return [Results, nil] of the files that were added first; nil if they are not ready yet
      def run
        ready = @results[:ready].positive?
        status = ready ? Native.run_batch(@pointer, @results) : Native.run_batch_without_gvl(@pointer, @results)
        return if status == Status::AGAIN

        Status.check(status)
        taken
      end

      # @return [Array<Results>] what is there without more work
      def ready
        results = []
        results << run while @results[:ready].positive?
        results
      end

      # Of the files of the last results.
      #
      # @return [Array<String>] binary
      def paths
        @results[:paths].read_bytes(@results[:paths_length]).split("\0", -1).tap(&:pop)
      end

      # @return [void]
      def release
        @pointer.release
      end

      private

      def taken
        count = @results[:count]
        return Results.new(0, [], nil, []) if count.zero?

        Results.new(count, statuses(count), States.at(@results[:entries], count), digests(count))
      end

      def statuses(count)
        statuses = @results[:statuses].get_bytes(0, 4 * count)
        statuses.count("\0") == statuses.bytesize ? [] : statuses.unpack("l*")
      end

      def digests(count)
        start = 0
        @lengths.map do |length|
          start += length * count
          @results[:digests].get_bytes(start - (length * count), length * count)
        end
      end
    end
  end
end
