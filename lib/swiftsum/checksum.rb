# frozen_string_literal: true

require_relative "algorithm"

module Swiftsum
  # A digest together with the algorithm that it is of: a frozen value, which Ractors may share and a Hash may
  # have as its key.
  #
  # @example
  #   Swiftsum.checksum("pkg/a.gem") == Swiftsum::Checksum.parse("sha256:9f86d081…")
  class Checksum
    autoload :Nix32, "#{__dir__}/checksum/nix32"
    autoload :Notation, "#{__dir__}/checksum/notation"
    autoload :TagLine, "#{__dir__}/checksum/tag_line"

    require_relative "checksum/stored"
    include Stored

    NONE = [].freeze
    private_constant :NONE

    # @return [Algorithm] that it is of
    attr_reader :algorithm

    # @return [String] binary and frozen, in the order that the algorithm's standard prints; of a CRC, big-endian
    attr_reader :bytes

    # Reads a checksum as people write it:
    # - `sha256:9f86d0…`, what {#to_oci} writes;
    # - `sha256-n4bQgY…`, what {#to_sri} writes, with or without `?options`;
    # - `SHA256 (name) = 9f86d0…`, what {#to_tag} writes, also in the spellings of OpenSSL, rhash and xxhsum;
    # - `sha-256=:n4bQgY…:`, what {#to_http} writes; `sha256=9f86d0…`, and so with Base64;
    # - with an algorithm beside it, a bare digest in hexadecimal or Base64.
    #
    # Hexadecimal digits are read in either case, and written in lower case, which is the only one that OCI has.
    # Any may end with a newline, as what is read from a file does. Of a list (`sha384-… sha512-…`, or with commas
    # `sha-256=:…:, sha-512=:…:`) the strongest algorithm counts, as Subresource Integrity has it: a cryptographic one
    # before others, then the one with the longest digest. Where it is there more than once, each may match: the others
    # are {#alternatives} of the first. An algorithm that is unknown here does not count beside one that is known.
    #
    # @param text [String]
    # @param name [Algorithm, Symbol, String, Class, nil] the algorithm of a bare digest
    # @param algorithm [Algorithm, Symbol, String, Class, nil] the same, as a keyword
    # @return [Checksum]
    # @raise [ParseError] says what is wrong with the text
    # @raise [UnknownAlgorithmError]
    # @raise [TypeError] unless the text is a String
    def self.parse(text, name = nil, algorithm: name)
      first, *others = Notation.read(String.new(text).b, algorithm && Algorithm.fetch(algorithm))
      others.empty? ? first : new(first.algorithm, first.bytes, alternatives: others)
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
    # @param alternatives [Array<Checksum>]
    # @raise [ArgumentError] unless there are as many bytes as the algorithm's digest has
    # @raise [UnknownAlgorithmError]
    # @raise [TypeError] unless the bytes are a String
    def initialize(algorithm, bytes, alternatives: [])
      @algorithm = Algorithm.fetch(algorithm)
      @bytes = String.new(bytes).b.freeze
      @alternatives = alternatives.dup.freeze unless alternatives.empty?
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

    # @return [Array<Checksum>] frozen: what a list allows besides this one, `sha512-… sha512-…`; {#===} takes any. They
    #   count for nothing in {#==}
    def alternatives
      @alternatives || NONE
    end

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

    # @return [String] as Subresource Integrity has it: `sha256-n4bQgY…`, with {#alternatives} a list of those, too
    def to_sri
      [self, *alternatives].map { |each| "#{each.algorithm}-#{each.base64digest}" }.join(" ")
    end

    # @return [String] as Nix has it in base 32: digits `0` to `9` and `a` to `z` less `e`, `o`, `t` and `u`, five bits
    #   each, the last ones first
    def to_nix32
      Nix32.encode(bytes)
    end

    # @return [String] as the fields `Content-Digest` and `Repr-Digest` of HTTP have it (RFC 9530):
    #   `sha-256=:n4bQgY…:`
    # @raise [UnsupportedError] if HTTP has no name for the algorithm: it has names for sha256, sha512 and, deprecated,
    #   for md5, sha1, cksum, adler32 and crc32c
    def to_http
      name = Algorithm::Spellings.http(algorithm) or raise UnsupportedError, "HTTP has no name for #{algorithm}"
      "#{name}=:#{base64digest}:"
    end

    # @param name [String, #to_path] of the file. It is not escaped: see {Manifest}
    # @return [String] a BSD tag line without its newline: `SHA256 (name) = 9f86d0…`
    # @raise [ArgumentError] for a name that would break the line
    # @raise [TypeError] for what is no name
    def to_tag(name)
      name = File.path(name)
      raise ArgumentError, "a name with a newline does not fit in a line" if name.b.include?("\n")

      TagLine.write(algorithm, name, hexdigest)
    end

    # For `JSON.generate`, and under ActiveSupport.
    #
    # @return [String] what {#to_oci} gives and {.parse} reads
    def as_json(*) = to_oci

    # @return [String] the same, as JSON; neither a name nor a digit needs escaping
    def to_json(*) = %("#{to_oci}")

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
    # @return [Boolean] whether this is its checksum, or one of the {#alternatives} is
    # @raise (see Swiftsum.checksum)
    def matches?(source, settle: 0, &progress)
      self === Swiftsum.checksum(source, algorithm, settle:, &progress) # rubocop:disable Style/CaseEquality
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

    # The same sooner, where nothing is secret: of files and lists.
    #
    # @api private
    # @param other [Checksum, nil]
    # @return [Boolean]
    def same?(other)
      bytes == other&.bytes && algorithm == other.algorithm
    end

    # @param other [Object]
    # @return [Boolean] whether it equals this one, or one of the {#alternatives}
    def ===(other)
      self == other || alternatives.include?(other)
    end

    # @return [Integer] the same for those that are equal
    def hash
      [algorithm, bytes].hash
    end

    # @return [String] for people: `#<Swiftsum::Checksum sha256:9f86d0…>`
    def inspect
      "#<#{self.class} #{to_oci}>"
    end
  end
end
