# frozen_string_literal: true

require "digest"
require "tempfile"
require "tmpdir"
require "zlib"
require_relative "support/gvl_observer"
require_relative "support/switching"

RSpec.describe "The GVL" do
  include GVLObserver
  include Switching

  around do |example|
    setting = Swiftsum.gvl_release_bytes
    example.run
  ensure
    Swiftsum.gvl_release_bytes = setting
  end

  string = "x" * (256 << 20)

  {
    "a one-shot" => -> { Swiftsum::BLAKE3.digest(string) },
    "an update" => -> { Swiftsum::BLAKE3.new.update(string) },
    "crc32" => -> { Swiftsum.crc32(string) },
    "crc32c" => -> { Swiftsum.crc32c(string) }
  }.each do |name, call|
    it "is released by #{name} of a String as long as the setting" do
      Swiftsum.gvl_release_bytes = string.bytesize

      expect(released_by?(&call)).to be true
    end

    it "is kept by #{name} of a shorter one" do
      Swiftsum.gvl_release_bytes = string.bytesize + 1

      expect(released_by?(&call)).to be false
    end
  end

  it "lets threads share a digest, of which none loses what another appends meanwhile" do
    Swiftsum.gvl_release_bytes = 1 << 20
    long = "x" * (8 << 20)
    digest = Swiftsum::CRC32.new
    threads = Array.new(3) { Thread.new { 5.times { digest.update(long) } } }
    threads << Thread.new { 200.times { digest.update("x").then { Thread.pass } } }
    threads.each(&:join)

    expect(digest.to_i).to eq Zlib.crc32("x" * ((15 * long.bytesize) + 200))
  end

  # A short one changes the state where it is, a long one puts another in its place.
  short, long = ["b", "b" * 2_000].map(&:freeze)

  {
    "an update" => [->(digest) { digest.update("a") }, ["za%s", "z%sa"]],
    "a long update" => [->(digest) { digest.update("a" * 2_000) }, ["z#{'a' * 2_000}%s", "z%s#{'a' * 2_000}"]],
    "a reset" => [->(digest) { digest.reset }, ["%s", ""]],
    "a file" => [lambda do |digest|
      digest.file("file")
    rescue Swiftsum::Error => e
      raise unless e.message.include?("another thread changed the digest")
    end, ["za%s", "z%sa", "z%s"]]
  }.to_a.product([short, long]).each do |(kind, (change, possible)), text|
    it "lets others append #{text.size} bytes to a digest wherever they come into #{kind}, and loses nothing" do
      Swiftsum.gvl_release_bytes = 1_000
      digests = Dir.mktmpdir do |directory|
        Dir.chdir(directory) do
          File.write("file", "a")
          at_each_switch do |count|
            digest = Swiftsum::MD5.new.update("z")
            switched = switching(count, -> { digest.update(text) }) { change.call(digest) }
            digest.hexdigest if switched
          end
        end
      end

      expect(digests.size).to be > 5
      expect(possible.map { |whole| Digest::MD5.hexdigest(format(whole, text)) }).to include(*digests)
    end
  end

  it "lets no thread change a digest that reads a file, without telling" do
    Dir.mktmpdir do |directory|
      File.mkfifo(fifo = File.join(directory, "fifo"))
      digest = Swiftsum::SHA256.new
      reading = Thread.new { digest.file(fifo) }
      reading.report_on_exception = false
      File.open(fifo, "w") do |io|
        io.write("x" * (1 << 20)) # more than a pipe holds: reading has begun
        digest.update("meanwhile")
      end

      expect { reading.value }.to raise_error Swiftsum::Error, /another thread changed the digest/
      expect(digest).to eq Digest::SHA256.hexdigest("meanwhile")
    end
  end

  it "is released while a file is read" do
    Tempfile.create do |file|
      file.truncate(32 << 20)

      expect(released_by? { Swiftsum.checksum(file.path) }).to be true
    end
  end

  # Seconds that short calls take beside a thread that gives the GVL back only after a while.
  def seconds_beside_a_busy_thread
    busy = Thread.new { loop { nil } }
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    50.times { Swiftsum::SHA256.digest("x" * (1 << 20)) }
    Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
  ensure
    busy.kill.join
  end

  it "is kept by calls of 1 MiB unless told otherwise, for they would take longer to get it back" do
    kept = seconds_beside_a_busy_thread
    Swiftsum.gvl_release_bytes = 1 << 20

    expect(kept).to be < seconds_beside_a_busy_thread / 2
  end

  it "has a setting that is a number of bytes" do
    Swiftsum.gvl_release_bytes = 1 << 20
    expect(Swiftsum.gvl_release_bytes).to eq 1 << 20
    expect { Swiftsum.gvl_release_bytes = nil }.to raise_error TypeError
  end
end
