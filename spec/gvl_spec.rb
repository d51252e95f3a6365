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

  # A busy thread gives it back after 100 ms, so that to release it each time would take 2 s.
  it "is not waited for, time and again, by calls that take less than that" do
    busy = Thread.new { loop { nil } }
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    20.times { Swiftsum::SHA256.digest(string.byteslice(0, 1 << 20)) }

    expect(Process.clock_gettime(Process::CLOCK_MONOTONIC) - start).to be < 1
  ensure
    busy.kill.join
  end

  it "has a setting that is a number of bytes" do
    Swiftsum.gvl_release_bytes = 1 << 20
    expect(Swiftsum.gvl_release_bytes).to eq 1 << 20
    expect { Swiftsum.gvl_release_bytes = nil }.to raise_error TypeError
  end
end
