# frozen_string_literal: true

require "digest"
require "openssl"
require "pathname"
require "stringio"
require "tempfile"
require "tmpdir"
require "zlib"
require_relative "support/gvl_observer"

# What a checksum can be of, beside files by their paths (see reading_spec.rb).
RSpec.describe "Sources" do
  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  content = Random.new(3).bytes(200_000)

  def sha256(string)
    Swiftsum::Checksum.new(:sha256, Digest::SHA256.digest(string))
  end

  # An object that has this `read`.
  def readable(&read)
    Object.new.tap { |source| source.define_singleton_method(:read, &read) }
  end

  def gzipped(content)
    Zlib::GzipReader.new(StringIO.new(Zlib.gzip(content)))
  end

  describe "that have `read`" do
    it "are summed from where they stand" do
      [StringIO.new(content), gzipped(content)].each do |source|
        source.read(1_000)

        expect(Swiftsum.checksum(source)).to eq sha256(content.byteslice(1_000..))
        expect(source.read).to eq ""
      end
    end

    it "are read in pieces, by one argument or by two" do
      longest = 0
      [
        ->(io) { readable { |length| (longest = [longest, length].max) && io.read(length) } },
        ->(io) { readable { |length, buffer| io.read(length, buffer) } },
        ->(io) { readable { |length, buffer = nil| io.read(length, *buffer) } },
        # Which says by an empty String that it is at its end.
        ->(io) { readable { |length| io.read(length).to_s } }
      ].each { |make| expect(Swiftsum.checksum(make.call(StringIO.new(content)))).to eq sha256(content) }
      expect(longest).to be_between(1, 1 << 20)
    end

    it "may give pieces of any length, and the block is told of each" do
      pieces = ["a", "b" * 10_000, "c"]
      source = readable { |_| pieces.shift }

      expect { |block| Swiftsum.checksum(source, &block) }.to yield_successive_args([1, 0], [10_001, 0], [10_002, 0])
    end

    it "are read once for several algorithms" do
      expect(Swiftsum.checksums(StringIO.new(content), :sha256, :crc32))
        .to eq sha256: sha256(content), crc32: Swiftsum::Checksum.new(:crc32, [Zlib.crc32(content)].pack("N"))
    end

    it "go before their `to_io`, which may give other bytes" do
      File.binwrite("content.gz", Zlib.gzip(content))

      Zlib::GzipReader.open("content.gz") { |gzip| expect(Swiftsum.checksum(gzip)).to eq sha256(content) }
    end

    it "raise what they raise, and what is no String" do
      expect { Swiftsum.checksum(readable { |_| raise IOError, "gone" }) }.to raise_error IOError, "gone"
      expect { Swiftsum.checksum(readable { |_| [1] }) }.to raise_error TypeError, /no implicit conversion of Array/
      expect do
        Swiftsum.checksum(StringIO.new(content).tap(&:close_read))
      end.to raise_error IOError, /not opened for reading/
    end
  end

  it "may be what has `to_io`" do
    File.binwrite("file", content)
    File.open("file") do |file|
      file.seek(5)

      expect(Swiftsum.checksum(Struct.new(:to_io).new(file))).to eq sha256(content.byteslice(5..))
    end
    expect { Swiftsum.checksum(Struct.new(:to_io).new("no IO")) }.to raise_error TypeError, /can't convert .* to IO/
  end

  describe "that are a Tempfile" do
    let(:file) { Tempfile.new("swiftsum", ".").tap { |opened| opened.write("ours") } }

    after { file.close! }

    def digests
      [Swiftsum.checksum(file), Swiftsum::Checksum.new(:sha256, Swiftsum::SHA256.file(file).digest)]
    end

    it "are summed as a whole, with what is not written yet, and stand where they stood" do
      expect(digests).to all eq sha256("ours")
      file.write(" more")

      expect(digests).to all eq sha256("ours more")
      expect(file.pos).to eq 9
    end

    it "are summed when they have lost their name" do
      file.unlink

      expect(digests).to all eq sha256("ours")
    end

    it "are summed, not another file that has taken their name" do
      path = file.path
      File.write("other", "theirs")
      File.rename("other", path)

      expect(digests).to all eq sha256("ours")
    end

    it "are summed by their name once they are closed" do
      file.close

      expect(digests).to all eq sha256("ours")
    end
  end

  it "are not read from after they were closed in the progress block, nor is a file that takes their number" do
    File.binwrite("file", "x" * (64 << 20))
    File.binwrite("other", "other")
    file = File.open("file")
    other = nil

    expect { Swiftsum.checksum(file, "sha3-512") { other ||= file.close || File.open("other") } }
      .to raise_error IOError, /closed while it was read/
    expect(other.read).to eq "other"
  end

  describe "by a path" do
    before { File.binwrite("file", content) }

    it "have the algorithm as a keyword, too" do
      expect(Swiftsum.checksum("file", algorithm: :md5)).to eq Swiftsum.checksum("file", :md5)
      expect do
        Swiftsum.checksum("file", :md5, algorithm: :sha1)
      end.to raise_error ArgumentError, "two algorithms: md5 and sha1"
    end

    it "may be told how long to settle" do
      [nil, 0, 1, 0.001, Rational(1, 1_000)].each do |settle|
        File.utime(Time.now, Time.now - 60, "file")
        expect(Swiftsum.checksum("file", settle:)).to eq sha256(content)
        expect(Swiftsum::SHA256.file("file", settle:)).to eq Digest::SHA256.hexdigest(content)
        expect(Swiftsum.checksums("file", :sha256, settle:)).to eq sha256: sha256(content)
      end
    end

    it "are waited for until they have settled" do
      File.write("young", "young")
      read = Queue.new
      Swiftsum.checksum("young", settle: 0.3) { read << Process.clock_gettime(Process::CLOCK_REALTIME) }
      ended = read.pop until read.empty?

      expect(ended - File.stat("young").mtime.to_f).to be >= 0.3
    end

    {
      -1 => ArgumentError, -0.1 => ArgumentError, Float::INFINITY => ArgumentError, Float::NAN => ArgumentError,
      "1" => TypeError, :now => TypeError, Complex(1, 1) => TypeError
    }.each do |settle, error|
      it "refuse to settle for #{settle.inspect}" do
        expect { Swiftsum.checksum("file", settle:) }.to raise_error error, /settle is/
        expect { Swiftsum::SHA256.file("file", settle:) }.to raise_error error, /settle is/
        expect { Swiftsum.each_checksum(["file"], settle:).to_a }.to raise_error error, /settle is/
      end
    end

    it "are the same of every length, by the short way and by the long one" do
      [0, 1, 4_095, 4_096, 4_097, 65_535, 65_536, 65_537, 200_000].each do |length|
        File.binwrite("part", content.byteslice(0, length))
        expected = Digest::SHA256.hexdigest(content.byteslice(0, length))

        expect([Swiftsum.checksum("part").to_s, Swiftsum::SHA256.file("part").hexdigest,
                Swiftsum::SHA256.new.file(Pathname("part")).hexdigest]).to all eq expected
        expect { |block| Swiftsum.checksum("part", &block) }.to yield_with_args(length, length)
      end
    end

    include GVLObserver

    it "let others run while a short one is read" do
      expect(released_by? { 200.times { Swiftsum.checksum("file") } }).to be true
    end
  end
end
