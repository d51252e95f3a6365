# frozen_string_literal: false

module Swiftsum
  module Native
    # A digest of input that comes in pieces.
    #
    # The first few KiB are kept in a Ruby String, which nobody ever changes: to make a native object takes longer than
    # to digest them. The native state is made when there is more.
    #
    # Threads that share a hasher lose nothing. Whoever changes it says so in `@changes`, in one step with the change
    # itself, in which Ruby does not switch threads: no method returns, and no condition that holds jumps. What takes
    # longer than a step works on values of its own, and is done again if somebody else was faster. So what is
    # interrupted half way changes nothing. A file, which can't be read again, is not appended then.
    class Hasher
      # In bytes: so much is kept in Ruby.
      KEPT = 4 << 10
      # A digest of so many bytes is written without the GVL.
      LONG_DIGEST = 1 << 20

      NOTHING = "".freeze
      private_constant :NOTHING

      # @param origin [Algorithm, Parameterized] what it is of: has `digest_length`, `digest_kept(string)` and
      #   `make_hasher(cell)`
      def initialize(origin)
        @origin = origin
        @input = NOTHING
        @changes = 0
      end

      def initialize_copy(other)
        super
        @state &&= copy_state
      end

      # @param string [String, #to_str]
      # @return [void]
      # @raise [TypeError]
      def update(string)
        return append_long(string) if string.bytesize >= Snapshot::LONG

        # Snapshot.of, without a call.
        append("".replace(string))
      rescue NoMethodError
        # Of what is no String, or won't say how long it is.
        raise if (snapshot ||= nil)

        string = snapshot = Snapshot.of(string)
        retry
      end

      # Yields a copy to append to, which then takes this one's place.
      #
      # @yieldparam copy [Hasher]
      # @return [void]
      # @raise [Error] if another thread changed this one meanwhile
      def appending
        changes = @changes
        copy = dup
        yield copy
        replaced = replace(copy.state, changes)
        raise Error, "another thread changed the digest while a file was read into it" unless replaced

        copy = nil
      ensure
        copy&.release
      end

      # @return [void]
      def reset
        unless @state
          @changes += 1
          @input = NOTHING
          return
        end

        @state.check
        @changes += 1
        Status.check(Native.reset_hasher(@state))
      end

      # @return [Integer] in bytes
      def digest_length
        @origin.digest_length
      end

      # Leaves the state as it is: more input may follow.
      #
      # @return [String] the digest, for `unpack` only: Ruby does not know that its bytes were written
      def finish
        input = @input
        return @origin.digest_kept(input) if input
        return finish_without_gvl if digest_length >= LONG_DIGEST

        digest = "\0" * digest_length
        Status.check(Native.finish_hasher(@state, digest, digest_length))
        digest
      end

      # @return [void]
      def release
        @state&.release
      end

      # The native state, which is made if there is none yet.
      #
      # @return [HasherPointer]
      def state
        return @state if @state

        changes = @changes
        input = @input
        return @state unless input

        state = HasherPointer.make { |cell| @origin.make_hasher(cell) }
        Status.check(Native.update_hasher(state, input, input.bytesize))
        return state if replace(state, changes)

        state.release
        self.state
      end

      private

      # @param string [String] that nobody changes
      def append(string)
        changes = @changes
        input = @input
        return append_to_state(string) unless input

        # Packed, not joined: whatever their encodings are.
        whole = input.empty? ? string : [input, string].pack("a*a*")
        return append_to_state(string) if whole.bytesize > KEPT

        if changes == @changes
          @changes += 1
          @input = whole
        else
          append(string)
        end
      end

      def append_long(string)
        state.check
        length = Snapshot.spared_length(string)
        if length && string.length == length
          @changes += 1
          Status.check(Native.update_hasher(@state, string, length))
        else
          append_to_state(Snapshot.of(string))
        end
      end

      # @param (see #append)
      def append_to_state(string)
        state.check
        length = string.bytesize
        return update_without_gvl(string) if GVL.release?(length)

        @changes += 1
        Status.check(Native.update_hasher(@state, string, length))
      end

      def update_without_gvl(string)
        changes = @changes
        copy = copy_state
        Status.check(Native.update_hasher_without_gvl(copy, string, string.bytesize))
        return if replace(copy, changes)

        copy.release
        update_without_gvl(string)
      end

      # Puts another state in the place of this one, unless it was changed since.
      #
      # @return [Boolean]
      def replace(state, changes)
        if changes == @changes
          @changes += 1
          @state = state
          @input = nil
          true
        else
          false
        end
      end

      def copy_state
        HasherPointer.make { |cell| Native.copy_hasher(@state, cell) }
      end

      # A thread writes it, for whoever waits for a thread can be interrupted at any time. The thread then ends by itself.
      def finish_without_gvl
        copy = dup
        memory = FFI::MemoryPointer.new(:char, digest_length, false)
        thread = Thread.new { Native.finish_hasher_without_gvl(copy.state, memory, digest_length) }
        Status.check(thread.value)
        copy.release
        in_pieces(memory)
      end

      # To copy all of it at once would hold the others up.
      def in_pieces(memory)
        digest = String.new(capacity: digest_length)
        0.step(digest_length - 1, LONG_DIGEST) do |offset|
          digest << memory.get_bytes(offset, [LONG_DIGEST, digest_length - offset].min)
        end
        digest
      end
    end
  end
end
