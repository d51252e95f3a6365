# frozen_string_literal: true

require "digest"
require "timeout"
require "tmpdir"
require_relative "support/ruby_process"

# A file that changes while it is read: what is noticed, and that what did not change is never refused.
RSpec.describe "A file that somebody else uses meanwhile" do
  include RubyProcess

  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  # Long enough for several slices of time with an algorithm this slow.
  let(:algorithm) { "sha3-512" }
  let(:length) { 64 << 20 }
  let(:expected) { Swiftsum.checksum("file", algorithm) }

  before { File.open("file", "w") { |file| file.truncate(length) } }

  # Calls the block once, when reading has begun and not ended.
  def meanwhile(source = "file", **options)
    called = false
    Swiftsum.checksum(source, algorithm, **options) do |done, total|
      yield unless called || done == total
      called = true
    end
  end

  def changed
    raise_error Swiftsum::ChangedError, /changed while it was read/
  end

  describe "and leaves as it is" do
    {
      "chmod" => -> { File.chmod(0o600, "file") },
      "a link more" => -> { File.link("file", "link") },
      "a rename" => -> { File.rename("file", "renamed") },
      "an unlink" => -> { File.unlink("file") },
      "a rename over it" => -> { File.write("other", "x").then { File.rename("other", "file") } }
    }.each do |what, act|
      it "has its checksum after #{what}" do
        before = expected

        expect(meanwhile(&act)).to eq before
      end
    end
  end

  describe "and changes" do
    {
      "a byte" => -> { File.write("file", "x", 0) },
      "a byte, and puts its time back" => lambda {
        stat = File.stat("file")
        File.write("file", "x", 0)
        File.utime(stat.atime, stat.mtime, "file")
      },
      "its length, and puts that and its time back" => lambda {
        stat = File.stat("file")
        File.truncate("file", 5)
        File.truncate("file", stat.size)
        File.write("file", "x", stat.size - 1)
        File.utime(stat.atime, stat.mtime, "file")
      }
    }.each do |what, act|
      it "has no checksum of neither state: #{what}" do
        before = expected
        result = begin
          meanwhile(&act)
        rescue Swiftsum::ChangedError => e
          e
        end

        expect(result).not_to eq before
        expect(result).to be_a(Swiftsum::ChangedError).or eq Swiftsum.checksum("file", algorithm)
      end
    end

    it "is refused if it is changed in the second reading, too" do
      stat = File.stat("file")
      act = lambda do
        File.write("file", rand.to_s, 0)
        File.utime(stat.atime, stat.mtime, "file")
      end
      last = 0

      expect do
        Swiftsum.checksum("file", algorithm) do |done, total|
          act.call if done < total && (last.zero? || done < last)
          last = done
        end
      end.to changed
    end
  end

  it "and grows faster than it is read is read no further than it was long" do
    most = 0
    Timeout.timeout(60) do
      expect do
        Swiftsum.checksum("file", algorithm) do |done, _|
          most = [most, done].max
          File.truncate("file", File.size("file") + length)
        end
      end.to changed
    end

    expect(most).to be_between(1, length)
  end

  describe "through an IO that was handed in" do
    it "and reads from it, or moves it, is refused" do
      [->(io) { io.sysread(1000) }, ->(io) { io.sysseek(0) }, ->(io) { io.sysseek(5) }].each do |act|
        File.open("file") { |io| expect { meanwhile(io) { act.call(io) } }.to changed }
      end
    end

    it "and closes it, raises, and reads nothing of the file that has its number then" do
      File.write("other", "not to be read")
      io = File.open("file")
      other = nil

      expect { meanwhile(io) { io.close.then { other = File.open("other") } } }.to raise_error IOError, /closed/
      expect(other.sysread(100)).to eq "not to be read"
    ensure
      other&.close
    end

    it "stands where the reading ended" do
      File.open("file") do |io|
        io.seek(10)
        expect { meanwhile(io) { raise "stop" } }.to raise_error "stop"
        read = io.sysseek(0, IO::SEEK_CUR)

        expect(read).to be_between(11, length - 1)
        expect(Swiftsum.checksum(io, :crc32).to_i).to eq Swiftsum.crc32("\0" * (length - read))
      end
    end
  end

  it "whose size its file system makes up has a checksum" do
    path = "/sys/kernel/mm/transparent_hugepage/enabled"
    skip "there is no #{path} here" unless File.exist?(path)

    expect(Swiftsum.checksum(path).bytes).to eq Digest::SHA256.digest(File.read(path))
    expect(Swiftsum.checksum("/proc/self/limits").bytes).to eq Digest::SHA256.digest(File.read("/proc/self/limits"))
  end

  describe "with time to settle" do
    # How often somebody was told how far reading is: once for a short file, unless it is waited for.
    def reports(settle)
      count = 0
      Swiftsum.checksum("young", settle:) { count += 1 }
      count
    end

    it "is not waited for if it is old enough" do
      File.write("young", "content")
      sleep 0.02 until Time.now - File.stat("young").ctime > 0.3

      expect(reports(0.3)).to eq 1
      expect(reports(1.0)).to be > 1
    end

    it "takes as long as it takes to be that old, and has its checksum then" do
      File.write("young", "content")

      expect(Swiftsum.checksum("young", settle: 0.1).bytes).to eq Digest::SHA256.digest("content")
      expect(Time.now - File.mtime("young")).to be >= 0.1
    end

    it "has a checksum even if its time is still to come" do
      File.utime(Time.now + 1000, Time.now + 1000, "file")

      expect(Swiftsum.checksum("file", algorithm, settle: 0.02)).to eq expected
    end

    it "has the checksum of what was written meanwhile, or none" do
      File.write("young", "content")
      calls = 0
      sum = Swiftsum.checksum("young", settle: 0.2) { File.write("young", "other") if (calls += 1) == 1 }

      expect(sum.bytes).to eq Digest::SHA256.digest("other")
    end

    it "can be interrupted while it waits" do
      File.write("young", "content")
      start = Process.clock_gettime(Process::CLOCK_MONOTONIC)

      expect { Timeout.timeout(0.05) { Swiftsum.checksum("young", settle: 60) } }.to raise_error Timeout::Error
      expect(Process.clock_gettime(Process::CLOCK_MONOTONIC) - start).to be < 10
    end

    # Every state is one letter all over, so that a torn one shows. A write of 2 MiB takes a while, and Linux stamps it
    # when it begins.
    it "is never taken half written, whatever a loaded writer does" do
      size = 2 << 20
      whole = ("a".."z").to_h { |letter| [Digest::SHA256.digest(letter * size), letter] }
      writer = <<~RUBY
        3.times { fork { loop {} } } if ARGV.include?("loaded")
        contents = ("a".."z").map { |letter| letter * #{size} }
        File.open("target", "w") do |file|
          file.syswrite(contents.first)
          puts
          $stdout.flush
          loop { sleep(rand * 0.2) if ARGV.include?("pauses"); file.pwrite(contents.sample, 0) }
        end
      RUBY
      outcomes = Hash.new(0)
      [%w[loaded], %w[pauses]].each do |arguments|
        IO.popen([*RubyProcess::COMMAND, "-e", writer, *arguments], pgroup: true) do |child|
          child.gets
          40.times do
            sum = Swiftsum.checksum("target", settle: 0.05)
            outcomes[whole.key?(sum.bytes) ? :whole : :torn] += 1
          rescue Swiftsum::ChangedError
            outcomes[:refused] += 1
          end
        ensure
          Process.kill(:KILL, -child.pid)
        end
      end

      expect(outcomes).not_to include(:torn)
      expect(outcomes.values.sum).to eq 80
    end
  end
end
