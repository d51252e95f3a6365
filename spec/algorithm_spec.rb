# frozen_string_literal: true

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
    expect { described_class.fetch("x" * 1_000_000) }.to raise_error ArgumentError, /Swiftsum.algorithms .* list those/
  end

  it "is found by its own name, even if another's differs in case and punctuation only" do
    described_class.all.each { |algorithm| expect(described_class[algorithm.name]).to be algorithm }
    expect(described_class["CRC-64-NVME"]).to be described_class[:crc64nvme]
  end

  it "says what it is" do
    expect(sha256).to have_attributes(name: "sha256", to_s: "sha256", to_sym: :sha256, digest_length: 32,
                                      block_length: 64, cryptographic?: true, integer?: false, combinable?: false)
    expect(described_class[:crc32]).to have_attributes(digest_length: 4, block_length: 1, cryptographic?: false,
                                                       integer?: true, combinable?: true)
    expect(described_class[:blake3].parameters).to include(key: 32..32)
    expect(sha256.inspect).to eq "#<Swiftsum::Algorithm: sha256>"
  end

  it "is one of a registry that nobody changes" do
    expect(described_class.all).to be_frozen
    expect(described_class.all.map(&:name)).to include("crc32", "crc32c", "sha256", "blake3")
    expect(described_class.all.map(&:name).uniq.size).to eq described_class.all.size
    expect(Ractor.shareable?(described_class.all)).to be true
  end
end
