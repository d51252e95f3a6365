# frozen_string_literal: false

module Swiftsum
  # Strings that are there as a whole: no handle.
  module Native
    # `NUL * length` is memory for a digest: a binary String. Whether it is ASCII, Ruby finds out when it is asked, and
    # remembers. Of the literal it knows already, and would still believe it when native code has written there.
    NUL = [0].pack("C").freeze

    # Their digests, by what has a `number` and a `digest_length`: each is one call. A short one takes them from the
    # instance variables, for the methods would be a twentieth of its time.
    module OneShot
      # @param string [String, #to_str]
      # @return [String] binary
      # @raise [TypeError]
      def digest_string(string)
        return digest_long_string(string) if string.bytesize >= 4096

        # Snapshot.of, without a call.
        string = "".replace(string)
        digest = NUL * @digest_length
        status = Native.digest(@number, string, string.bytesize, digest, @digest_length)
        Status.check(status) unless status == Status::OK
        digest
      rescue NoMethodError
        # Of what is not a String, or won't say how long it is.
        raise if snapshot ||= nil

        string = snapshot = Snapshot.of(string)
        retry
      end

      # @param string [String] that nobody changes meanwhile, and whose `bytesize` is true
      # @return [String] binary
      def digest_kept(string)
        digest = NUL * digest_length
        status = Native.digest(number, string, string.bytesize, digest, digest_length)
        Status.check(status) unless status == Status::OK
        digest
      end

      private

      def digest_long_string(string)
        digest = NUL * digest_length
        Status.check(write_digest(number, string, digest, digest_length))
        digest
      end

      # Its own values, so that no method is called between the look at the length and the native one.
      def write_digest(number, string, digest, digest_length)
        length = Snapshot.spared_length(string)
        return Native.digest(number, string, length, digest, digest_length) if length && string.length == length

        string = Snapshot.of(string)
        length = string.bytesize
        return Native.digest(number, string, length, digest, digest_length) unless GVL.release?(length)

        Native.digest_without_gvl(number, string, length, digest, digest_length)
      end
    end

    class << self
      # By a hasher that no object owns: to make one, and to release it, takes longer than to digest a few KiB.
      #
      # @param digest_length [Integer] that it has
      # @param string [String] (see OneShot#digest_kept)
      # @yieldparam cell [String] for the address of a new hasher
      # @yieldreturn [Integer] a status
      # @return [String] binary
      def digest_by(digest_length, string, &make)
        digest = NUL * digest_length
        # Who is interrupted in between would lose the hasher.
        Thread.handle_interrupt(Object => :never) { finish_new(digest, string, &make) }
        digest
      end

      private

      def finish_new(digest, string)
        cell = [0].pack("J")
        Status.check(yield(cell))
        hasher = cell.unpack1("J")
        Status.check(update_hasher_at(hasher, string, string.bytesize))
        Status.check(finish_hasher_at(hasher, digest, digest.bytesize))
      ensure
        release_hasher_at(cell.unpack1("J"))
      end
    end
  end
end
