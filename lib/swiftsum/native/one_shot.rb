# frozen_string_literal: false

module Swiftsum
  # Strings that are there as a whole: no handle.
  module Native
    class << self
      # @param number [Integer] of the algorithm
      # @param digest_length [Integer] that it has
      # @param string [String]
      # @return [String] the digest, for `unpack` and `force_encoding` only: Ruby does not know that its bytes were
      #   written, and takes them for zeros in UTF-8
      # @raise [NoMethodError] for what is not a String
      def digest_string(number, digest_length, string)
        digest = "\0" * digest_length
        if string.bytesize < 4096
          # Native::Snapshot.of, without a call.
          string = "".replace(string)
          status = digest(number, string, string.bytesize, digest, digest_length)
        else
          status = digest_long_string(number, string, digest, digest_length)
        end
        Status.check(status) unless status == Status::OK
        digest
      end

      # Of a String that nobody changes meanwhile, and whose `bytesize` is true.
      #
      # @param (see #digest_string)
      # @return (see #digest_string)
      def digest_kept(number, digest_length, string)
        digest = "\0" * digest_length
        status = digest(number, string, string.bytesize, digest, digest_length)
        Status.check(status) unless status == Status::OK
        digest
      end

      # By a hasher that no object owns: to make one, and to release it, takes longer than to digest a few KiB.
      #
      # @param digest_length [Integer] that it has
      # @param string [String] (see #digest_kept)
      # @yieldparam cell [String] for the address of a new hasher
      # @yieldreturn [Integer] a status
      # @return (see #digest_string)
      def digest_by(digest_length, string, &make)
        digest = "\0" * digest_length
        # Who is interrupted in between would lose the hasher.
        Thread.handle_interrupt(Object => :never) { write_digest(digest, string, &make) }
        digest
      end

      private

      def write_digest(digest, string)
        cell = [0].pack("J")
        Status.check(yield(cell))
        hasher = cell.unpack1("J")
        Status.check(update_hasher_at(hasher, string, string.bytesize))
        Status.check(finish_hasher_at(hasher, digest, digest.bytesize))
      ensure
        release_hasher_at(cell.unpack1("J"))
      end

      def digest_long_string(number, string, digest, digest_length)
        length = Snapshot.spared_length(string)
        return digest(number, string, length, digest, digest_length) if length && string.length == length

        string = Snapshot.of(string)
        length = string.bytesize
        return digest(number, string, length, digest, digest_length) unless GVL.release?(length)

        digest_without_gvl(number, string, length, digest, digest_length)
      end
    end
  end
end
