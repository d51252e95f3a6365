# frozen_string_literal: true

require "zlib"

RSpec.describe "CRCs by value" do
  string = Random.new(5).bytes(70_000)

  it "are Zlib's, whatever stands before" do
    [0, 1, 0xDEADBEEF, 0xFFFFFFFF].each do |crc|
      expect(Swiftsum.crc32(string, crc)).to eq Zlib.crc32(string, crc)
    end
  end

  it "can be had piece by piece" do
    [0, 1, 4095, 4096, 4097, string.bytesize].each do |place|
      first = string.byteslice(0...place)
      rest = string.byteslice(place..)

      expect(Swiftsum.crc32(rest, Swiftsum.crc32(first))).to eq Zlib.crc32(string)
      expect(Swiftsum.crc32c(rest, Swiftsum.crc32c(first))).to eq Swiftsum.crc32c(string)
    end
  end

  it "begin with that of nothing, as Zlib's do" do
    expect([Swiftsum.crc32, Swiftsum.adler32]).to eq [Zlib.crc32, Zlib.adler32]
    expect([Swiftsum.crc32c, Swiftsum.crc64nvme, Swiftsum.crc64xz]).to eq [0, 0, 0]
  end

  it "have the check values of the catalogue" do
    expect(Swiftsum.crc32("123456789")).to eq 0xCBF43926
    expect(Swiftsum.crc32c("123456789")).to eq 0xE3069283
  end

  it "follow from those of two parts" do
    first = string.byteslice(0, 1_000)
    rest = string.byteslice(1_000..)

    expect(Swiftsum.crc32_combine(Swiftsum.crc32(first), Swiftsum.crc32(rest), rest.bytesize)).to eq Zlib.crc32(string)
    expect(Swiftsum.crc32c_combine(Swiftsum.crc32c(first), Swiftsum.crc32c(rest), rest.bytesize))
      .to eq Swiftsum.crc32c(string)
  end

  it "are of what converts to a String too, and of nothing else" do
    expect(Swiftsum.crc32(Struct.new(:to_str).new("abc"))).to eq Zlib.crc32("abc")
    [nil, 1, :abc, []].each do |value|
      expect { Swiftsum.crc32(value) }.to raise_error TypeError, /no implicit conversion/
      expect { Swiftsum.crc32c(value) }.to raise_error TypeError, /no implicit conversion/
    end
  end

  it "refuse a CRC of more than 32 bits" do
    expect { Swiftsum.crc32("abc", 1 << 32) }.to raise_error RangeError
    expect { Swiftsum.crc32("abc", nil) }.to raise_error TypeError
    expect { Swiftsum.crc32_combine(0, 1 << 32, 1) }.to raise_error RangeError
  end

  it "refuse to combine by a length that is none" do
    [Swiftsum.method(:crc32_combine), Swiftsum.method(:adler32_combine), Swiftsum::CRC32.method(:combine),
     Swiftsum::CRC.define(width: 16, poly: 0x1021).method(:combine)].each do |combine|
      expect { combine.call(1, 2, -1) }.to raise_error RangeError, /0 or more, not -1/
      expect { combine.call(1, 2, 1 << 64) }.to raise_error RangeError
      expect { combine.call(1, 2, nil) }.to raise_error TypeError
    end
  end
end
