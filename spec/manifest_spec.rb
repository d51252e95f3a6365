# frozen_string_literal: true

require "pathname"
require "stringio"
require "tmpdir"
require "zlib"

require "swiftsum/manifest"
require_relative "support/names"

RSpec.describe Swiftsum::Manifest do
  def read(text, algorithm = :sha256, path: nil)
    described_class.new(StringIO.new(text.b), algorithm:, path:).to_a
  end

  def written(entries, form)
    StringIO.new("".b).tap { |io| form.write(io, entries) }.string
  end

  def entry(name, text = name, algorithm = :sha256)
    described_class::Entry.new(name, Swiftsum::Checksum.new(algorithm, Swiftsum::SHA256.digest(text)))
  end

  def reason(text)
    lines = read(text)
    expect(lines.map(&:class)).to eq [described_class::MalformedLine]
    lines.first.reason
  end

  let(:hex) { "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }
  let(:base64) { [[hex].pack("H*")].pack("m0") }
  let(:checksum) { Swiftsum::Checksum.parse(hex, :sha256) }
  let(:listed) { [described_class::Entry.new("a", checksum)] }

  it "has names that are bytes, whatever text they were" do
    names = ["caf\u00e9", "caf\u00e9".encode("ISO-8859-1"), Pathname("a")]

    expect(names.map { |name| entry(name, "").name }).to all(be_frozen & have_attributes(encoding: Encoding::BINARY))
  end

  # Those that hold any name, a line for each file.
  described_class::FORMATS.slice(:gnu, :tag, :json).each do |format, form|
    describe "a #{format} line" do
      NAMES.each do |name|
        it "keeps the name #{name.inspect}" do
          line = written([entry(name)], form)

          expect(line.count("\n")).to eq 1
          expect(read(line)).to eq [entry(name)]
        end
      end

      it "keeps any name, whatever its bytes" do
        random = Random.new(RSpec.configuration.seed)
        bytes = [*1..255] + ("\\\n\r()= *#" * 30).bytes
        entries = Array.new(2_000) { entry(bytes.sample(random.rand(1..8), random:).pack("C*")) }

        expect(read(written(entries, form))).to eq entries
      end
    end
  end

  describe "#each" do
    it "reads a GNU line, in text and in binary mode" do
      expect(read("#{hex}  a\n")).to eq listed
      expect(read("#{hex} *a\n")).to eq listed
    end

    it "reads a tag line as the BSDs and as OpenSSL write it, whatever the algorithm of GNU lines is" do
      expect(read("SHA256 (a) = #{hex}\n", :crc32)).to eq listed
      expect(read("SHA256(a)= #{hex}\n", :crc32)).to eq listed
      expect(read("SHA-256 (a) = #{hex}\n", :crc32)).to eq listed
    end

    it "reads a tag line as rhash writes it, with the short names padded" do
      md5 = Swiftsum::Checksum.new(:md5, Swiftsum::MD5.digest("test"))
      sha1 = Swiftsum::Checksum.new(:sha1, Swiftsum::SHA1.digest("test"))

      expect(read("MD5   (a) = #{md5}\nSHA1  (a) = #{sha1}\n").map(&:checksum)).to eq [md5, sha1]
    end

    it "reads a tag line whatever the case of the algorithm's name" do
      blake = Swiftsum::Checksum.new(:blake2b, Swiftsum::BLAKE2B.digest("test"))

      expect(read("sha2-256 (a) = #{hex}\nSha256 (a) = #{hex}")).to eq listed * 2
      expect(read("BLAKE2b-512 (a) = #{blake}\nBLAKE2B (a) = #{blake}").map(&:checksum)).to eq [blake] * 2
    end

    it "takes a name that looks like a tag line's for what it is" do
      expect(read("#{hex}  (a) = b\n#{hex}  MD5 (a) = b").map(&:name)).to eq ["(a) = b", "MD5 (a) = b"]
    end

    it "reads a digest in upper case and in base64" do
      ["#{hex.upcase}  a", "#{base64}  a", "SHA256 (a) = #{hex.upcase}", "SHA256 (a) = #{base64}"].each do |line|
        expect(read(line)).to eq listed
      end
    end

    it "has the algorithm that it was told for GNU lines" do
      crc = Zlib.crc32("test").to_s(16).rjust(8, "0")

      expect(read("#{crc}  a", :crc32).first.checksum.to_i).to eq Zlib.crc32("test")
      expect(read("#{hex}  a", :blake3).first.checksum.algorithm.name).to eq "blake3"
    end

    it "needs no newline after the last line, and takes CRLF for one" do
      expect(read("#{hex}  a")).to eq listed
      expect(read("#{hex}  a\r\n\r\n#{hex}  a\r\n")).to eq listed * 2
    end

    it "ignores spaces and tabs before a line" do
      expect(read(" \t#{hex}  a\n")).to eq listed
    end

    it "passes over blank lines and comments, and over nothing else" do
      expect(read("# a comment\n\n#{hex}  a\n#\n")).to eq listed
    end

    it "numbers the lines as an editor does" do
      lines = read("# comment\n\njunk\n#{hex}  a\nmore junk\n").grep(described_class::MalformedLine)

      expect(lines.map(&:number)).to eq [3, 5]
    end

    {
      "text" => "hello",
      "a name of no bytes" => "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  ",
      "a sentence" => "nothing to see here",
      "a line of spaces" => "   ",
      "a comment that does not begin the line" => " # comment"
    }.each do |what, line|
      it "knows no line in #{what}" do
        expect(reason(line)).to eq "neither a GNU line nor a BSD tag line"
      end
    end

    it "says what is wrong with a digest" do
      expect(reason("#{hex.chop}  a"))
        .to eq "sha256 has 64 hexadecimal digits, not 63; the line does not say which algorithm it is of"
      expect(reason("SHA256 (a) = #{hex.chop}")).to eq "sha256 has 64 hexadecimal digits, not 63"
      expect(reason("#{hex}0  a")).to match(/65/)
      expect(reason("#{hex.tr('a', 'x')}  a")).to match(/"x" is not a hexadecimal digit/)
      expect(reason("sha256:#{hex}  a")).to match(/not/)
    end

    it "says what is wrong with the rest" do
      expect(reason("SHA256 (a) = #{hex} ")).to eq '" " is not a hexadecimal digit'
      expect(reason("SHA256 () = #{hex}")).to eq "the name is empty"
    end

    it "says which algorithm it does not know" do
      expect(reason("MD2 (a) = d41d8cd98f00b204e9800998ecf8427e")).to start_with 'unknown algorithm "MD2"'
    end

    it "resolves no escape that GNU has not" do
      ["\\t", "\\", "a\\", "\\\\\\"].each do |name|
        expect(reason("\\#{hex}  #{name}")).to eq "the name has a backslash that escapes nothing"
      end
    end

    it "takes a backslash for itself in a line that none begins" do
      expect(read("#{hex}  a\\n").first.name).to eq "a\\n"
    end

    it "has no name with a NUL byte: the system would end it there" do
      expect(reason("#{hex}  a\0b")).to eq "the name has a NUL byte"
    end

    it "does not take what is no manifest into memory, nor the end of a long line for a line" do
      long = described_class::MalformedLine.new(1, "longer than a line may be")

      [0, 1, 100_000].each do |more|
        expect(read(("x" * (described_class::LONGEST_LINE + more)) + "#{hex}  a\n#{hex}  a\n")).to eq [long, *listed]
      end
      expect(read("##{'x' * 200_000}\n#{hex}  a\n")).to eq listed
    end

    it "reads no more than 1 MiB of a line that has no end" do
      endless = Struct.new(:pieces) do
        def readpartial(length)
          self.pieces += 1
          "x" * length
        end
      end.new(0)

      expect(described_class.new(endless, algorithm: :sha256).to_a)
        .to eq [described_class::MalformedLine.new(1, "has more than 1 MiB: nothing behind it was read")]
      expect(endless.pieces).to eq ((1 << 20) / described_class::LONGEST_LINE) + 1
    end

    it "goes on behind a line of 1 MiB, and not behind a longer one" do
      text = "#{hex}  a\n##{'x' * (1 << 20)}"

      expect(read("#{text.chop}\n#{hex}  b\n").map(&:class)).to eq [described_class::Entry] * 2
      expect(read("#{text}#{'x' * 65_536}\n#{hex}  b\n"))
        .to match [described_class::Entry, have_attributes(number: 2, reason: /\Ahas more than 1 MiB/)]
    end
  end

  describe ".open" do
    around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

    {
      "SHA256SUMS" => "sha256", "B3SUMS" => "blake3", "blake3sums.txt" => "blake3", "a.tar.gz.b3" => "blake3",
      "crc32.sha256" => "sha256", "a.gem.crc32c" => "crc32c", "crc32sum" => "crc32", "f.cksum" => "cksum",
      "SHA3-256SUMS" => "sha3_256", "SHA3_256SUMS" => "sha3_256", "sha3-256sums.txt" => "sha3_256",
      "f.sha3-256" => "sha3_256", "SHA512_256SUMS" => "sha512_256", "xxh3_64sums.txt" => "xxh3_64",
      "a.sha-256" => "sha256", "a-256.sha512" => "sha512", "a.CRC-16-XMODEM" => "CRC-16/XMODEM", "CKSUM" => "cksum",
      "BLAKE2b-256SUMS" => "blake2b-256", "SHA512SUMS-arc" => "sha512", "md5sum_modbus" => "md5",
      "SHA256SUMS.asc" => "sha256", "a.gem.sha512.txt" => "sha512", "a.md5sum" => "md5", "b2sums.txt" => "blake2b",
      "b3sum-1.5.0.tar.gz.sha256" => "sha256", "manifest-md5.txt" => "md5", "SHASUMS512.txt" => "sha512",
      "SHASUMS256.txt.asc" => "sha256", "tagmanifest-sha3256.txt" => "sha3_256"
    }.each do |name, algorithm|
      it "takes GNU lines in #{name} for #{algorithm}" do
        expect(described_class::FileName.algorithm(name)&.name).to eq algorithm
      end
    end

    # Projects may be called so.
    %w[
      CHECKSUMS sha256/list crc32/list arc a.arc a.kermit blake3-1.5.0.txt blake3.checksums xxh64-1.0.tar.gz.txt
      crc32c.txt sha256-checksums.txt b3sum-1.5.0.txt b3sum-v1-checksums.txt md5.sums md5-sums.txt sums
      shasums sums512.txt
      manifest.txt
    ].each do |name|
      it "learns nothing from the name #{name}" do
        expect(described_class::FileName.algorithm(name)).to be_nil
      end
    end

    it "goes by the name of the file" do
      File.write("B3SUMS", "#{hex}  a\n")

      expect(described_class.open("B3SUMS") { |manifest| manifest.first.checksum.algorithm.name }).to eq "blake3"
    end

    it "goes by what it is told instead" do
      File.write("B3SUMS", "#{hex}  a\n")

      expect(described_class.open("B3SUMS", algorithm: :sha256, &:to_a)).to eq listed
    end
  end

  describe ".write" do
    around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

    it "writes what it reads" do
      entries = NAMES.map { |name| entry(name) }
      %i[gnu tag json].each do |format|
        described_class.write("SHA256SUMS", entries, format:)

        expect(described_class.open("SHA256SUMS", &:to_a)).to eq entries
      end
    end

    it "leaves the old one as it was, and nothing beside it, where it does not come to the end" do
      File.write("SHA256SUMS", "old")
      entries = Enumerator.new do |lines|
        lines << entry("a")
        raise Interrupt
      end

      expect { described_class.write("SHA256SUMS", entries) }.to raise_error(Interrupt)
      expect(Dir.children(".").to_h { |name| [name, File.read(name)] }).to eq("SHA256SUMS" => "old")
    end

    it "is a new file in the place of the old one: who reads the old one reads it to its end" do
      described_class.write("SHA256SUMS", [entry("old")])
      File.open("SHA256SUMS") do |old|
        described_class.write("SHA256SUMS", [entry("new")])

        expect(old.read).to end_with "  old\n"
        expect(File.read("SHA256SUMS")).to end_with "  new\n"
      end
    end

    it "has the permissions of any new file" do
      File.write("other", "")
      described_class.write("SHA256SUMS", [entry("a")])

      expect(File.stat("SHA256SUMS").mode).to eq File.stat("other").mode
    end
  end
end
