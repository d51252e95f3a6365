# frozen_string_literal: true

module Swiftsum
  module Native
    # One read of an IO into any number of hashers.
    #
    # The library reads without the GVL for a slice of time, then Ruby sees to what came meanwhile (Ctrl-C,
    # Timeout, Thread#kill) and to the progress block.
    class Reader
      # A quarter of the time within which an interrupt must be answered: what remains is for the GVL, which
      # a busy thread gives up after 100 ms.
      SLICE_MILLISECONDS = 50

      # The longest time to settle that the library can be told.
      MOST_MILLISECONDS = (1 << 32) - 1
      private_constant :MOST_MILLISECONDS

      # @param io [IO] read from where its descriptor stands to its end
      # @param hashers [Array<Hasher>]
      # @param name [String] for error messages
      # @param settle [Numeric] in seconds: a file younger than that is read again when it is that old
      # @yieldparam done [Integer] bytes read so far
      # @yieldparam total [Integer] bytes that there are to read, 0 if that is not known
      # @return [void]
      def self.read(io, hashers, name, settle: 0, &progress)
        reader = new(io, hashers, name, settle)
        reader.read(&progress)
      ensure
        reader&.release
      end

      # @param seconds [Numeric]
      # @return [Integer] as the library takes it
      def self.milliseconds(seconds)
        [(seconds * 1000).ceil, MOST_MILLISECONDS].min
      end

      def initialize(io, hashers, name, settle)
        @io = io
        @name = name
        @hashers = hashers
        @states = FFI::MemoryPointer.new(:pointer, hashers.size)
        @states.write_array_of_pointer(hashers.map { |hasher| HasherPointer.to_native(hasher.state, nil) })
        @options = options(settle)
        @result = FileResult.new
        @reader = ReaderPointer.make { |cell| Native.make_descriptor_reader(io.fileno, cell) }
      end

      def read
        loop do
          finished = finished?
          # The library has a descriptor of its own and would read on.
          raise IOError, "#{@name} was closed while it was read" if @io.closed?

          yield @result[:bytes], @result[:total] if block_given?
          return if finished
        end
      end

      def release
        @reader.release
      end

      private

      def options(settle)
        FileOptions.new.tap do |options|
          options[:slice_milliseconds] = SLICE_MILLISECONDS
          options[:settle_milliseconds] = self.class.milliseconds(settle)
        end
      end

      def finished?
        status = Native.read_without_gvl(@reader, @states, @hashers.size, @options, @result)
        return false if status == Status::AGAIN
        return wait if would_block?(status)
        return true if status == Status::OK

        Status.fail(status, @name, errno: @result[:system_error])
      end

      def wait
        require "io/wait"
        @io.wait_readable
        false
      end

      # Ruby makes its pipes and sockets non-blocking.
      def would_block?(status)
        status == Status::ERROR_SYSTEM && @result[:system_error] == Errno::EAGAIN::Errno
      end
    end
  end
end
