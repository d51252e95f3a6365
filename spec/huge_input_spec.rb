# frozen_string_literal: true

require "open3"
require "openssl"
require "tmpdir"

require_relative "support/crc_definition"
require_relative "support/sparse_string"
require_relative "support/vectors"

RSpec.describe "Input of more than 4 GiB", :slow do
  random = Random.new(4)
  length = (1 << 32) + 70_001
  # The rest is zeros.
  parts = { 0 => random.bytes(100), (1 << 32) - 50 => random.bytes(100), length - 99 => random.bytes(99) }
  zeros = "\0".b * (1 << 20)

  # Writes all of it, piece by piece.
  define_method(:write_to) do |target|
    written = parts.inject(0) do |place, (next_place, bytes)|
      (next_place - place).divmod(zeros.bytesize).then do |count, rest|
        count.times { target << zeros }
        target << zeros.byteslice(0, rest) << bytes
      end
      next_place + bytes.bytesize
    end
    raise "#{written} bytes" unless written == length
  end

  # From those of the parts and of the zeros between them.
  define_method(:crc) do |name|
    definition = CRCDefinition.new(Vectors.crc(name))
    parts.inject([0, 0]) do |(crc, place), (next_place, bytes)|
      crc = definition.combine(crc, definition.of_zeros(next_place - place), next_place - place)
      [definition.combine(crc, definition.hexdigests([bytes]).first.hex, bytes.bytesize), next_place + bytes.bytesize]
    end.first
  end

  # What the program of the BLAKE3 team says.
  define_method(:b3sum) do
    Open3.popen2("b3sum", "--no-names") do |input, output|
      write_to(input)
      input.close
      output.read.chomp
    end
  end

  describe "in one String" do
    before(:context) { @string = SparseString.new(length, parts) }

    it "has its BLAKE3" do
      expect(Swiftsum::BLAKE3.hexdigest(@string)).to eq b3sum
    end

    it "has its SHA-256, as one update" do
      digest = OpenSSL::Digest.new("SHA256")
      write_to(digest)

      expect(Swiftsum::SHA256.new.update(@string).hexdigest).to eq digest.hexdigest
    end

    # Whose lanes are told the length in words of 32 bits.
    it "has its BLAKE2s, beside others" do
      digest = OpenSSL::Digest.new("BLAKE2s256")
      write_to(digest)

      expect(Swiftsum::BLAKE2S.hexdigest_all([@string, "a", @string, @string]))
        .to eq [digest.hexdigest, Swiftsum::BLAKE2S.hexdigest("a"), digest.hexdigest, digest.hexdigest]
    end

    %w[crc32 crc32c].each do |name|
      it "has its #{name}, by value" do
        expect(Swiftsum.public_send(name, @string)).to eq crc(name)
      end
    end
  end

  it "comes through a pipe" do
    reader, writer = IO.pipe(binmode: true)
    writing = Thread.new do
      write_to(writer)
      writer.close
    end

    expect(Swiftsum.checksum(reader, :crc32).to_i).to eq crc("crc32")
    writing.join
  end

  it "is known by its size where it is a file" do
    Dir.mktmpdir do |folder|
      path = File.join(folder, "sparse")
      File.open(path, "wb") { |file| file.truncate(length) }

      expect(catch(:total) { Swiftsum.checksum(path, :crc32) { |_, total| throw :total, total } }).to eq length
    end
  end
end

RSpec.describe "Output of more than 2 GiB", :slow do
  it "ends as the same output does from there on" do
    length = (1 << 31) + 65
    digest = Swiftsum::BLAKE3.new(digest_length: length).digest

    expect(digest.bytesize).to eq length
    expect(digest.byteslice(-65, 65)).to eq Swiftsum::BLAKE3.new(digest_length: 65, seek: 1 << 31).digest
  end
end
