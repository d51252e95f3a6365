# frozen_string_literal: true

# From how many bytes on it pays to release the GVL: what a call takes with and without it, alone and beside a thread
# that is busy, and for how long that thread has to stand still. Behind the default of `Swiftsum.gvl_release_bytes`.
#
#   ruby bench/gvl.rb

require_relative "../lib/swiftsum"
require_relative "contest/table"

SIZES = (14..26).step(2).map { |exponent| 1 << exponent }.freeze
CALLS = 30

def now
  Process.clock_gettime(Process::CLOCK_MONOTONIC)
end

# Milliseconds that a call takes: the middle of several.
def milliseconds(string)
  times = Array.new(CALLS) do
    start = now
    yield string
    (now - start) * 1e3
  end
  times.sort[CALLS / 2]
end

# Yields while another thread is busy, if there is to be one.
def beside(busy)
  thread = Thread.new { loop { nil } } if busy
  yield
ensure
  thread&.kill&.join
end

def releasing_from(bytes)
  before = Swiftsum.gvl_release_bytes
  Swiftsum.gvl_release_bytes = bytes
  yield
ensure
  Swiftsum.gvl_release_bytes = before
end

{ "crc32" => Swiftsum.method(:crc32), "SHA-256" => Swiftsum::SHA256.method(:digest) }.each do |name, call|
  table = Contest::Table.new("#{name}, ms a call", "kept", "released", "kept, busy", "released, busy")
  SIZES.each do |size|
    string = "x" * size
    times = [false, true].product([size + 1, size]).map do |busy, bytes|
      releasing_from(bytes) { beside(busy) { milliseconds(string, &call) } }
    end
    table.row("#{size >> 10} KiB", *times.map { |time| format("%.3f", time) })
  end
  puts table, ""
end
