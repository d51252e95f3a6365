# frozen_string_literal: true

require_relative "swiftsum/version"
require_relative "swiftsum/errors"
require_relative "swiftsum/native"
require_relative "swiftsum/algorithm"
require_relative "swiftsum/digest"
require_relative "swiftsum/crc"
require_relative "swiftsum/integers"
require_relative "swiftsum/source"
require_relative "swiftsum/checksum"

# Checksums and digests of memory and of files, computed by the native library of the same name.
#
# @example
#   Swiftsum.checksum("pkg/a.gem").to_s             # SHA-256, in hexadecimal
#   Swiftsum.checksums("pkg/a.gem", :sha256, :crc32c) # from one read
#   Swiftsum::BLAKE3.hexdigest("some text")
#   Swiftsum.crc32("some text")
module Swiftsum
  class << self
    # Strings of at least so many bytes are read without the GVL, so that other threads run meanwhile.
    #
    # To get it back from a busy thread takes up to 100 ms. By default, 4 MiB, a String that keeps it holds the others
    # up for 3 ms, of a digest that runs at 1.7 GB/s. Measured by `bench/gvl.rb`.
    #
    # @return [Integer]
    def gvl_release_bytes
      Native::GVL.release_bytes
    end

    # @param bytes [Integer]
    def gvl_release_bytes=(bytes)
      Native::GVL.release_bytes = Integer(bytes)
    end

    # The checksum of a file, or of what an IO has from where it stands.
    #
    # Other threads run meanwhile, and an interrupt (Ctrl-C, Timeout, Thread#kill) is answered at once.
    #
    # @param source [String, Pathname, IO]
    # @param algorithm [Symbol, String, Algorithm, Class]
    # @yieldparam done [Integer] bytes read so far
    # @yieldparam total [Integer] bytes that there are to read, 0 if that is not known
    # @return [Checksum]
    # @raise [SystemCallError] with the path in its message
    # @raise [ChangedError] if the file changed meanwhile
    # @raise [UnknownAlgorithmError]
    def checksum(source, algorithm = :sha256, &progress)
      checksums(source, algorithm, &progress).each_value.first
    end

    # Several checksums from one read.
    #
    # @param source (see .checksum)
    # @param algorithms [Array<Symbol, String, Algorithm, Class>]
    # @yieldparam (see .checksum)
    # @return [Hash{Symbol => Checksum}] by the algorithm's name
    # @raise (see .checksum)
    def checksums(source, *algorithms, &progress)
      raise ArgumentError, "no algorithm given" if algorithms.empty?

      read(source, algorithms.map { |algorithm| Algorithm.fetch(algorithm) }.uniq, &progress)
    end

    # @return [Array<Algorithm>]
    def algorithms
      Algorithm.all
    end

    # @return [String] the one in use, such as "avx2"
    def instruction_set
      Native.instruction_set
    end

    # @return [Array<String>] those that this machine has, slowest first
    def instruction_sets
      Native.instruction_sets.split
    end

    # @return [String] the native library's version
    def library_version
      Native.version
    end

    # @return [Integer] the version of the native library's contract
    def abi_version
      Native.abi_version
    end

    # @return [Integer] how many native objects were made in this process and not yet released
    def live_objects
      Native.live_objects
    end

    private

    def read(source, algorithms, &progress)
      hashers = algorithms.to_h { |algorithm| [algorithm, algorithm.hasher] }
      Source.open(source) { |io, name| Native::Reader.read(io, hashers.values, name, &progress) }
      hashers.to_h { |algorithm, hasher| [algorithm.to_sym, Checksum.new(algorithm, hasher.finish)] }
    ensure
      hashers&.each_value(&:release)
    end
  end
end
