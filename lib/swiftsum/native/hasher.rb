# frozen_string_literal: true

module Swiftsum
  module Native
    # A digest of input that comes in pieces.
    #
    # Calls that release the GVL work on a copy of the state that no other thread can see, and the copy takes
    # the state's place when it is complete. So threads that share a hasher can't corrupt it, and what is
    # interrupted half way changes nothing. If another thread changed the state meanwhile, a String is appended
    # again, to that; a file, which can't be read again, is not.
    class Hasher
      # @param algorithm [Integer] its number
      # @param parameters [Hash{Symbol => Integer, String}]
      def initialize(algorithm = nil, parameters = {}, &make)
        parameters = (Parameters.new(parameters) unless parameters.empty?)
        make ||= ->(cell) { Native.make_hasher(algorithm, parameters, cell) }
        @state = HasherPointer.make(&make)
        @changes = 0
      end

      def initialize_copy(other)
        super
        @state = copy_state
      end

      # @param string [String]
      # @return [void]
      def update(string)
        return update_without_gvl(GVL.copy(string)) if GVL.release?(string.bytesize)

        string = GVL.settled(string) if string.bytesize >= GVL::FLOOR
        @state.check
        length = string.bytesize
        # From here to the end of the call no other thread runs: no method returns, and FFI calls none.
        @changes += 1
        Status.check(Native.update_hasher(@state, string, length))
      end

      # Appends what `io` has from where it stands.
      #
      # @see Reader.read
      # @return [void]
      def read(io, ...)
        changes = @changes
        copy = dup
        Reader.read(io, [copy], ...)
        replaced = replace(copy.state, changes)
        raise Error, "another thread changed the digest while a file was read into it" unless replaced

        copy = nil
      ensure
        copy&.release
      end

      # @return [void]
      def reset
        @state.check
        # As above.
        @changes += 1
        Status.check(Native.reset_hasher(@state))
      end

      # @return [Integer] in bytes
      def digest_length
        @digest_length ||= begin
          length = FFI::MemoryPointer.new(:size_t)
          Status.check(Native.hasher_digest_length(@state, length))
          length.read(:size_t)
        end
      end

      # Leaves the state as it is: more input may follow.
      #
      # @return [String] binary
      def finish
        # As a count: a size is an `int` to FFI.
        memory = FFI::MemoryPointer.new(:char, digest_length, false)
        Status.check(Native.finish_hasher(@state, memory, digest_length))
        memory.get_bytes(0, digest_length)
      end

      # @return [void]
      def release
        @state.release
      end

      # @return [HasherPointer]
      attr_reader :state

      private

      def update_without_gvl(string)
        loop do
          changes = @changes
          copy = copy_state
          Status.check(Native.update_hasher_without_gvl(copy, string, string.bytesize))
          break if replace(copy, changes)

          copy.release
        end
      end

      # Puts another state in the place of this one, unless it was changed since. In one step: Ruby switches threads
      # where it jumps, too, and a condition that holds lets it go straight on.
      #
      # @return [Boolean]
      def replace(state, changes)
        if changes == @changes
          @changes += 1
          @state = state
          true
        else
          false
        end
      end

      def copy_state
        HasherPointer.make { |cell| Native.copy_hasher(@state, cell) }
      end
    end

    # Of a CRC that is not in the registry.
    class CRCHasher < Hasher
      # @param model [CRCModel]
      def initialize(model)
        super { |cell| Native.make_crc_hasher(model, cell) }
      end
    end
  end
end
