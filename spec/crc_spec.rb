# frozen_string_literal: true

require "csv"
require "yaml"

require_relative "conformance/inputs"
require_relative "support/abi"
require_relative "support/crc_definition"
require_relative "support/vectors"

RSpec.describe Swiftsum::CRC do
  catalogue = CSV.read(File.expand_path("vectors/crc_catalogue.csv", __dir__), headers: true)
  # The one that is wider than 64 bits has a name, but can't be defined.
  definable = catalogue.reject { |row| row["width"].to_i > 64 }

  def define(row)
    described_class.define(width: row["width"].to_i, poly: row["poly"].hex, init: row["init"].hex,
                           refin: row["refin"] == "true", refout: row["refout"] == "true", xorout: row["xorout"].hex)
  end

  describe ".[]" do
    it "knows every CRC of the catalogue by its name" do
      checks = catalogue.to_h { |row| [row["name"], described_class[row["name"]].new.update("123456789").to_i] }

      expect(checks.size).to eq 113
      expect(checks).to eq(catalogue.to_h { |row| [row["name"], row["check"].hex] })
    end

    it "finds it however it is written" do
      expect(described_class["crc_16_xmodem"]).to equal described_class["CRC-16/XMODEM"]
      expect(described_class[:crc32c]).to equal Swiftsum::CRC32C
    end

    it "refuses a name that is not there and says what may be meant" do
      expect { described_class["CRC-16/XMODEN"] }.to raise_error(ArgumentError, %r{did you mean CRC-16/XMODEM})
    end

    it "refuses what is not a CRC" do
      expect { described_class[:sha256] }.to raise_error(ArgumentError, "sha256 is not a CRC")
    end
  end

  describe "in C, by value" do
    let(:library) do
      Module.new do
        extend FFI::Library

        ffi_lib Swiftsum::Native::Library.locate
        attach_function :crc, :swiftsum_crc, %i[uint32 uint64 pointer size_t], :uint64
      end
    end

    def bytes(string)
      FFI::MemoryPointer.new(:char, [string.bytesize, 1].max).put_bytes(0, string)
    end

    catalogue.reject { |row| row["width"].to_i > 64 }.each do |row|
      it "goes on with #{row['name']} from what stands before" do
        number = Swiftsum::Algorithm.fetch(row["name"]).number
        nothing = library.crc(number, 0, nil, 0)
        first = library.crc(number, nothing, bytes("12345"), 5)

        expect(library.crc(number, first, bytes("6789"), 4)).to eq row["check"].hex
        expect(library.crc(number, first, bytes(""), 0)).to eq first
        expect(nothing).to eq Swiftsum::CRC[row["name"]].new.to_i
      end

      it "ignores what is above the width of #{row['name']}" do
        number = Swiftsum::Algorithm.fetch(row["name"]).number
        first = library.crc(number, library.crc(number, 0, nil, 0), bytes("12345"), 5)
        more = first | ((~0 << row["width"].to_i) & ((2**64) - 1))

        input = bytes("6789" * 2500)

        expect(library.crc(number, more, input, 4)).to eq row["check"].hex
        [0, 40, 1000, 10_000].each do |length|
          expect(library.crc(number, more, input, length)).to eq library.crc(number, first, input, length)
        end
      end
    end

    it "says that anything else is a mistake" do
      numbers = %w[sha256 adler32 CRC-82/DARC].map { |name| Swiftsum::Algorithm.fetch(name).number }
      [*numbers, 1 << 31].each do |number|
        FFI.errno = 0
        expect(library.crc(number, 1, bytes("a"), 1)).to eq 0
        expect(FFI.errno).to eq Errno::EINVAL::Errno
      end
    end
  end

  describe ".define" do
    # Williams' model, a bit at a time.
    def register(bits, width:, poly:, init:, **)
      bits.reduce(init) do |before, bit|
        shifted = (before << 1) & ((1 << width) - 1)
        before[width - 1] == bit ? shifted : shifted ^ poly
      end
    end

    def bit_by_bit(string, **model)
      value = register(string.unpack1(model[:refin] ? "b*" : "B*").each_char.map(&:to_i), **model)
      digits = value.to_s(2).rjust(model[:width], "0")
      (model[:refout] ? digits.reverse : digits).to_i(2) ^ model[:xorout]
    end

    [true, false].product([true, false]).each do |refin, refout|
      it "goes by all parameters, with refin #{refin} and refout #{refout}" do
        random = Random.new(9)
        [3, 7, 8, 12, 16, 31, 32, 33, 63, 64].each do |width|
          poly, init, xorout = Array.new(3) { random.rand(1 << width) }
          strings = [0, 1, 15, 16, 17, 300].map { |length| random.bytes(length) }
          # The term 1 is one of most polynomials, but not of all that are taken.
          [poly | 1, poly & ~1].product(strings) do |polynomial, string|
            model = { width:, poly: polynomial, init:, refin:, refout:, xorout: }
            expect(described_class.define(**model).new.update(string).to_i).to eq bit_by_bit(string, **model)
          end
        end
      end
    end

    definable.each do |row|
      it "gives what the catalogue says of #{row['name']}" do
        crc = define(row)

        expect(crc.new.update("123456789").to_i).to eq row["check"].hex
        expect(crc.digest("123456789").bytesize).to eq((row["width"].to_i + 7) / 8)
      end
    end

    it "digests long input as the CRC of that name does, in whatever pieces it comes" do
      input = Random.new(1).bytes(70_000)
      definable.each do |row|
        crc = define(row)
        pieces = crc.new.update(input.byteslice(0, 12_345)).update(input.byteslice(12_345..))

        expect(pieces.hexdigest).to eq described_class[row["name"]].hexdigest(input)
      end
    end

    it "gives algorithms that are the same if their parameters are, out of Marshal too" do
      crc, again, other = [0x1021, 0x1021, 0x1023].map { |poly| described_class.define(width: 16, poly:).algorithm }

      expect([again, Marshal.load(Marshal.dump(crc))]).to all eq crc
      expect([again.hash, Marshal.load(Marshal.dump(crc)).hash]).to all eq crc.hash
      expect(other).not_to eq crc
    end

    it "gives checksums that are the same, too" do
      first, second = Array.new(2) do
        Swiftsum.checksum(__FILE__, described_class.define(width: 64, poly: 3, xorout: 5))
      end

      expect([second, Marshal.load(Marshal.dump(first))]).to all eql first
      expect { first.to_yaml }.to raise_error(TypeError, /\Acrc-64 .* has no name in YAML\z/)
    end

    it "gives a class that its algorithm knows, and that files are summed with" do
      crc = described_class.define(width: 16, poly: 0x1021)

      expect(crc.algorithm.digest_class).to be crc
      expect(Marshal.load(Marshal.dump(crc.algorithm)).digest_class.hexdigest("123456789")).to eq "31c3"
      expect(Swiftsum.checksum(__FILE__, crc).to_i).to eq described_class["CRC-16/XMODEM"].file(__FILE__).to_i
    end

    {
      "width is 3 to 64, not 2" => { width: 2, poly: 1 },
      "width is 3 to 64, not 65" => { width: 65, poly: 1 },
      "poly has 8 bits at most, not 107 (hexadecimal)" => { width: 8, poly: 0x107 },
      "init has 8 bits at most, not -1 (hexadecimal)" => { width: 8, poly: 7, init: -1 },
      "xorout has 8 bits at most, not 100 (hexadecimal)" => { width: 8, poly: 7, xorout: 256 }
    }.each do |message, parameters|
      it "refuses #{parameters}" do
        expect { described_class.define(**parameters) }.to raise_error(ArgumentError, message)
      end
    end

    {
      'width is an Integer, not "8"' => { width: "8", poly: 7 },
      "width is an Integer, not nil" => { width: nil, poly: 7 },
      "width is an Integer, not 8.5" => { width: 8.5, poly: 7 },
      'poly is an Integer, not "7"' => { width: 8, poly: "7" },
      "init is an Integer, not 1.0" => { width: 8, poly: 7, init: 1.0 },
      'refin is true or false, not "false"' => { width: 8, poly: 7, refin: "false" },
      "refout is true or false, not 1" => { width: 8, poly: 7, refout: 1 }
    }.each do |message, parameters|
      it "refuses #{parameters}, which has another type" do
        expect { described_class.define(**parameters) }.to raise_error(TypeError, message)
      end
    end
  end

  # It is computed in a way of its own.
  # Of long messages the CRC-32C is computed in several places at once: a power of two of steps of 352 bytes.
  describe "of messages that are taken in several places at once" do
    string = Random.new(7).bytes(352 * 5000)

    (3..12).each do |exponent|
      it "is that of their pieces, around #{1 << exponent} steps" do
        [-1, 0, 1, 7, 8, 9, 352].each do |offset|
          message = string.byteslice(0, 256 + (352 << exponent) + offset)
          pieces = message.bytes.each_slice(1500).inject(Swiftsum::CRC32C.new) { |crc, piece| crc << piece.pack("C*") }

          expect(Swiftsum.crc32c(message)).to eq(pieces.to_i), "#{message.bytesize} bytes"
        end
      end
    end
  end

  describe "that is wider than a register" do
    let(:crc) { described_class["CRC-82/DARC"] }
    let(:definition) { CRCDefinition.new(Vectors.catalogue.fetch("CRC-82/DARC")) }
    # What is added up has 273 bytes, 48 times that is read at a time, and less than a value is not enough for one.
    let(:lengths) do
      rows = [1, 2, 3, 47, 48, 49, 96, 97].product([-1, 0, 1, 10, 11, 12])
      [*0..300, *rows.map { |number, more| (273 * number) + more }].sort
    end

    it "has the digests of its definition, whatever the length" do
      messages = lengths.map { |length| Inputs::BYTES.byteslice(1, length) }

      expect(messages.map { |message| crc.hexdigest(message) }).to eq definition.hexdigests(messages)
    end

    it "has the same in whatever pieces it comes" do
      message = Inputs::BYTES.byteslice(0, 40_000)
      whole = crc.hexdigest(message)
      lengths.each do |length|
        pieces = [message.byteslice(0, 37), message.byteslice(37, length), message.byteslice((37 + length)..)]

        expect(pieces.inject(crc.new) { |digest, piece| digest.update(piece) }.hexdigest).to eq whole
      end
    end

    it "does not change by 273 bytes of zeros" do
      first = crc.new.update("first")

      expect(Array.new(273).inject(first.dup) { |digest, _| digest.update("\0") }).to eq first
      expect(first.dup.update("\0" * 273 * 3)).to eq first
    end

    it "combines" do
      input = Inputs::BYTES.byteslice(0, 2_000)
      [0, 1, 272, 273, 274, 1_000, 2_000].each do |length|
        parts = [input.byteslice(0, 2_000 - length), input.byteslice(2_000 - length, length), input]
        first, second, both = parts.map { |part| crc.new.update(part).to_i }

        expect(crc.combine(first, second, length)).to eq both
        long = length + (1 << 60)
        expect(crc.combine(first, second, long)).to eq definition.combine(first, second, long)
      end
    end

    {
      -1 => RangeError, 1 << 88 => RangeError, 1.0 => TypeError, "1" => TypeError, nil => TypeError
    }.each do |number, error|
      it "does not combine #{number.inspect}" do
        expect { crc.combine(number, 1, 2) }.to raise_error(error, /\Aa digest /)
        expect { crc.combine(1, number, 2) }.to raise_error(error, /\Aa digest /)
        expect { crc.combine(1, 2, -1) }.to raise_error(RangeError, "a length is 0 or more, not -1")
      end
    end
  end

  describe "in C, of digests" do
    # The status, and what is in the memory for the result, of `capacity` bytes and one.
    def combined(algorithm, first, second, length, capacity = algorithm.digest_length)
      memory = FFI::MemoryPointer.new(capacity + 1).put_bytes(0, "\xAA" * (capacity + 1))
      status = Swiftsum::Native.combine_digests(algorithm.number, first, second, length, memory, capacity)
      [status, memory.read_bytes(capacity + 1)]
    end

    it "gives what combining numbers does, and writes no more" do
      Swiftsum.algorithms.select(&:combinable?).each do |algorithm|
        first, second, both = %w[first second firstsecond].map { |input| algorithm.digest_class.digest(input) }

        expect(combined(algorithm, first, second, 6)).to eq [0, both + "\xAA".b]
        expect(combined(algorithm, first, second, 6, both.size + 2)).to eq [0, both + ("\xAA".b * 3)]
      end
    end

    it "may take the place of one of the two" do
      algorithm = Swiftsum::Algorithm.fetch(:crc32)
      first, second, both = %w[first second firstsecond].map { |input| algorithm.digest_class.digest(input) }
      [[first, second, 0], [first, second, 1]].each do |*digests, place|
        memory = digests.map { |digest| FFI::MemoryPointer.new(4).put_bytes(0, digest) }
        Swiftsum::Native.combine_digests(algorithm.number, *memory, 6, memory[place], 4)

        expect(memory[place].read_bytes(4)).to eq both
      end
    end

    it "is refused where there is no room, and of what cannot be combined" do
      crc32, sha256, wide = ["crc32", "sha256", "CRC-82/DARC"].map { |name| Swiftsum::Algorithm.fetch(name) }
      nothing = ["\xAA".b * 4, "\xAA".b * 33]
      cell = FFI::MemoryPointer.new(:uint64)

      expect(combined(crc32, "abcd", "abcd", 1, 3)).to eq [ABI::STATUSES["SWIFTSUM_ERROR_SIZE"], nothing.first]
      expect(combined(sha256, "a" * 32, "b" * 32, 1)).to eq [ABI::STATUSES["SWIFTSUM_ERROR_UNSUPPORTED"], nothing.last]
      expect(Swiftsum::Native.combine(wide.number, 1, 2, 3, cell)).to eq ABI::STATUSES["SWIFTSUM_ERROR_UNSUPPORTED"]
    end
  end

  describe "combine" do
    it "gives the CRC of a concatenation, for each of the catalogue" do
      first = Random.new(2).bytes(333)
      second = Random.new(3).bytes(4_444)
      definable.each do |row|
        [described_class[row["name"]], define(row)].each do |crc|
          a, b, both = [first, second, first + second].map { |input| crc.new.update(input).to_i }

          expect(crc.combine(a, b, second.bytesize)).to eq both
        end
      end
    end

    it "takes lengths that no memory has" do
      zeros = Swiftsum::CRC32.combine(0x12345678, 0, 1 << 60)

      expect(Swiftsum::CRC32.combine(0x12345678, 0, (1 << 60) + 4))
        .to eq Swiftsum::CRC32.combine(zeros, 0, 4)
    end
  end
end
