# frozen_string_literal: true

require "digest"

require_relative "algorithm"
require_relative "files/settling"
require_relative "files/source"

module Swiftsum
  # What `Digest::Base` is to `Digest::SHA256`: the class of `Swiftsum::SHA256` and its like, of which there is
  # one for each algorithm of the registry. A program that uses the standard library's works with these.
  #
  # A digest of more than 4 KiB owns native memory, which goes when the garbage collector takes it; a copy has its own.
  # Threads may share one: what they append at the same time comes in any order. Only while a file is read into it
  # nothing else may be appended: that raises {Error}. Ractors other than the main one have digests of more than 4 KiB
  # only with `ffi` 1.16 or newer (before: `Ractor::UnsafeError`), and after {Swiftsum.eager_load!}; the class methods
  # `digest` and `hexdigest`, and the functions of {Swiftsum} that return an Integer, work there with any.
  #
  # @abstract
  #
  # @!method to_i
  #   Only of algorithms that have an integer form ({Algorithm#integer?}): CRCs, Adler-32, xxHash.
  #   @return [Integer] unsigned: the digest's bytes, big-endian
  #
  # @!method self.checksum(string = "", crc = nil)
  #   Only of CRCs. By value, as {Swiftsum.crc32}: without an object.
  #   @param string [String]
  #   @param crc [Integer, nil] of what stands before the string, nil if nothing does
  #   @return [Integer] unsigned
  #   @raise (see Swiftsum.crc)
  #
  # @!method self.combine(first, second, length_of_second)
  #   Only of algorithms that have it ({Algorithm#combinable?}): CRCs, Adler-32.
  #   @param first [Integer] the digest of the first part, as `to_i` gives it
  #   @param second [Integer] that of the second
  #   @param length_of_second [Integer] in bytes
  #   @return [Integer] that of both, one after the other
  #   @raise [TypeError] for a number that is not an Integer
  #   @raise [RangeError] for a number below 0 or of more bytes than a digest has, and for a length below 0 or of more
  #     than 64 bits. In the digest's bytes, bits above a CRC's width do not count
  class Digest < ::Digest::Class # rubocop:disable Metrics/ClassLength -- as long as the interface of Digest
    require_relative "digest/many_strings"

    class << self
      include ManyStrings

      # @return [Algorithm, nil] nil of the abstract class
      def algorithm
        @algorithm || (superclass.algorithm unless equal?(Digest))
      end

      # A digest by the name of its algorithm, as with `OpenSSL::Digest.new`.
      #
      # @overload new(name, **parameters)
      #   @param name [Symbol, String, Algorithm, Class] (see Algorithm.[]); of {Digest} only
      #   @param parameters (see #initialize)
      #   @return [Digest] of that algorithm
      #   @raise [UnknownAlgorithmError]
      #   @raise [NotImplementedError] without a name
      #   @raise (see #initialize)
      def new(*arguments)
        return super unless equal?(Digest)

        name, *parameters = arguments
        raise NotImplementedError, "#{self} is an abstract class" unless name

        Algorithm.fetch(name).digest_class.new(*parameters)
      end
      ruby2_keywords :new

      # @param string [String] of any encoding: its bytes count. It is not changed
      # @param parameters [Hash{Symbol => Integer, String}, nil] also as keywords (see #initialize); for a subclass,
      #   whatever its `initialize` takes
      # @return [String] binary, in the order that the standard prints; of a CRC, big-endian
      # @raise [TypeError] for what is not a String
      # @raise [ArgumentError] for parameters that the algorithm doesn't take
      def digest(string, parameters = nil)
        algorithm = @algorithm
        algorithm && parameters.nil? ? algorithm.digest_string(string) : digest_told(string, parameters)
      end

      # @param (see .digest)
      # @return [String] lower-case hexadecimal digits
      # @raise (see .digest)
      def hexdigest(string, parameters = nil)
        ::Digest.hexencode(digest(string, parameters))
      end

      # @param (see .digest)
      # @return [String] base64 with padding and without line feeds
      # @raise (see .digest)
      def base64digest(string, parameters = nil)
        [digest(string, parameters)].pack("m0")
      end

      # The digests of many Strings in one call. Cryptographic hashes take them side by side where the machine's vectors
      # are wide enough for the hash (AVX2, AVX-512), several times as fast as one by one. BLAKE3 does so with their
      # chunks of 1024 bytes. Checksums save the calls.
      #
      # No String is changed, and those of 4 KiB or more are not copied. Where they have {Swiftsum.gvl_release_bytes}
      # or more together, other Ruby threads run meanwhile, and may change them: what counts is what they were.
      #
      # @example
      #   Swiftsum::MD5.digest_all(["a", "b"]) == ["a", "b"].map { |string| Swiftsum::MD5.digest(string) }
      #
      # @param strings [Enumerable<String>] of any and unequal lengths
      # @param threads [Integer] how many work on it at most; they are gone when it returns. With parameters, and for a
      #   subclass, it is one
      # @param parameters (see #initialize)
      # @return [Array<String>] binary, in the order of the Strings
      # @raise [TypeError] for what is not an Enumerable, an element that is not a String, threads that are not Integers
      # @raise [ArgumentError] for fewer threads than one, and for a parameter that the algorithm doesn't take
      def digest_all(strings, threads: 1, **parameters)
        all(:digest, strings, threads, parameters) { |length| "a#{length}" }
      end

      # @param (see .digest_all)
      # @return [Array<String>] lower-case hexadecimal digits, in the order of the Strings
      # @raise (see .digest_all)
      def hexdigest_all(strings, threads: 1, **parameters)
        all(:hexdigest, strings, threads, parameters) { |length| "H#{2 * length}" }
      end

      # @param name [String, Pathname]
      # @param settle (see #file)
      # @param parameters (see #initialize); for a subclass, whatever its `initialize` takes
      # @return [Digest] that has read the file
      # @raise (see #file)
      def file(name, settle: 0, **parameters)
        (parameters.empty? ? new : new(**parameters)).file(name, settle:)
      end

      # @api private
      # @param algorithm [Algorithm]
      # @return [Class] a new one, whose digests native code alone makes
      def for(algorithm)
        ::Class.new(Forms.class_for(algorithm)) { @algorithm = algorithm }
      end

      private

      def inherited(type)
        super
        type.include(Subclass) if @algorithm
      end

      def digest_told(string, parameters)
        (parameters.nil? ? new : new(parameters)).send(:digest_of, string)
      end
    end

    # @param parameters [Hash{Symbol => Integer, String}] such as `key:`; {Algorithm#parameters} says what there is
    # @raise [ArgumentError] for what the algorithm doesn't take
    # @raise [TypeError] for bytes that are not Strings, a number that is none
    # @raise [RangeError] for a seed of more bits than the algorithm's
    # @raise [NotImplementedError] for the abstract class
    def initialize(parameters = nil) # rubocop:disable Lint/MissingSuper -- it does nothing
      algorithm = self.class.algorithm
      @hasher = algorithm && parameters.nil? ? Native::Hasher.new(algorithm) : new_hasher(parameters)
    end

    # `dup` and `clone`: with the same input and parameters.
    #
    # @param other [Digest]
    def initialize_copy(other)
      super
      @hasher &&= @hasher.dup
    end

    # Appends. From {Swiftsum.gvl_release_bytes} on other Ruby threads run meanwhile.
    #
    # @param string [String] of any encoding: its bytes count. It is not changed
    # @return [self]
    # @raise [TypeError] for what is not a String
    def update(string)
      (@hasher || hasher).update(string)
      self
    end
    alias << update

    # Appends, as an IO does: so `IO.copy_stream(io, digest)` works.
    #
    # @param strings [Array<String, #to_s>]
    # @return [Integer] how many bytes they have
    def write(*strings)
      strings.sum do |string|
        string = string.to_s
        update(string)
        string.bytesize
      end
    end

    # Back to no input, with the same parameters.
    #
    # @return [self]
    def reset
      (@hasher || hasher).reset
      self
    end

    # Appends the file's contents, without the GVL. It can be interrupted; the digest is then what it was before, and
    # so it is after an error.
    #
    # @param name [String, Pathname]
    # @param settle [Numeric, nil] (see Swiftsum.checksum)
    # @return [self]
    # @raise [SystemCallError] with the path in its message
    # @raise [ChangedError] if the file changed meanwhile
    def file(name, settle: 0)
      settle = Settling.seconds(settle) unless settle == 0 # rubocop:disable Style/NumericPredicate -- what is no number
      name = Source.path(name) unless name.instance_of?(String) || Source.tempfile?(name)
      contents = Source.contents(name, settle)
      if contents
        (@hasher || hasher).append(contents)
      else
        (@hasher || hasher).appending { |copy| Source.read(name, [copy], settle) }
      end
      self
    end

    # Leaves the digest as it is: more input may follow.
    #
    # @param string [String] if there is one, its digest is meant, with the same parameters
    # @return [String] binary, in the order that the standard prints; of a CRC, big-endian
    def digest(string = (of_itself = true))
      return super unless of_itself

      finish
    end

    # @param (see #digest)
    # @return [String] lower-case hexadecimal digits
    def hexdigest(string = (of_itself = true))
      return super unless of_itself

      digest = (@hasher || hasher).finish
      digest.bytesize < Native::Hasher::LongDigest::LONG ? ::Digest.hexencode(digest) : hexadecimal(digest)
    end

    # @return [Integer] in bytes
    def digest_length
      (@hasher || hasher).digest_length
    end

    # @return [Integer] in bytes (see Algorithm#block_length)
    def block_length
      self.class.algorithm.block_length
    end

    # @return [String] the algorithm's name, such as "sha256", by which {Digest.new} finds it
    def name
      self.class.algorithm.name
    end

    # It is what its input was, and that is not kept.
    #
    # @api private
    # @raise [TypeError]
    def marshal_dump
      raise TypeError, "no _dump_data is defined for class #{self.class}"
    end

    # @api private
    # @raise [TypeError]
    def encode_with(_coder)
      raise TypeError, "#{self.class} can't be written as YAML: keep its hexdigest"
    end

    private

    def finish
      (@hasher || hasher).finish
    end

    # In pieces, for to write all of it at once would hold the others up.
    def hexadecimal(digest)
      piece = Native::Hasher::LongDigest::LONG
      0.step(digest.bytesize - 1, piece).with_object(String.new(encoding: Encoding::US_ASCII)) do |offset, digits|
        digits << digest.byteslice(offset, piece).unpack1("H*")
      end
    end

    # Of a new digest.
    def digest_of(string)
      @hasher.update(string)
      @hasher.finish
    end

    # Of a subclass whose `initialize` doesn't call ours, as it need not for the standard library's.
    def hasher
      frozen? ? new_hasher : @hasher = new_hasher
    end

    def new_hasher(parameters = nil)
      algorithm = self.class.algorithm or raise NotImplementedError, "#{self.class} is an abstract class"
      parameters ||= {}
      raise ArgumentError, "wrong number of arguments (given 1, expected 0)" unless parameters.is_a?(Hash)

      algorithm.hasher(parameters)
    end
  end
end

# They are kinds of what stands above.
require_relative "digest/forms"
require_relative "digest/subclass"

module Swiftsum
  Algorithm.all.each { |algorithm| const_set(algorithm.const_name, Digest.for(algorithm)) }

  # The same, in capitals.
  ADLER32 = Adler32
  # (see ADLER32)
  BLAKE2B = BLAKE2b
  # (see ADLER32)
  BLAKE2S = BLAKE2s
  # As Ruby's `Digest::RMD160` is called.
  RMD160 = RIPEMD160
end
