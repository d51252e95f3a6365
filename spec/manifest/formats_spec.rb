# frozen_string_literal: true

require "stringio"
require "tmpdir"

require_relative "../support/names"

# What holds for each format that is written.
RSpec.describe Swiftsum::Manifest do
  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  # By the format, an algorithm that it has, and whether it holds every name.
  formats = {
    gnu: [:sha256, true], tag: [:sha256, true], json: [:sha256, true], sfv: [:crc32, false], hashdeep: [:sha256, false],
    swiftsum: [:sha256, true]
  }

  def entry(name, algorithm)
    checksum = Swiftsum::Checksum.new(algorithm, Swiftsum.digest(algorithm, name))
    described_class::Entry.new(name, checksum, name.bytesize)
  end

  def names(entries)
    entries.map { |entry| [entry.name, entry.checksums] }
  end

  it "is tried here, each" do
    expect(formats.keys).to eq described_class::FORMATS.keys
  end

  formats.each do |format, (algorithm, any_name)|
    describe "#{format}: a list" do
      def random_names(random)
        bytes = [*1..255] + ("\\\n\r\t; ()=%,*#0aF" * 20).bytes
        Array.new(2_000) { bytes.sample(random.rand(1..8), random:).pack("C*") }
      end

      it "keeps any name, or says that it can't" do
        refused = (NAMES + random_names(Random.new(RSpec.configuration.seed))).reject do |name|
          entries = [entry("before", algorithm), entry(name, algorithm)]
          described_class.write("list", entries, format:)
          expect(names(described_class.open("list", &:to_a))).to eq names(entries)
        rescue Swiftsum::UnwritableEntryError
          false
        end

        expect(refused.empty?).to be any_name
        expect(refused.size).to be < NAMES.size + 2_000
      end

      it "is recognised by what it holds" do
        described_class.write("list", [entry("0123456789abcdef", algorithm)], format:)

        expect(described_class.open("list", &:to_a)).to eq described_class.open("list", format:, &:to_a)
      end

      it "is as it was where an entry does not fit into it" do
        File.write("list", "old")
        [entry("a" * 70_000, algorithm), entry("", algorithm), described_class::Entry.new("a", nil, 1)].each do |bad|
          expect { described_class.write("list", [entry("a", algorithm), bad], format:) }
            .to raise_error(Swiftsum::UnwritableEntryError, /does not fit/)
        end

        expect(Dir.children(".").to_h { |name| [name, File.read(name)] }).to eq("list" => "old")
      end
    end
  end

  it "says which formats there are" do
    message = /unknown format :nosuch; there are gnu, tag, json/

    expect { described_class.write("list", [], format: :nosuch) }.to raise_error(ArgumentError, message)
    expect { described_class.new(StringIO.new, format: :nosuch) }.to raise_error(ArgumentError, message)
  end

  it "has digests of several algorithms of a file, in formats that name them" do
    checksums = %i[md5 sha256].map { |name| Swiftsum::Checksum.new(name, Swiftsum.digest(name, "a")) }
    both = described_class::Entry.new("a", checksums)
    %i[tag json].each do |format|
      described_class.write("list", [both], format:)
      expect(described_class.open("list", &:to_a).map(&:checksum)).to eq checksums
    end
    described_class.write("list", [both], format: :swiftsum)
    expect(described_class.open("list", &:to_a)).to eq [both]
    %i[gnu sfv].each do |format|
      expect { described_class.write("list", [both], format:) }
        .to raise_error(Swiftsum::UnwritableEntryError, /several digests/)
    end
  end
end
