# frozen_string_literal: true

require "digest"
require "open3"
require "pathname"
require "tempfile"
require "timeout"
require "tmpdir"
require "zlib"
require_relative "support/names"
require_relative "support/ruby_process"

RSpec.describe "Files" do
  include RubyProcess

  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  # Of so many zeros, which take no place.
  def sparse(bytes)
    File.open("sparse", "w") { |file| file.truncate(bytes) }
    "sparse"
  end

  def sha256(string)
    Swiftsum::Checksum.new(:sha256, Digest::SHA256.digest(string))
  end

  # Native objects and descriptors, without the help of the garbage collector.
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

  before { File.write("file", "content") }

  it "have a checksum, of SHA-256 unless another algorithm is named" do
    expect(Swiftsum.checksum("file")).to eq sha256("content")
    [:crc32, "CRC-32", Swiftsum::CRC32, Swiftsum::Algorithm[:crc32]].each do |algorithm|
      expect(Swiftsum.checksum("file", algorithm).to_i).to eq Zlib.crc32("content")
    end
  end

  it "have several from one read, each by its algorithm's name" do
    checksums = Swiftsum.checksums("file", :sha256, "CRC32C", Swiftsum::BLAKE3, :sha256)

    expect(checksums.keys).to eq %i[sha256 crc32c blake3]
    expect(Swiftsum.checksums("file", %w[sha256 crc32c], :blake3)).to eq checksums
    checksums.each { |name, checksum| expect(checksum).to eq Swiftsum.checksum("file", name) }
  end

  it "are named by what has a path" do
    expect(Swiftsum.checksum(Pathname("file"))).to eq sha256("content")
    Tempfile.create { |file| expect(Swiftsum.checksum(file.path)).to eq sha256("") }
  end

  NAMES.each do |name|
    it "may be called #{name.inspect}" do
      File.write(name, "content")

      expect(Swiftsum.checksum(name)).to eq sha256("content")
      expect(Swiftsum::SHA256.file(name).digest).to eq Digest::SHA256.digest("content")
    end
  end

  it "are read whole, whatever their size is to the buffer's" do
    [0, 1, 262_143, 262_144, 262_145, 1 << 20].each do |length|
      content = Random.new(length).bytes(length)
      File.binwrite("file", content)

      expect(Swiftsum.checksum("file")).to eq sha256(content)
    end
  end

  it "are read in order, where they are long enough for two threads to read" do
    buffer = 256 << 10
    content = Random.new(1).bytes((40 * buffer) + 12_345)
    [(16 * buffer) - 1, 16 * buffer, (16 * buffer) + 1, (37 * buffer) + 100, content.bytesize].each do |length|
      File.binwrite("long", content.byteslice(0, length))

      [0, 1, buffer + 1].each do |place|
        rest = content.byteslice(place...length)
        File.open("long") do |file|
          file.seek(place)

          expect(Swiftsum.checksums(file, :sha256, :crc32).values)
            .to eq [sha256(rest), Swiftsum::Checksum.new(:crc32, [Zlib.crc32(rest)].pack("N"))]
          expect(file.pos).to eq length
        end
      end
    end
  end

  it "are read with what a Tempfile was told to write and did not yet, and after it was closed" do
    Tempfile.create("open") do |file|
      file.write("content")

      expect(Swiftsum::SHA256.file(file).digest).to eq Digest::SHA256.digest("content")
    end
    file = Tempfile.new("closed").tap { |opened| opened.write("content") }

    expect(Swiftsum.checksum(file)).to eq sha256("content")
    expect(Swiftsum.checksum(file.tap(&:close))).to eq sha256("content")
    file.unlink
  end

  describe "that can't be read" do
    it "raise what the system says, with their path" do
      expect { Swiftsum.checksum("missing") }.to raise_error Errno::ENOENT, /missing/
      expect { Swiftsum.checksum("file/in") }.to raise_error Errno::ENOTDIR, %r{file/in}
      expect { Swiftsum.checksum(".") }.to raise_error Errno::EISDIR, "Is a directory - ."
      expect { Swiftsum.checksum("x" * 300) }.to raise_error Errno::ENAMETOOLONG, /xxx/
    end

    it "raise it where they may not be read, each way that they are" do
      File.write("secret", "content", perm: 0o000)
      File.chmod(0o755, ".")

      errors = run_ruby(<<~RUBY)
        require "swiftsum"
        #{RubyProcess::UNPRIVILEGED}
        [-> { Swiftsum.checksum("secret") }, -> { Swiftsum::SHA256.file("secret") }].each do |read|
          read.call
        rescue SystemCallError => error
          puts error.class, error.message.end_with?("secret"), Swiftsum.live_objects
        end
      RUBY

      expect(errors.split).to eq %w[Errno::EACCES true 0 Errno::EACCES true 0]
    end

    it "raise it where only reading fails, with nothing left behind" do
      path = "/proc/self/mem"
      skip "there is no #{path} here, which can be opened, and not read from its beginning" unless File.exist?(path)

      leaves_nothing_behind { expect { Swiftsum.checksum(path) }.to raise_error Errno::EIO, /#{path}/ }
    end

    it "are no paths at all" do
      expect { Swiftsum.checksum("a\0b") }.to raise_error ArgumentError, /null byte/
      [nil, 0, :file, Object.new].each do |source|
        expect { Swiftsum.checksum(source) }.to raise_error TypeError, /no implicit conversion/
      end
    end

    it "are not even opened for an algorithm that there is not" do
      expect { Swiftsum.checksum("missing", :sha265) }
        .to raise_error Swiftsum::UnknownAlgorithmError, /"sha265".*did you mean.*sha256/
      expect { Swiftsum.checksums("missing") }.to raise_error ArgumentError, "no algorithm given"
    end
  end

  {
    "are written to" => ->(path) { File.write(path, "x", 0) },
    "grow" => ->(path) { File.write(path, "x", mode: "a") },
    "are cut to a part of what was read" => ->(path) { File.truncate(path, 1) },
    "are emptied" => ->(path) { File.truncate(path, 0) }
  }.each do |what, change|
    it "that #{what} while they are read have no checksum" do
      path = sparse(256 << 20)
      changed = nil

      leaves_nothing_behind do
        expect { Swiftsum.checksum(path) { changed ||= [change.call(path)] } }
          .to raise_error Swiftsum::ChangedError, "sparse: the file changed while it was read"
      end
      expect(changed).not_to be_nil
    end
  end

  it "that another one takes the name of while they are read are still what they were" do
    path = sparse(256 << 20)
    expected = Swiftsum.checksum(path)
    File.write("new", "other")

    expect(Swiftsum.checksum(path) { File.rename("new", path) if File.exist?("new") }).to eq expected
    expect(Swiftsum.checksum(path)).to eq sha256("other")
  end

  describe "with a block" do
    it "tell how far they are, and of how much" do
      reports = []
      Swiftsum.checksum(sparse(256 << 20)) { |*report| reports << report }

      expect(reports.map(&:first)).to eq reports.map(&:first).sort
      expect(reports.map(&:last)).to all eq 256 << 20
      expect(reports.last).to eq [256 << 20, 256 << 20]
      expect(reports.size).to be > 1
    end

    it "can be left in between" do
      leaves_nothing_behind do
        expect(Swiftsum.checksum(sparse(10 << 30)) { |done| break done }).to be_between(1, 5 << 30)
      end
    end
  end

  describe "that are open" do
    it "are read from where they stand, and stay open" do
      File.open("file") do |file|
        file.seek(3)

        expect(Swiftsum.checksum(file)).to eq sha256("tent")
        expect(file).to be_eof
        expect(file.rewind && file.read).to eq "content"
      end
    end

    it "are read from after what Ruby has read of them, not from what it has in its buffer" do
      File.open("file") do |file|
        file.getc

        expect(Swiftsum.checksum(file)).to eq sha256("ontent")
      end
    end

    it "tell how much is left" do
      File.open("file") do |file|
        file.seek(3)

        expect { |block| Swiftsum.checksum(file, &block) }.to yield_with_args(4, 4)
      end
    end

    it "may be pipes, which say nothing of their size" do
      IO.pipe do |reader, writer|
        thread = Thread.new { Swiftsum.checksum(reader) { |_, total| Thread.current[:total] = total } }
        3.times do
          Thread.pass until thread.stop?
          writer.write("part")
        end
        writer.close

        expect(thread.value).to eq sha256("part" * 3)
        expect(thread[:total]).to eq 0
      end
    end

    it "may be blocking pipes, fifos and standard input" do
      File.mkfifo("fifo")
      writer = Thread.new { File.write("fifo", "content") }
      expect(Swiftsum.checksum("fifo")).to eq sha256("content")
      writer.join

      code = "require 'swiftsum'; print Swiftsum.checksum($stdin)"
      expect(Open3.capture2(*RubyProcess::COMMAND, "-e", code, stdin_data: "content").first)
        .to eq sha256("content").to_s
    end

    it "are refused if what Ruby has in its buffer can't go back" do
      IO.pipe do |reader, writer|
        writer.write("content")
        reader.getc

        expect { Swiftsum.checksum(reader) }.to raise_error IOError, /buffer/
      end
    end

    it "are refused when they are closed, or only for writing" do
      expect { Swiftsum.checksum(File.open("file").tap(&:close)) }.to raise_error IOError, /closed/
      File.open("file", "a") { |file| expect { Swiftsum.checksum(file) }.to raise_error Errno::EBADF }
    end
  end

  describe "of 10 GB, within 0.2 s and without a leak" do
    # Seconds that the block takes.
    def seconds
      start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
      yield
      Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
    end

    # A thread that is in the middle of it.
    def reader(path, &call)
      reading = Queue.new
      thread = Thread.new { call.call(path) { reading << true } }
      thread.report_on_exception = false
      reading.pop
      thread
    end

    let!(:path) { sparse(10 << 30) }

    it "let a thread be killed" do
      leaves_nothing_behind do
        thread = reader(path) { |file, &progress| Swiftsum.checksums(file, :sha256, :crc32c, &progress) }

        expect(seconds { thread.kill.join }).to be < 0.2
      end
    end

    it "let a thread be raised in" do
      leaves_nothing_behind do
        thread = reader(path) { |file, &progress| Swiftsum.checksum(file, &progress) }

        expect(seconds { expect { thread.raise("stop").then { thread.join } }.to raise_error "stop" }).to be < 0.2
      end
    end

    it "run into a Timeout" do
      leaves_nothing_behind do
        expect(seconds { expect { Timeout.timeout(0.1) { Swiftsum.checksum(path) } }.to raise_error Timeout::Error })
          .to be < 0.3
      end
    end

    it "let a digest be interrupted, which is then what it was before" do
      digest = Swiftsum::SHA256.new.update("abc")

      leaves_nothing_behind do
        expect(seconds { expect { Timeout.timeout(0.1) { digest.file(path) } }.to raise_error Timeout::Error })
          .to be < 0.3
      end
      expect(digest.digest).to eq Digest::SHA256.digest("abc")
    end
  end

  it "of 10 GB let Ctrl-C in within 0.2 s and without a leak" do
    sparse(10 << 30)
    code = <<~RUBY
      require "swiftsum"
      descriptors = Dir.children("/dev/fd").size
      $stdout.sync = true
      begin
        Swiftsum.checksum("sparse") { puts "reading" }
      rescue Interrupt
        puts [Swiftsum.live_objects, Dir.children("/dev/fd").size - descriptors].inspect
      end
    RUBY
    IO.popen([*RubyProcess::COMMAND, "-e", code]) do |child|
      child.gets
      Process.kill(:INT, child.pid)
      start = Process.clock_gettime(Process::CLOCK_MONOTONIC)

      expect(child.each_line(chomp: true).find { |line| line != "reading" }).to eq "[0, 0]"
      expect(Process.clock_gettime(Process::CLOCK_MONOTONIC) - start).to be < 0.2
    end
  end

  it "that nothing is written to let a thread be killed too" do
    File.mkfifo("fifo")
    opening = Thread.new { Swiftsum.checksum("fifo") }
    IO.pipe do |reader, _writer|
      reading = Thread.new { Swiftsum.checksum(reader) }
      [opening, reading].each { |thread| Thread.pass until thread.stop? }

      expect([opening, reading].map { |thread| thread.kill.join(1) }).to eq [opening, reading]
    end
  end
end
