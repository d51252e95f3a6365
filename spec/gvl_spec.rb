# frozen_string_literal: true

require "digest"
require "tempfile"
require "timeout"
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

  # A binary String is read where it is, if others don't run meanwhile; for a text there is always a snapshot.
  string = ("x" * (256 << 20)).b
  long_text = string.dup.force_encoding(Encoding::UTF_8)

  {
    "a one-shot" => -> { Swiftsum::BLAKE3.digest(string) },
    "an update" => -> { Swiftsum::BLAKE3.new.update(string) },
    "crc32" => -> { Swiftsum.crc32(string) },
    "crc32c" => -> { Swiftsum.crc32c(string) },
    "a CRC by name" => -> { Swiftsum.crc("CRC-16/XMODEM", string) },
    "a one-shot of text" => -> { Swiftsum::BLAKE3.digest(long_text) },
    "an update with text" => -> { Swiftsum::BLAKE3.new.update(long_text) },
    "crc32 of text" => -> { Swiftsum.crc32(long_text) }
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

  # What was there, what is appended, and what another thread appends meanwhile: kept in Ruby, too much to be kept any
  # more, in a native state; where it is, and by another state in its place.
  lengths = [1, 2_000, 5_000].freeze
  changes = {
    "an update" => [
      ->(digest, text) { digest.update(text) }, ["%<before>s%<ours>s%<theirs>s", "%<before>s%<theirs>s%<ours>s"]
    ],
    "a reset" => [->(digest, _) { digest.reset }, ["%<theirs>s", ""]],
    "a file" => [lambda do |digest, text|
      File.write("file", text)
      digest.file("file")
    rescue Swiftsum::Error => e
      raise unless e.message.include?("another thread changed the digest")
    end, ["%<before>s%<ours>s%<theirs>s", "%<before>s%<theirs>s%<ours>s", "%<before>s%<theirs>s"]]
  }

  lengths.product(lengths, changes.to_a).each do |before, theirs, (kind, (change, possible))|
    lengths.first(kind == "a reset" ? 1 : 3).each do |ours|
      it "lets others append #{theirs} bytes to a digest of #{before} wherever they come into #{kind} of #{ours}" do
        Swiftsum.gvl_release_bytes = 4_500
        texts = { before: "z" * before, ours: "a" * ours, theirs: "b" * theirs }.freeze
        digests = Dir.mktmpdir do |directory|
          Dir.chdir(directory) do
            at_each_switch do |count|
              digest = Swiftsum::MD5.new.update(texts[:before])
              switched = switching(count, -> { digest.update(texts[:theirs]) }) { change.call(digest, texts[:ours]) }
              digest.hexdigest if switched
            end
          end
        end

        expect(digests.size).to be > 1
        expect(possible.map { |whole| Digest::MD5.hexdigest(format(whole, texts)) }).to include(*digests)
      end
    end
  end

  it "lets others append where a long file is read into a digest, or tells" do
    Dir.mktmpdir do |directory|
      path = File.join(directory, "long")
      File.write(path, "a" * 100_000)
      results = at_each_switch do |count|
        digest = Swiftsum::MD5.new.update("z")
        refused = nil
        switched = switching(count, -> { digest.update("b") }) do
          digest.file(path)
        rescue Swiftsum::Error
          refused = true
        end
        [refused, digest.hexdigest] if switched
      end
      right = { nil => %W[z#{'a' * 100_000}b zb#{'a' * 100_000}], true => %w[zb] }

      expect(results).to include(start_with(true)).and include(start_with(nil))
      results.each do |refused, digest|
        expect(right[refused].map { |text| Digest::MD5.hexdigest(text) }).to include digest
      end
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

  {
    "BLAKE3" => -> { Swiftsum::BLAKE3.new(digest_length: 256 << 20) },
    "SHAKE128" => -> { Swiftsum::SHAKE128.new(digest_length: 256 << 20) }
  }.each do |name, make|
    it "is released while a digest of 256 MiB is written, which a Timeout ends in time: #{name}" do
      other = Thread.new { loop { (Thread.current[:steps] = Thread.current[:steps].to_i + 1) && sleep(0.001) } }
      digest = make.call.update("abc")
      start = Process.clock_gettime(Process::CLOCK_MONOTONIC)

      expect { Timeout.timeout(0.2) { digest.digest } }.to raise_error Timeout::Error
      expect(Process.clock_gettime(Process::CLOCK_MONOTONIC) - start).to be < 0.4
      expect(other[:steps]).to be > 10
    ensure
      other.kill.join
    end
  end

  it "is released for long digests, which begin as short ones do" do
    [Swiftsum::BLAKE3, Swiftsum::SHAKE256].each do |type|
      long = type.new(digest_length: (2 << 20) + 3).update("abc")

      expect(long.digest.bytesize).to eq((2 << 20) + 3)
      expect([long.hexdigest, long.digest.unpack1("H*")].uniq.one?).to be true
      expect(long.hexdigest.encoding).to be Encoding::US_ASCII
      expect(long.hexdigest).to start_with type.new(digest_length: 100).update("abc").hexdigest
      expect(long.digest.encoding).to be Encoding::BINARY
      expect(long.dup.update("d").digest[0, 100]).to eq type.new(digest_length: 100).update("abcd").digest
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
