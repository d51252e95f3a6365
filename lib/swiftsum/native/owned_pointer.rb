# frozen_string_literal: true

module Swiftsum
  module Native
    # The address of a native object that Ruby must give back. A subclass says how, in its class method
    # `release`, which the garbage collector calls if the owner did not.
    class OwnedPointer < FFI::AutoPointer
      # Gives back once, whoever asks first. `Array#pop` is one step, which neither a thread switch nor an
      # interrupt divides; AutoPointer alone marks the object as freed only after it was, so that an interrupt
      # in between frees twice. Holds no reference to the pointer object, which would never be collected.
      class Releaser
        def initialize(owner)
          @owner = [owner]
        end

        def call(pointer)
          @owner.pop&.release(pointer)
        end

        def done?
          @owner.empty?
        end
      end
      private_constant :Releaser

      class << self
        # Yields a cell for the address of a new object, and owns what the library wrote there. The thread
        # can't be killed in between, or nobody would own it.
        #
        # @yieldparam cell [FFI::MemoryPointer]
        # @yieldreturn [Integer] the status
        # @return [OwnedPointer]
        def make
          Thread.handle_interrupt(Object => :never) do
            cell = FFI::MemoryPointer.new(:pointer)
            Status.check(yield(cell))
            new(cell.read_pointer)
          end
        end

        # FFI asks this before each call that is declared to take this class: no native function ever sees an
        # address that was given back.
        def to_native(pointer, _context)
          pointer.check
          pointer
        end
      end

      def initialize(pointer)
        @release = Releaser.new(self.class)
        super(pointer, @release)
      end

      # A copy would have the same address, and give it back a second time.
      undef_method :dup, :clone

      # Then there is nothing for the garbage collector to do, which takes it as long as to release.
      #
      # @return [void]
      def release
        Thread.handle_interrupt(Object => :never) do
          free
          ObjectSpace.undefine_finalizer(self)
        end
      end

      def released?
        @release.done?
      end

      # @return [void]
      # @raise [ReleasedError]
      def check
        raise ReleasedError, "#{self.class} was released" if released?
      end
    end

    # swiftsum_hasher
    class HasherPointer < OwnedPointer
      def self.release(pointer)
        Native.release_hasher(pointer)
      end
    end

    # swiftsum_reader
    class ReaderPointer < OwnedPointer
      def self.release(pointer)
        Native.release_reader(pointer)
      end
    end

    # swiftsum_batch
    class BatchPointer < OwnedPointer
      def self.release(pointer)
        Native.release_batch(pointer)
      end
    end
  end
end
