# frozen_string_literal: true

require "digest"
require "zlib"

RSpec.describe "By the name of an algorithm" do
  it "a digest is made" do
    ["SHA256", "sha-256", :sha256, Swiftsum::Algorithm[:sha256], Swiftsum::SHA256].each do |name|
      expect(Swiftsum::Digest.new(name)).to be_an_instance_of Swiftsum::SHA256
    end
    expect(Swiftsum::Digest.new("blake3", key: "k" * 32)).to eq Swiftsum::BLAKE3.new(key: "k" * 32)
    expect(Swiftsum::Digest.new("CRC-16/XMODEM").update("123456789").to_i).to eq 0x31c3
    expect(Swiftsum::Digest.new("blake2b-256").digest.bytesize).to eq 32
    expect(Swiftsum::Digest.hexdigest("abc", "MD5")).to eq Digest::MD5.hexdigest("abc")
  end

  it "which is told" do
    expect { Swiftsum::Digest.new("sha265") }.to raise_error Swiftsum::UnknownAlgorithmError, /did you mean sha256/
    expect { Swiftsum::Digest.new }.to raise_error NotImplementedError, /abstract/
    expect { Swiftsum::Digest.new("sha256", key: "k") }.to raise_error ArgumentError, "sha256 takes no key"
  end

  it "which the digest knows" do
    Swiftsum.algorithms.each { |algorithm| expect(algorithm.digest_class.new.name).to eq algorithm.name }
    digest = Swiftsum::Digest.new("sha512").update("abc")
    expect(Swiftsum::Digest.new(digest.name).update("abc")).to eq digest
  end

  it "a String is digested" do
    expect(Swiftsum.digest("sha256", "abc")).to eq Digest::SHA256.digest("abc")
    expect(Swiftsum.hexdigest("SHA-256", "abc")).to eq Digest::SHA256.hexdigest("abc")
    expect(Swiftsum.hexdigest(:blake3, "abc", digest_length: 4)).to eq Swiftsum::BLAKE3.hexdigest("abc")[0, 8]
    expect { Swiftsum.digest("sha256", nil) }.to raise_error TypeError, "no implicit conversion of nil into String"
    expect { Swiftsum.digest("sha265", "abc") }.to raise_error Swiftsum::UnknownAlgorithmError
  end

  it "a CRC is computed by value" do
    string = Random.new(4).bytes(10_000)
    Swiftsum.algorithms.select(&:crc?).each do |algorithm|
      [0, 5, 5_000].each do |cut|
        crc = Swiftsum.crc(algorithm, string.byteslice(0, cut))

        expect(Swiftsum.crc(algorithm.name, string.byteslice(cut..), crc))
          .to eq algorithm.digest_class.hexdigest(string).hex
      end
    end
  end

  it "a CRC is computed by value by its class, and by one that was defined" do
    [Swiftsum::CRC["CRC-16/XMODEM"], Swiftsum::CRC.define(width: 16, poly: 0x1021)].each do |crc|
      expect(crc.checksum("123456789")).to eq 0x31c3
      expect(crc.checksum("6789", crc.checksum("12345"))).to eq 0x31c3
      expect([crc.checksum, crc.checksum("", 7)]).to eq [0, 7]
      expect(Swiftsum.crc(crc, "123456789")).to eq 0x31c3
    end
    expect(Swiftsum::CRC32.checksum("abc")).to eq Zlib.crc32("abc")
    expect(Swiftsum::SHA256).not_to respond_to :checksum
  end

  it "what is not a CRC, no String and no number is refused" do
    expect { Swiftsum.crc("md5", "a") }.to raise_error Swiftsum::UnknownAlgorithmError, "md5 is not a CRC"
    expect { Swiftsum.crc("CRC-16/XMODEM", nil) }.to raise_error TypeError, /nil into String/
    expect { Swiftsum.crc("CRC-16/XMODEM", "a", "1") }.to raise_error TypeError
  end

  # By name, by what somebody defined, and one that is longer than a number in C.
  [["crc32c"], ["crc64xz"], ["CRC-16/XMODEM"], ["CRC-82/DARC"],
   [{ width: 16, poly: 0x1021 }, "one of CRC.define"]].each do |crc, called = crc|
    it "no CRC is continued from, or combined with, what is none: #{called}" do
      crc = crc.is_a?(Hash) ? Swiftsum::CRC.define(**crc) : Swiftsum::CRC[crc]
      most = (1 << (8 * crc.algorithm.digest_length)) - 1

      { -1 => RangeError, -(1 << 31) => RangeError, (most + 1) => RangeError, (1 << 200) => RangeError,
        1.9 => TypeError, "1" => TypeError }.each do |number, error|
        [-> { Swiftsum.crc(crc, "a", number) }, -> { crc.checksum("", number) }, -> { crc.combine(number, 1, 2) },
         -> { crc.combine(1, number, 2) }].each do |call|
          expect(&call).to raise_error(error, /\Aa digest is .*, not #{Regexp.escape(number.inspect)}\z/)
        end
      end
      expect([crc.checksum("", 0), crc.checksum("a", most), crc.combine(most, 0, 1)]).to all be_between(0, most)
    end
  end

  describe Swiftsum::SHA2 do
    it "is SHA-2 by its bits, as Digest::SHA2 is" do
      [256, 384, 512].each do |bits|
        expect(described_class.new(bits).update("abc")).to eq Digest::SHA2.new(bits).update("abc").hexdigest
        expect(described_class.hexdigest("abc", bits)).to eq Digest::SHA2.hexdigest("abc", bits)
      end
      expect([described_class.hexdigest("abc"),
              described_class.new.hexdigest("abc")]).to all eq Digest::SHA2.hexdigest("abc")
      expect(described_class.file(__FILE__)).to eq Digest::SHA256.file(__FILE__)
      expect(described_class.new(224)).to be_a Swiftsum::SHA224
      expect { described_class.new(1) }.to raise_error ArgumentError, /224, 256, 384 or 512 bits, not 1/
    end
  end

  it "classes are found as everybody writes it, and in capitals" do
    { Adler32: :ADLER32, BLAKE2b: :BLAKE2B, BLAKE2s: :BLAKE2S }.each do |name, capitals|
      expect(Swiftsum.const_get(name)).to be Swiftsum.const_get(capitals)
      expect(Swiftsum.const_get(name).name).to eq "Swiftsum::#{name}"
      expect(Swiftsum::Algorithm[name].digest_class).to be Swiftsum.const_get(name)
    end
  end

  it "is `algorithm:` wherever there is an algorithm" do
    names = %i[md5 crc32]
    path = __FILE__
    expect(Swiftsum.checksums(path, algorithm: names)).to eq Swiftsum.checksums(path, *names)
    expect(Swiftsum.checksums(path, :md5, algorithm: :crc32)).to eq Swiftsum.checksums(path, *names)
    expect(Swiftsum.each_checksum([path], algorithm: :md5).to_a).to eq Swiftsum.each_checksum([path], :md5).to_a
    expect(Swiftsum.each_checksum([path], algorithm: names).to_a).to eq Swiftsum.each_checksum([path], *names).to_a
    expect(Swiftsum::Checksum.parse("00000000", algorithm: :crc32)).to eq Swiftsum::Checksum.parse("00000000", :crc32)
  end
end
