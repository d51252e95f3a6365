# frozen_string_literal: true

require "tempfile"

RSpec.describe "The GVL" do
  around do |example|
    setting = Swiftsum.gvl_release_bytes
    example.run
  ensure
    Swiftsum.gvl_release_bytes = setting
  end

  # Whether this thread ever runs while another is in the middle of the call. A busy machine may not let it at once.
  def released_by?(&call)
    Array.new(20) { call }.any? do
      thread = Thread.new(&call)
      seen = false
      while thread.alive?
        seen ||= thread.status == "sleep"
        Thread.pass
      end
      seen
    end
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
