# frozen_string_literal: true

require "csv"
require "zlib"

require_relative "support/ruby_process"

RSpec.describe "Checksums by value" do
  include RubyProcess

  string = Random.new(6).bytes(70_000)

  it "are the digests of the classes, as integers" do
    %i[crc32 crc32c crc64nvme crc64xz adler32 xxh32 xxh64 xxh3_64 xxh3_128].each do |name|
      type = Swiftsum::Algorithm.fetch(name).digest_class
      ["", "abc", string].each do |input|
        expect(Swiftsum.public_send(name, input)).to eq type.new.update(input).to_i
      end
    end
  end

  it "are Zlib's, of Adler-32" do
    expect(Swiftsum.adler32(string)).to eq Zlib.adler32(string)
    expect(Swiftsum.adler32("b", Swiftsum.adler32("a"))).to eq Zlib.adler32("ab")
    expect(Swiftsum.adler32_combine(Zlib.adler32("a"), Zlib.adler32("bc"), 2)).to eq Zlib.adler32("abc")
  end

  # Kernels add up inputs of up to 5,552 bytes without a remainder, and a limit of their own of longer ones.
  Swiftsum.instruction_sets.each do |name|
    it "are Zlib's, of Adler-32 of the largest sums, with SWIFTSUM_ISA=#{name}" do
      program = <<~RUBY
        require "swiftsum"
        require "zlib"

        bytes = "\\xFF".b * 2_200_000
        lengths = [*0..5800, 131_071, 131_072, 131_073, 262_144, 262_400, 263_000, 2_200_000]
        print(lengths.reject do |length|
          input = bytes.byteslice(0, length)
          [1, 0xFFF0FFF0].all? { |before| Swiftsum.adler32(input, before) == Zlib.adler32(input, before) }
        end)
      RUBY

      expect(run_ruby(program, { "SWIFTSUM_ISA" => name })).to eq "[]"
    end
  end

  it "go on from what stands before, and follow from two parts" do
    %i[crc64nvme crc64xz].each do |name|
      first = string.byteslice(0, 999)
      second = string.byteslice(999..)
      crcs = [first, second].map { |part| Swiftsum.public_send(name, part) }

      expect(Swiftsum.public_send(name, second, crcs.first)).to eq Swiftsum.public_send(name, string)
      expect(Swiftsum.public_send(:"#{name}_combine", *crcs, second.bytesize)).to eq Swiftsum.public_send(name, string)
    end
  end

  it "depend on the seed as the vectors of xxHash say" do
    rows = CSV.read(File.expand_path("vectors/xxhash.csv", __dir__), headers: true)
    rows = rows.select { |row| row["length"] == "0" }

    expect(rows).not_to be_empty
    rows.each do |row|
      seed = row["seed"].hex
      expect(Swiftsum.xxh32("", seed: seed & 0xFFFFFFFF)).to eq row["xxh32"].hex if seed < 1 << 32
      expect(Swiftsum.xxh64("", seed: seed)).to eq row["xxh64"].hex
      expect(Swiftsum.xxh3_64("", seed: seed)).to eq row["xxh3_64"].hex
      expect(Swiftsum.xxh3_128("", seed: seed)).to eq row["xxh3_128"].hex
    end
  end

  it "are the same without the GVL" do
    before = Swiftsum.gvl_release_bytes
    held = Swiftsum.xxh3_64(string)
    Swiftsum.gvl_release_bytes = 1
    expect(Swiftsum.xxh3_64(string)).to eq held
  ensure
    Swiftsum.gvl_release_bytes = before
  end

  it "are of what converts to a String too, and of nothing else" do
    expect(Swiftsum.xxh64(Struct.new(:to_str).new("abc"))).to eq Swiftsum.xxh64("abc")
    expect { Swiftsum.xxh64(nil) }.to raise_error TypeError
    expect { Swiftsum.crc64xz(1) }.to raise_error TypeError
  end
end
