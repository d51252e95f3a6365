# frozen_string_literal: true

require_relative "algorithm/names"
require_relative "algorithm/one_object"
require_relative "native"

module Swiftsum
  # An algorithm of the library's registry: a frozen value, which Ractors may share. There is one object for each.
  class Algorithm
    include OneObject

    # The parameters that are not bytes.
    NUMBERS = %i[digest_length seed seek threads].freeze
    # The parameters that are no number of bytes.
    PLAIN = %i[seed threads].freeze
    # Of two of these an algorithm takes one: each is a mode of its own. A seed of 0 is none.
    ALTERNATIVES = [%i[key context].freeze, %i[seed secret].freeze].freeze
    # Classes that are written as everybody writes the algorithm, not in capitals.
    CONSTANTS = { "adler32" => "Adler32", "blake2b" => "BLAKE2b", "blake2s" => "BLAKE2s" }.freeze
    private_constant :NUMBERS, :PLAIN, :ALTERNATIVES, :CONSTANTS

    # The library's own number for it. It holds for the life of the process.
    #
    # @api private
    # @return [Integer]
    attr_reader :number

    # @return [String] such as "sha256"
    attr_reader :name
    alias to_s name

    # @return [Integer] in bytes; the default one where it is a parameter
    attr_reader :digest_length

    # @return [Integer] in bytes: what the algorithm works through at a time; 1 for a CRC
    attr_reader :block_length

    class << self
      # @return [Array<Algorithm>] in the order of the registry; frozen
      attr_reader :all

      # @param name [Symbol, String, Algorithm, Class] `:sha256`, `"SHA-256"`, `Swiftsum::SHA256`; of a CRC any that the
      #   catalogue has for it: `"CRC-16/IBM-SDLC"`, `"X-25"`; those of OpenSSL and xxhsum: `"SHA2-256"`, `"XXH3"`; and
      #   those of BLAKE2 with fewer bytes, by their bits: `"BLAKE2b-256"`
      # @return [Algorithm, nil] nil if there is none
      def [](name)
        return name if name.is_a?(Algorithm)
        return name.algorithm if name.is_a?(::Class) && name < Digest

        @names[name]
      end

      # @param name (see .[])
      # @return [Algorithm]
      # @raise [UnknownAlgorithmError] says which may have been meant
      def fetch(name)
        self[name] or raise UnknownAlgorithmError, @names.unknown(name)
      end

      # @api private
      def new(...)
        super.freeze
      end

      # @api private
      def _load(name)
        Algorithm.fetch(name)
      end
    end

    # What a digest can be told, such as a key, and the lengths that it may have (of `seed`, `seek` and `threads`, the
    # values).
    #
    # @return [Hash{Symbol => Range<Integer>}]
    attr_reader :parameters

    # @api private
    # @param number [Integer]
    # @param description [Hash{Symbol => Object}] (see Native.describe)
    def initialize(number, description)
      description => { name:, digest_length:, block_length:, properties:, parameters: }
      @number = number
      @name = name.freeze
      @digest_length = digest_length
      @block_length = block_length
      @properties = properties
      @parameters = parameters.freeze
    end

    # @return [Symbol]
    def to_sym
      name.to_sym
    end

    # @return [Boolean] whether collisions and preimages are meant to be infeasible
    def cryptographic?
      property?(Native::Properties::CRYPTOGRAPHIC)
    end

    # @return [Boolean] whether the digest is also known as an unsigned integer, of which it is the big-endian bytes
    def integer?
      property?(Native::Properties::INTEGER)
    end

    # @return [Boolean] whether the digest of a concatenation follows from those of its parts
    def combinable?
      property?(Native::Properties::COMBINABLE)
    end

    # @api private
    # @param parameters [Hash{Symbol => Integer, String, nil}]
    # @return [Native::Hasher]
    # @raise (see #check)
    def hasher(parameters = {})
      parameters = check(parameters) unless parameters.empty?
      parameters.empty? ? Native::Hasher.new(self) : told(parameters).hasher
    end

    # @api private
    # @param cell [FFI::MemoryPointer, String] for the address of a new native hasher
    # @return [Integer] a status
    def make_hasher(cell)
      Native.make_hasher(number, nil, cell)
    end

    # @api private
    # @param string [String]
    # @return [String] for `unpack` (see Native.digest_string)
    def digest_string(string)
      Native.digest_string(number, digest_length, string)
    end

    # @api private
    # @param string [String] that nobody changes meanwhile
    # @return [String] (see #digest_string)
    def digest_kept(string)
      Native.digest_kept(number, digest_length, string)
    end

    # @api private
    # @param strings [Array<String>]
    # @param threads [Integer] at least 1
    # @return [String] binary: the digests one after another
    def digest_strings(strings, threads)
      Native.digest_strings(self, strings, threads)
    end

    # @api private
    # @param string [String]
    # @param before [Integer, nil] of what stands before it
    # @return [Integer]
    def crc(string, before = nil)
      digest_length > 8 ? continued(string, before) : Native.any_crc(number, before, string)
    end

    # @api private
    # @return [Integer]
    # @raise [UnsupportedError] if it isn't combinable
    def combine(first, second, length_of_second)
      return Native.combined_digests(self, first, second, length_of_second) if digest_length > 8

      Native.combined { |cell| Native.combine(number, first, second, length_of_second, cell) }
    end

    # @api private
    # @param values [Hash{Symbol => Integer, String, nil}] what a digest is to be told; nil is nothing
    # @return [Hash{Symbol => Integer, String}]
    # @raise [ArgumentError] for what the algorithm doesn't take
    # @raise [TypeError]
    def check(values)
      checked = values.compact.to_h do |name, value|
        limits = parameters.fetch(name) { raise ArgumentError, "#{self} takes no #{name}" }
        value = NUMBERS.include?(name) ? integer(name, value, limits) : String.new(value)
        check_size(name, value.is_a?(Integer) ? value : value.bytesize, limits)
        [name, value]
      end
      check_alternatives(checked)
      checked
    end

    # @return [Boolean] whether it is a cyclic redundancy check
    def crc?
      property?(Native::Properties::CRC)
    end

    # @return [Class] the {Digest} class: `Swiftsum::SHA256`
    def digest_class
      Swiftsum.const_get(const_name)
    end

    # @api private
    # @return [String]
    def const_name
      CONSTANTS.fetch(name) { name.upcase.tr("-/", "_") }
    end

    # @return [String] its name, in JSON under ActiveSupport as without
    def as_json(*)
      name
    end

    # @return [String] for people: `#<Swiftsum::Algorithm: sha256>`
    def inspect
      "#<#{self.class}: #{name}>"
    end

    private

    # From the CRCs of the two parts.
    def continued(string, before)
      string = Native::Snapshot.of(string)
      crc = digest_string(string).unpack1("H*").hex
      before ? combine(before, crc, string.bytesize) : crc
    end

    def told(parameters)
      Native::Parameterized.new(self, parameters)
    end

    # What native functions take for a number; and as there, a seed below 0 counts as what its bits are without a sign.
    def integer(name, value, limits)
      raise TypeError, "#{name} is an Integer, not #{value.inspect}" unless value.respond_to?(:to_int)

      value = value.to_int
      return value unless name == :seed

      bits = (limits.end.bit_length - 1)
      raise RangeError, "a seed has #{bits} bits, not as many as #{value}" unless (-limits.end / 2...limits.end).cover?(value)

      value % limits.end
    end

    def check_size(name, size, limits)
      return if limits.cover?(size)

      unit = " bytes" unless PLAIN.include?(name)
      raise ArgumentError, "#{self}: #{name} is #{limits.minmax.uniq.join(' to ')}#{unit}, not #{size}"
    end

    def check_alternatives(values)
      both = ALTERNATIVES.find { |names| names.all? { |name| values.fetch(name, 0) != 0 } }
      raise ArgumentError, "#{self} takes a #{both.join(' or a ')}, not both" if both
    end

    def property?(bit)
      @properties.anybits?(bit)
    end

    # It is a kind of what stands above.
    require_relative "algorithm/shortened"

    @all = Array.new(Native.algorithm_count) { |number| new(number, Native.describe(number)) }.freeze
    @names = Names.new(@all, Shortened.of(@all))
  end
end
