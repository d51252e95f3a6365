# frozen_string_literal: true

require "pathname"
require "timeout"
require_relative "support/many_files"

# Many files side by side: each has what Swiftsum.checksum gives of it alone, in the order of the sources.
RSpec.describe "Swiftsum.each_checksum" do
  include ManyFiles

  describe "with an Enumerable of files" do
    it "gives each its checksum, in their order" do
      paths = Array.new(1500) { |number| write("f#{number}") }.shuffle(random:)

      leaves_nothing_behind do
        results = []
        expect(Swiftsum.each_checksum(paths) { |*result| results << result }).to be_nil
        expect(results.map(&:first)).to eq paths
        expect(results.map { |_, sum| sum.to_s }).to eq(paths.map { |path| sha256(path) })
      end
    end

    %w[md5 sha1 sha256 sha512 sha3_256 blake2b blake2s blake3 crc32 xxh3_64 adler32 CRC-82/DARC].each do |name|
      it "gives #{name} of files of every size, on any number of threads" do
        paths = (ManyFiles::SIZES * 3).shuffle(random:).each_with_index.map { |size, number| write("f#{number}", size) }
        expected = paths.map { |path| Swiftsum::Algorithm[name].digest_class.digest(File.binread(path)) }

        [1, 2, 7].each do |threads|
          sums = Swiftsum.each_checksum(paths, name, threads:).map { |_, sum| sum.bytes }
          expect(sums.to_a).to eq expected
        end
      end
    end

    it "gives several algorithms from one read" do
      paths = ManyFiles::SIZES.map { |size| write("f#{size}", size) }

      Swiftsum.each_checksum(paths, :md5, [:crc32c, "SHA-256"]) do |path, sums|
        expect(sums.keys).to eq %i[md5 crc32c sha256]
        expect(sums).to eq Swiftsum.checksums(path, :md5, :crc32c, :sha256)
      end
    end

    it "gives algorithms that only Ruby has" do
      paths = ManyFiles::SIZES.map { |size| write("f#{size}", size) }
      sums = Swiftsum.each_checksum(paths, "blake2b-256").to_a

      expect(sums).to eq(paths.map { |path| [path, Swiftsum.checksum(path, "blake2b-256")] })
    end

    it "takes all that checksum takes" do
      write("a")
      IO.pipe do |reader, writer|
        writer.write("piped")
        writer.close
        File.open("a") do |io|
          sources = ["a", Pathname("a"), io, reader, "a"]
          results = Swiftsum.each_checksum(sources).to_a

          expect(results.map(&:first)).to eq sources
          sums = [*[sha256("a")] * 3, Digest::SHA256.hexdigest("piped"), sha256("a")]
          expect(results.map { |_, sum| sum.to_s }).to eq sums
        end
      end
    end

    it "gives the error in the place of a checksum, and goes on" do
      write("a")
      Dir.mkdir("folder")
      File.symlink("nowhere", "dangling")
      sources = ["a", "missing", "folder", "a/b", "dangling", nil, "x\0y", "y" * 300, "a"]
      classes = Swiftsum.each_checksum(sources).map { |_, result| result.class }.to_a

      expect(classes).to eq [Swiftsum::Checksum, Errno::ENOENT, Errno::EISDIR, Errno::ENOTDIR, Errno::ENOENT, TypeError,
                             ArgumentError, Errno::ENAMETOOLONG, Swiftsum::Checksum]
      expect(Swiftsum.each_checksum(["missing"]).first.last.message).to include "missing"
    end

    it "waits at a FIFO for its turn only, and reads what is written to it" do
      paths = Array.new(200) { |number| write("f#{number}") }
      File.mkfifo("fifo")
      fifo = File.expand_path("fifo")
      writer = Thread.new { File.write(fifo, "content") }
      results = Swiftsum.each_checksum(paths[0, 100] + ["fifo"] + paths[100, 100]).to_a
      writer.join

      expect(results[100].last.to_s).to eq Digest::SHA256.hexdigest("content")
      expect(results.map(&:last)).to all be_a Swiftsum::Checksum
    end

    it "is interrupted at a FIFO that nobody writes to" do
      File.mkfifo("fifo")
      write("a")

      leaves_nothing_behind do
        expect { Timeout.timeout(0.1) { Swiftsum.each_checksum(%w[a fifo a]).to_a } }
          .to raise_error Timeout::Error
      end
    end

    it "reads names of any bytes, and in any encoding" do
      names = ["\xFF\xFE".b, "é", "é".encode("ISO-8859-1"), "a\nb", " ", "-", "\\", "ü".b]
      names.each { |name| write(name) }

      expect(Swiftsum.each_checksum(names).map { |_, sum| sum.to_s }.to_a).to eq(names.map { |name| sha256(name) })
    end
  end

  describe "as it takes its sources" do
    it "is lazy without a block" do
      write("a")
      asked = 0
      endless = Enumerator.new { |paths| loop { paths << "a".tap { asked += 1 } } }

      expect(Swiftsum.each_checksum(endless)).to be_a Enumerator::Lazy
      expect(Swiftsum.each_checksum(endless).first(5).size).to eq 5
      expect(asked).to be_between(5, 16)
    end

    it "does not wait for an element before it gives the result of those before" do
      write("a")
      log = []
      slow = Enumerator.new do |paths|
        3.times do |number|
          sleep 0.01
          log << "source #{number}"
          paths << "a"
        end
      end
      Swiftsum.each_checksum(slow) { log << "result" }

      expect(log).to eq ["source 0", "result", "source 1", "result", "source 2", "result"]
    end

    it "ends with break, and with what its block and its sources raise" do
      paths = Array.new(3000) { write("a") }

      leaves_nothing_behind do
        expect(Swiftsum.each_checksum(paths) { |path, _| break path if path }).to eq "a"
        expect { Swiftsum.each_checksum(paths) { |path, _| raise "block" if path } }.to raise_error "block"
        expect { Swiftsum.each_checksum(paths.lazy.map { |path| raise "source" if path }) { nil } }
          .to raise_error "source"
      end
    end

    it "takes a path as it is when it comes, whatever becomes of the String" do
      paths = Array.new(40) { |number| write("f#{number}") }
      reused = Enumerator.new { |yielder| paths.each_with_object(+"") { |path, text| yielder << text.replace(path) } }
      sums = Swiftsum.each_checksum(reused).map { |_, sum| sum.to_s }.to_a
      expect(sums).to eq(paths.map { |path| sha256(path) })

      list = paths.map(&:dup)
      cut = Enumerator.new do |yielder|
        list.each_with_index { |path, index| (yielder << path).then { path << "\0/other" if index.even? } }
      end
      expect(Swiftsum.each_checksum(cut).map { |_, sum| sum.to_s }.to_a).to eq sums
    end

    it "refuses what is no list, no algorithm and no number of threads" do
      expect { Swiftsum.each_checksum(5) { nil } }.to raise_error TypeError, /Integer/
      expect { Swiftsum.each_checksum([], :sha265) { nil } }.to raise_error Swiftsum::UnknownAlgorithmError
      [0, -1].each { |threads| expect { Swiftsum.each_checksum([], threads:) { nil } }.to raise_error ArgumentError }
    end
  end
end
