# frozen_string_literal: true

require "yaml"

RSpec.describe Swiftsum::Algorithm do
  let(:sha256) { described_class.fetch(:sha256) }

  it "is found by its name, however people write that" do
    ["sha256", :SHA256, "SHA-256", "Sha_256", Swiftsum::SHA256, Class.new(Swiftsum::SHA256), sha256].each do |name|
      expect(described_class[name]).to be sha256
      expect(described_class.fetch(name)).to be sha256
    end
  end

  it "is not found by any other" do
    [nil, "", "sha", "sha256 ", "\xFF", 256, Swiftsum::Digest, String].each do |name|
      expect(described_class[name]).to be_nil
      expect { described_class.fetch(name) }.to raise_error Swiftsum::UnknownAlgorithmError, /unknown algorithm/
    end
  end

  it "is suggested for a name that is like its own" do
    expect { described_class.fetch(:sah256) }
      .to raise_error ArgumentError, /unknown algorithm "sah256"; did you mean .*sha256/
    expect { described_class.fetch("sha3") }
      .to raise_error ArgumentError, /did you mean sha384, sha3_224, sha3_256, sha3_384 or sha3_512\?\z/
    ["sha", "crc", "", "x" * 1_000_000].each do |name|
      expect { described_class.fetch(name) }.to raise_error ArgumentError, /'swiftsum algorithms' lists them all/
    end
  end

  it "is found by the names that xxhsum, OpenSSL and OpenBSD's cksum have for it" do
    { "XXH3" => "xxh3_64", "XXH128" => "xxh3_128", "SHA2-256" => "sha256", "SHA2-512/256" => "sha512_256",
      "blake2b512" => "blake2b", "BLAKE2s-256" => "blake2s", "RIPEMD-160" => "ripemd160", "RMD160" => "ripemd160" }
      .each { |alias_name, name| expect(described_class[alias_name].name).to eq name }
  end

  it "is found by its own name, even if another's differs in case and punctuation only" do
    described_class.all.each { |algorithm| expect(described_class[algorithm.name]).to be algorithm }
    expect(described_class["CRC-64-NVME"]).to be described_class[:crc64nvme]
  end

  # The values of "123456789" that the catalogue prints.
  {
    "CRC-16" => 0xbb3d, "CRC-16/CCITT-FALSE" => 0x29b1, "CRC-16/X-25" => 0x906e, "x-25" => 0x906e, "XMODEM" => 0x31c3,
    "CRC-16/CCITT" => 0x2189, "kermit" => 0x2189, "Modbus" => 0x4b37, "CRC-16/BUYPASS" => 0xfee8,
    "CRC-16/AUG-CCITT" => 0xe5cc, "CRC-16/EPC" => 0xd64e, "CRC-16/MAXIM" => 0x44c2, "CRC-A" => 0xbf05,
    "CRC-B" => 0x906e, "CRC-8" => 0xf4, "CRC-8/MAXIM" => 0xa1, "CRC-8/AES" => 0x97, "CRC-8/ITU" => 0xa1,
    "CRC-15" => 0x059e, "CRC-24" => 0x21cf02, "CRC-32/ISO-HDLC" => 0xcbf43926, "CRC-32/CASTAGNOLI" => 0xe3069283,
    "CRC-32/POSIX" => 0x765e7680, "CRC-32Q" => 0x3010bf7f, "JAMCRC" => 0x340bc6d9, "CRC-32D" => 0x87315576,
    "CRC-64" => 0x6c40df5f0b497347, "CRC-64/GO-ECMA" => 0x995dc9bbdf1939fa
  }.each do |name, value|
    it "is found as #{name}, as the catalogue calls it too" do
      expect(described_class.fetch(name).digest_class.new.update("123456789").to_i).to eq value
    end
  end

  it "is no other's because of an alias" do
    expect(described_class.fetch("cksum").name).to eq "cksum"
    expect(described_class.fetch("CRC-32").name).to eq "crc32"
    expect { described_class.fetch("CRC-16/CCITT-FLASE") }.to raise_error ArgumentError, %r{CRC-16/CCITT-FALSE}
  end

  it "is found by its bits where it is BLAKE2 with fewer" do
    { "blake2b" => 64, "blake2s" => 32 }.each do |name, most|
      (1..most).each do |digest_length|
        algorithm = described_class.fetch("#{name.upcase}-#{8 * digest_length}")
        digest = described_class[name].digest_class.new(digest_length:).update("abc").digest

        expect(algorithm.digest_class.digest("abc")).to eq digest
        expect(algorithm.digest_length).to eq digest_length
        expect(Marshal.load(Marshal.dump(algorithm))).to be algorithm
      end
    end
    expect(described_class["blake2b-520"] || described_class["blake2b-12"] || described_class["blake2s-0"]).to be_nil
  end

  it "keeps its digest's length where its name says it" do
    short = described_class["BLAKE2b-256"]

    expect(short.digest_class.new(key: "k").digest).to eq Swiftsum::BLAKE2B.new(key: "k", digest_length: 32).digest
    expect { short.digest_class.new(digest_length: 16) }
      .to raise_error ArgumentError, "blake2b-256 takes no digest_length"
  end

  it "says what it is" do
    expect(sha256).to have_attributes(name: "sha256", to_s: "sha256", to_sym: :sha256, digest_length: 32,
                                      block_length: 64, cryptographic?: true, integer?: false, combinable?: false)
    expect(described_class[:crc32]).to have_attributes(digest_length: 4, block_length: 1, cryptographic?: false,
                                                       integer?: true, combinable?: true)
    expect(described_class[:blake3].parameters).to include(key: 32..32)
    expect(sha256.inspect).to eq "#<Swiftsum::Algorithm: sha256>"
  end

  it "is one object, and in YAML its name" do
    expect([sha256.dup, sha256.clone(freeze: false), Marshal.load(Marshal.dump(sha256))]).to all be sha256
    expect(YAML.load([sha256].to_yaml)).to eq ["sha256"]
  end

  it "is one of a registry that nobody changes" do
    expect(described_class.all).to be_frozen
    expect(described_class.all.map(&:name)).to include("crc32", "crc32c", "sha256", "blake3")
    expect(described_class.all.map(&:name).uniq.size).to eq described_class.all.size
    expect(Ractor.shareable?(described_class.all)).to be true
  end
end
