# frozen_string_literal: true

require_relative "digest"

module Swiftsum
  # CRCs by the names of the catalogue of CRC RevEng, or by their parameters.
  #
  # @example
  #   Swiftsum::CRC["CRC-16/XMODEM"].hexdigest("123456789") # => "31c3"
  #   Swiftsum::CRC["CRC-16/XMODEM"].checksum("123456789") # => 0x31c3
  #   Swiftsum::CRC.define(width: 16, poly: 0x1021).new.update("123456789").to_i # => 0x31c3
  module CRC
    # A CRC that the registry doesn't have.
    #
    # @api private
    class Definition < Algorithm
      include Unnumbered

      PROPERTIES = Native::Properties::INTEGER | Native::Properties::COMBINABLE | Native::Properties::CRC
      private_constant :PROPERTIES

      # @return [Native::CRCModel]
      attr_reader :model

      # @return [Class] a {Digest}, one for each object
      attr_reader :digest_class

      # @api private
      def initialize(model)
        @model = model
        # The tables of this one are shared by all.
        @prototype = Native::HasherPointer.make { |cell| Native.make_crc_hasher(model, cell) }
        super(nil, name: model.to_s, digest_length: (model[:width] + 7) / 8, block_length: 1,
                   properties: PROPERTIES, parameters: {})
        @digest_class = Digest.for(self)
      end

      # @return [Boolean] whether it is of the same parameters
      def ==(other)
        other.is_a?(Definition) && model.parameters == other.model.parameters
      end
      alias eql? ==

      def hash
        model.parameters.hash
      end

      def marshal_dump
        model.parameters
      end

      def marshal_load(parameters)
        initialize(Native::CRCModel.of(**parameters))
        freeze
      end

      def make_hasher(cell)
        Native.copy_hasher(@prototype, cell)
      end

      def digest_kept(string)
        Native.digest_by(digest_length, string) { |cell| make_hasher(cell) }
      end

      def combine(first, second, length_of_second)
        check_digest(first)
        check_digest(second)
        Native.combined { |cell| Native.combine_crc(model, first, second, length_of_second, cell) }
      end
    end
    private_constant :Definition

    class << self
      # @param name [String, Symbol] any that the catalogue has for it; case and punctuation don't matter
      # @return [Class] a {Digest}
      # @raise [UnknownAlgorithmError] for a name that is not a CRC's; says which may have been meant
      def [](name)
        algorithm(name).digest_class
      end

      # @api private
      # @param name (see .[])
      # @return [Algorithm]
      # @raise (see .[])
      def algorithm(name)
        algorithm = Algorithm.fetch(name)
        algorithm.crc? ? algorithm : raise(UnknownAlgorithmError, "#{algorithm} is not a CRC")
      end

      # The parameters are those of the Rocksoft model. Numbers are written as in the catalogue: the polynomial without
      # its highest term, the initial register before any reflection.
      #
      # @param width [Integer] of the register in bits, 3 to 64
      # @param poly [Integer] bit i is the coefficient of x^i
      # @param init [Integer] the register before the first byte
      # @param refin [Boolean] whether bytes enter with their least significant bit first
      # @param refout [Boolean] whether the register is read with its bits in reverse
      # @param xorout [Integer] what is added (xor) to what was read
      # @return [Class] a {Digest}: its digest is as many bytes as hold the width, big-endian. Tables are computed once
      #   for the class, so keep it. Its algorithm has no name, so no notation of a checksum finds it; Marshal does. Nor
      #   may Ractors share it
      # @raise [ArgumentError] for what is no such CRC
      # @raise [TypeError] for what is not an Integer, or neither true nor false
      def define(width:, poly:, init: 0, refin: false, refout: refin, xorout: 0)
        check_types({ width:, poly:, init:, xorout: }, { refin:, refout: })
        raise ArgumentError, "width is 3 to 64, not #{width}" unless (3..64).cover?(width)

        { poly:, init:, xorout: }.each do |name, value|
          next if (0...(1 << width)).cover?(value)

          raise ArgumentError, "#{name} has #{width} bits at most, not #{value.to_s(16)} (hexadecimal)"
        end
        Definition.new(Native::CRCModel.of(width:, poly:, init:, refin:, refout:, xorout:)).digest_class
      end

      private

      def check_types(numbers, booleans)
        numbers.each do |name, value|
          raise TypeError, "#{name} is an Integer, not #{value.inspect}" unless value.is_a?(Integer)
        end
        booleans.each do |name, value|
          raise TypeError, "#{name} is true or false, not #{value.inspect}" unless [true, false].include?(value)
        end
      end
    end
  end
end
