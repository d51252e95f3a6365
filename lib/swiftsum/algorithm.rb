# frozen_string_literal: true

require_relative "algorithm/computing"
require_relative "algorithm/names"
require_relative "algorithm/one_object"
require_relative "algorithm/telling"
require_relative "native"

module Swiftsum
  # An algorithm of the library's registry: a frozen value, which Ractors may share. There is one object for each.
  class Algorithm
    include OneObject
    include Computing
    include Telling

    # Classes that are written as everybody writes the algorithm, not in capitals.
    CONSTANTS = { "adler32" => "Adler32", "blake2b" => "BLAKE2b", "blake2s" => "BLAKE2s" }.freeze
    private_constant :CONSTANTS

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
      @greatest = (1 << (8 * digest_length)) - 1
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

    def property?(bit)
      @properties.anybits?(bit)
    end

    # It is a kind of what stands above.
    require_relative "algorithm/shortened"

    @all = Array.new(Native.algorithm_count) { |number| new(number, Native.describe(number)) }.freeze
    @names = Names.new(@all, Shortened.of(@all))
  end
end
