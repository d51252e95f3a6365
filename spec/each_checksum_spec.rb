# frozen_string_literal: true

require "digest"
require "fileutils"
require "find"
require "pathname"
require "stringio"
require "tempfile"
require "timeout"
require "tmpdir"
require_relative "support/ruby_process"

# Many files side by side: each has what Swiftsum.checksum gives of it alone, in the order of the sources.
RSpec.describe "Swiftsum.each_checksum" do
  include RubyProcess

  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  let(:random) { Random.new(RSpec.configuration.seed) }

  # Sizes about those at which a file goes another way: a block, small and long files, pieces of lanes, buffers.
  SIZES = [0, 1, 55, 56, 63, 64, 65, 119, 127, 128, 129, 1000, 4095, 4096, 32_767, 32_768, 32_769, 65_534, 65_535,
           65_536, 65_537, 100_000, 262_143, 262_144, 262_145, 1 << 20].freeze

  def write(path, length = random.rand(20_000))
    FileUtils.mkdir_p(File.dirname(path))
    File.binwrite(path, random.bytes(length))
    path
  end

  def sha256(path)
    Digest::SHA256.file(path).hexdigest
  end

  # Native objects and descriptors.
  def held
    [Swiftsum.live_objects, Dir.children("/dev/fd").size]
  end

  def leaves_nothing_behind
    GC.disable
    before = held
    yield
    expect(held).to eq before
  ensure
    GC.enable
  end

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

    %i[md5 sha1 sha256 sha512 sha3_256 blake2b blake2s blake3 crc32 xxh3_64 adler32 crc82_darc].each do |name|
      it "gives #{name} of files of every size, on any number of threads" do
        algorithm = name == :crc82_darc ? "CRC-82/DARC" : name
        paths = (SIZES * 3).shuffle(random:).each_with_index.map { |size, number| write("f#{number}", size) }
        expected = paths.map { |path| Swiftsum::Algorithm[algorithm].digest_class.digest(File.binread(path)) }

        [1, 2, 7].each do |threads|
          sums = Swiftsum.each_checksum(paths, algorithm, threads:).map { |_, sum| sum.bytes }
          expect(sums.to_a).to eq expected
        end
      end
    end

    it "gives several algorithms from one read" do
      paths = SIZES.map { |size| write("f#{size}", size) }

      Swiftsum.each_checksum(paths, :md5, [:crc32c, "SHA-256"]) do |path, sums|
        expect(sums.keys).to eq %i[md5 crc32c sha256]
        expect(sums).to eq Swiftsum.checksums(path, :md5, :crc32c, :sha256)
      end
    end

    it "gives algorithms that only Ruby has" do
      paths = SIZES.map { |size| write("f#{size}", size) }
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
          expect(results.map { |_, sum| sum.to_s }).to eq [sha256("a")] * 3 + [Digest::SHA256.hexdigest("piped"), sha256("a")]
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
        expect { Timeout.timeout(0.1) { Swiftsum.each_checksum(["a", "fifo", "a"]).to_a } }
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
        expect(Swiftsum.each_checksum(paths) { |path, _| break path }).to eq "a"
        expect { Swiftsum.each_checksum(paths) { raise "block" } }.to raise_error "block"
        expect { Swiftsum.each_checksum(paths.lazy.map { raise "source" }) { nil } }.to raise_error "source"
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

  describe "with a Tree" do
    def tree
      200.times { |number| write("tree/#{%w[a b b/c d.e d].sample(random:)}/f#{number}") }
      SIZES.each { |size| write("tree/sizes/#{size}", size) }
      Dir.mkdir("tree/empty")
      File.symlink("a", "tree/link")
      File.symlink("nowhere", "tree/dangling")
      File.mkfifo("tree/fifo")
      Swiftsum::Tree.new("tree")
    end

    it "gives each file its checksum, in the order of their paths, and tells what is no file" do
      results = Swiftsum.each_checksum(tree).to_a
      there = Find.find("tree").reject { |path| File.directory?(path) && !File.symlink?(path) }.map(&:b).sort

      expect(results.map(&:first)).to eq there
      results.each do |path, result|
        if File.file?(path) && !File.symlink?(path)
          expect(result.to_s).to eq sha256(path)
        else
          expect(result).to be_a Swiftsum::IrregularFileError
        end
      end
      expect(results.assoc("tree/link").last.message).to include "tree/link", "link"
    end

    it "gives the same whatever the algorithms, and however many threads" do
      walked = tree
      expected = Swiftsum.each_checksum(walked, :md5, threads: 1).map { |path, sum| [path, sum.to_s] }.to_a

      [[:md5], %i[md5 crc32], %w[md5 blake2b-256]].product([1, 2, 5]) do |algorithms, threads|
        sums = Swiftsum.each_checksum(walked, *algorithms, threads:).map do |path, sum|
          [path, (sum.is_a?(Hash) ? sum.fetch(:md5) : sum).to_s]
        end
        expect(sums.to_a).to eq expected
      end
    end

    it "tells of folders that it may not read" do
      File.chmod(0o755, ".")
      write("tree/open/file")
      Dir.mkdir("tree/closed", 0o000)
      results = run_ruby(<<~RUBY)
        require "swiftsum"
        #{RubyProcess::UNPRIVILEGED}
        Swiftsum.each_checksum(Swiftsum::Tree.new("tree")) { |path, result| puts [path, result.class].join(" ") }
      RUBY

      expect(results.lines(chomp: true)).to eq ["tree/closed/ Errno::EACCES", "tree/open/file Swiftsum::Checksum"]
    end

    it "raises for a folder that is none" do
      expect { Swiftsum.each_checksum(Swiftsum::Tree.new("missing")).to_a }.to raise_error Errno::ENOENT, /missing/
    end

    it "reads files deeper than a path may be long" do
      run_ruby(<<~RUBY)
        Dir.mkdir("tree")
        Dir.chdir("tree")
        50.times { Dir.mkdir("d" * 200).then { Dir.chdir("d" * 200) } }
        File.write("small", "content")
        File.write("long", "content" * 20_000)
      RUBY
      sums = Swiftsum.each_checksum(Swiftsum::Tree.new("tree"), :crc32, threads: 2).map { |_, sum| sum.to_i }.to_a

      expect(sums).to eq [Swiftsum.crc32("content" * 20_000), Swiftsum.crc32("content")]
    ensure
      # Deeper than Ruby removes it.
      system("rm", "-rf", "tree")
    end

    it "needs no more descriptors than a few" do
      120.times { |number| write("tree/d#{number}/long", 70_000) && write("tree/d#{number}/short") }
      results = run_ruby(<<~RUBY)
        require "swiftsum"
        Process.setrlimit(:NOFILE, 64)
        Swiftsum.each_checksum(Swiftsum::Tree.new("tree"), :md5) { |path, result| puts [path, result].join(" ") }
      RUBY

      expect(results.lines(chomp: true))
        .to eq(Find.find("tree").select { |path| File.file?(path) }.sort
                   .map { |path| "#{path} #{Digest::MD5.file(path)}" })
    end
  end

  describe "while others run" do
    it "lets other threads run, and can be killed, at any moment" do
      40.times { |number| File.open(write("f#{number}", 10), "w") { |file| file.truncate(200 << 20) } }
      paths = Dir.glob("f*")

      leaves_nothing_behind do
        5.times do
          started = Queue.new
          thread = Thread.new { Swiftsum.each_checksum(paths.cycle, :sha512) { started << true } }
          sleep random.rand(0.2)
          start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
          thread.kill.join

          expect(Process.clock_gettime(Process::CLOCK_MONOTONIC) - start).to be < 0.4
        end
      end
    end

    it "is safe to fork from" do
      paths = Array.new(300) { |number| write("f#{number}") }
      thread = Thread.new { 20.times.map { Swiftsum.each_checksum(paths).map { |_, sum| sum }.to_a }.uniq.size }
      codes = Array.new(5) do
        pid = fork do
          GC.start
          exit!(Swiftsum.each_checksum(paths).map { |path, sum| sum.to_s == sha256(path) }.to_a.all? ? 0 : 1)
        end
        Process.wait2(pid).last.exitstatus
      end

      expect(codes).to all eq 0
      expect(thread.value).to eq 1
    end

    it "gives no wrong checksum of files that are changed, replaced, removed and put back" do
      states = ["a" * 100_000, "b" * 100_000, "c" * 10, "d" * 300_000]
      sums = states.to_h { |state| [Digest::MD5.hexdigest(state), true] }
      60.times { |number| write("tree/f#{number}") && File.write("tree/f#{number}", states.first) }
      writer = <<~RUBY
        states = ["a" * 100_000, "b" * 100_000, "c" * 10, "d" * 300_000]
        puts
        $stdout.flush
        (1..).each do |number|
          path = "tree/f\#{rand(60)}"
          case rand(4)
          when 0 then File.write("new", states.sample).then { File.rename("new", path) }
          when 1 then File.delete(path) if File.exist?(path)
          when 2 then File.rename("tree", "moved").then { File.rename("moved", "tree") }
          when 3 then File.write("new", states.sample).then { File.rename("new", path) }
          end
        end
      RUBY
      outcomes = Hash.new(0)
      IO.popen([*RubyProcess::COMMAND, "-e", writer]) do |child|
        child.gets
        30.times do
          seen = []
          Swiftsum.each_checksum(Swiftsum::Tree.new("tree"), :md5) do |path, result|
            seen << path
            outcomes[result.is_a?(StandardError) ? :error : sums.fetch(result.to_s, :wrong)] += 1
          end
          expect(seen).to eq seen.uniq
        rescue Errno::ENOENT
          outcomes[:moved] += 1
        end
      ensure
        Process.kill(:KILL, child.pid)
      end

      expect(outcomes).not_to include :wrong
      expect(outcomes).to include true
    end
  end
end
