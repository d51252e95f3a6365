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
      require_relative "hasher/long_digest"
      require_relative "hasher/state"

      include State
      include LongDigest

      # In bytes: so much is kept in Ruby.
      KEPT = 4 << 10
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
        # Of what is not a String, or won't say how long it is.
        raise if snapshot ||= nil

        string = snapshot = Snapshot.of(string)
        retry
      end

      # @param string [String] that nobody else knows
      # @return [void]
      def append(string)
        changes = @changes
        input = @input
        # Packed, not joined: whatever their encodings are.
        whole = input.nil? || input.empty? ? string : [input, string].pack("a*a*")
        return append_to_state(string) if input.nil? || whole.bytesize > KEPT

        if changes == @changes
          @changes += 1
          @input = whole
        else
          append(string)
        end
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
      # @return [String] the digest, binary
      def finish
        input = @input
        return @origin.digest_kept(input) if input
        return finish_without_gvl if digest_length >= LongDigest::LONG

        digest = NUL * digest_length
        Status.check(Native.finish_hasher(@state, digest, digest_length))
        digest
      end

      # @return [void]
      def release
        @state&.release
      end
    end
  end
end
