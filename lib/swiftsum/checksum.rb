# frozen_string_literal: true

require_relative "algorithm"
require_relative "checksum/notation"
require_relative "checksum/tag_name"

module Swiftsum
  # A digest together with the algorithm that it is of: a frozen value, which Ractors may share and a Hash may
  # have as its key.
  #
  # @example
  #   Swiftsum.checksum("pkg/a.gem") == Swiftsum::Checksum.parse("sha256:9f86d081…")
  class Checksum
    # @return [Algorithm] that it is of
    attr_reader :algorithm

    # @return [String] binary and frozen, in the order that the algorithm's standard prints; of a CRC, big-endian
    attr_reader :bytes

    # Reads what {#to_oci}, {#to_sri} and {#to_tag} write; with an algorithm beside it, a bare digest in
    # hexadecimal or base64.
    #
    # @param text [String]
    # @param algorithm [Algorithm, Symbol, String, Class, nil] of a bare digest
    # @return [Checksum]
    # @raise [ParseError] says what is wrong with the text
    # @raise [UnknownAlgorithmError]
    # @raise [TypeError] for what is no String
    def self.parse(text, algorithm = nil)
      new(*Notation.read(String.new(text).b, algorithm && Algorithm.fetch(algorithm)))
    end

    # Of what the library gave: nothing to check.
    #
    # @api private
    # @param algorithm [Algorithm]
    # @param bytes [String] binary, as many as its digest has, and nobody else's
    def self.of(algorithm, bytes)
      checksum = allocate
      checksum.__send__(:assign, algorithm, bytes)
    end

    # @param algorithm [Algorithm, Symbol, String, Class]
    # @param bytes [String] of any encoding; it is copied
    # @raise [ArgumentError] unless there are as many bytes as the algorithm's digest has
    # @raise [UnknownAlgorithmError]
    # @raise [TypeError] for bytes that are no String
    def initialize(algorithm, bytes)
      @algorithm = Algorithm.fetch(algorithm)
      @bytes = String.new(bytes).b.freeze
      wanted = @algorithm.digest_length
      raise ArgumentError, "#{@algorithm} has #{wanted} bytes, not #{@bytes.size}" unless @bytes.size == wanted

      freeze
    end

    # Both are what they should be.
    def assign(algorithm, bytes)
      @algorithm = algorithm
      @bytes = bytes.freeze
      freeze
    end
    private :assign

    # @return [String] lower-case hexadecimal digits
    def hexdigest
      bytes.unpack1("H*")
    end
    alias to_s hexdigest

    # @return [String] base64 with padding and without line feeds
    def base64digest
      [bytes].pack("m0")
    end

    # @return [Integer] the bytes as an unsigned big-endian number: for a CRC, the CRC
    def to_i
      hexdigest.hex
    end

    # @return [String] as OCI descriptors have it: `sha256:9f86d0…`
    def to_oci
      "#{algorithm}:#{hexdigest}"
    end

    # @return [String] as Subresource Integrity has it: `sha256-n4bQgY…`
    def to_sri
      "#{algorithm}-#{base64digest}"
    end

    # @param name [String, #to_path] of the file. It is not escaped: see {Manifest}
    # @return [String] a BSD tag line without its newline: `SHA256 (name) = 9f86d0…`
    # @raise [ArgumentError] for a name that would break the line
    # @raise [TypeError] for what is no name
    def to_tag(name)
      name = File.path(name)
      raise ArgumentError, "a name with a newline does not fit in a line" if name.b.include?("\n")

      "#{TagName.of(algorithm)} (#{name}) = #{hexdigest}"
    end

    # For `JSON.generate`, and under ActiveSupport.
    #
    # @return [String] what {#to_oci} gives and {.parse} reads
    def as_json(*)
      to_oci
    end

    # @return [String] the same, as JSON
    def to_json(*)
      # Neither a name nor a digit needs escaping.
      %("#{to_oci}")
    end

    # @return [Hash{Symbol => Symbol, String}] algorithm and hexdigest
    def to_h
      { algorithm: algorithm.to_sym, hexdigest: }
    end

    # For pattern matching.
    #
    # @example
    #   case checksum
    #   in { algorithm: :sha256, hexdigest: } then hexdigest
    #   end
    #
    # @param _names [Array<Symbol>, nil]
    # @return [Hash{Symbol => Symbol, String}] algorithm, hexdigest and bytes
    def deconstruct_keys(_names)
      { **to_h, bytes: }
    end

    # @param other [Object]
    # @return [Integer, nil] by the algorithm's name, then by the bytes; nil if the other is no Checksum
    def <=>(other)
      [algorithm.name, bytes] <=> [other.algorithm.name, other.bytes] if other.is_a?(Checksum)
    end

    # Reads the source again.
    #
    # @param source (see Swiftsum.checksum)
    # @param settle (see Swiftsum.checksum)
    # @yieldparam (see Swiftsum.checksum)
    # @return [Boolean] whether this is its checksum
    # @raise (see Swiftsum.checksum)
    def matches?(source, settle: 0, &progress)
      Swiftsum.checksum(source, algorithm, settle:, &progress) == self
    end

    # The time it takes does not tell how much of a cryptographic digest is right.
    #
    # @param other [Object]
    # @return [Boolean] whether it is a Checksum, and its algorithm and bytes are the same
    def ==(other)
      return false unless other.is_a?(Checksum) && algorithm == other.algorithm
      return bytes == other.bytes unless algorithm.cryptographic?

      bytes.each_byte.zip(other.bytes.each_byte).sum { |mine, theirs| mine ^ theirs }.zero?
    end
    alias eql? ==

    # @return [Integer] the same for those that are equal
    def hash
      [algorithm, bytes].hash
    end

    # What Marshal has of it.
    #
    # @api private
    def marshal_dump
      [algorithm, bytes]
    end

    # @api private
    # @raise [ArgumentError] unless there are as many bytes as the algorithm's digest has
    def marshal_load(values)
      initialize(*values)
    end

    # What YAML has of it.
    #
    # @api private
    # @raise [TypeError] if its algorithm is of {CRC.define}, which has no name to be found by
    def encode_with(coder)
      coder.map = { "algorithm" => algorithm, "hexdigest" => hexdigest }
    end

    # @api private
    def init_with(coder)
      initialize(*Notation.read("#{coder['algorithm']}:#{coder['hexdigest']}".b, nil))
    end

    # @return [String] for people: `#<Swiftsum::Checksum sha256:9f86d0…>`
    def inspect
      "#<#{self.class} #{to_oci}>"
    end
  end
end
