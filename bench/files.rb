# frozen_string_literal: true

# How fast a file is read that the system holds in memory: ours against the loop that Ruby programs write, against
# Digest, and against the commands. In real time, as each is used.
#
#   ruby bench/files.rb [--json PATH]

require "digest"
require "optparse"
require "zlib"

require_relative "../lib/swiftsum"
require_relative "contest/bar"
require_relative "contest/cached_file"
require_relative "contest/rates"
require_relative "contest/results"
require_relative "contest/table"

# Smaller where a second would not suffice.
BYTES = { "CRC-32" => 1 << 30, "SHA-256" => 256 << 20, "BLAKE3" => 1 << 30 }.freeze

# Reads the file once: Ruby code, or a command.
Reading = Struct.new(:name, :code, :file) do
  def there?
    code.is_a?(Proc) || !system(code.first, "--version", out: File::NULL).nil?
  end

  def prepare
    file.warm
  end

  def seconds(calls)
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    calls.times { read }
    Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
  end

  private

  def read
    code.is_a?(Proc) ? code.call(file.path) : system(*code, file.path, out: File::NULL, exception: true)
  end
end

def zlib_loop(path)
  crc = 0
  buffer = String.new
  File.open(path, "rb") { |file| crc = Zlib.crc32(buffer, crc) while file.read(64 << 10, buffer) }
  crc
end

# Ours stands first, then what it is compared with.
READINGS = {
  "CRC-32" => {
    "Swiftsum.checksum(path, :crc32)" => ->(path) { Swiftsum.checksum(path, :crc32) },
    "Zlib.crc32, 64 KiB at a time" => ->(path) { zlib_loop(path) }
  },
  "SHA-256" => {
    "Swiftsum.checksum(path, :sha256)" => ->(path) { Swiftsum.checksum(path, :sha256) },
    "sha256sum" => ["sha256sum"],
    "Digest::SHA256.file(path)" => ->(path) { Digest::SHA256.file(path).digest }
  },
  "BLAKE3" => {
    "Swiftsum.checksum(path, :blake3)" => ->(path) { Swiftsum.checksum(path, :blake3) },
    "b3sum --num-threads 1" => ["b3sum", "--num-threads", "1"]
  }
}.freeze

options = ARGV.getopts("", "json:")

def measure(codes, bytes)
  Contest::CachedFile.make(bytes) do |file|
    readings = codes.map { |name, code| Reading.new(name, code, file) }.select(&:there?)
    Contest::Rates.new(codes.keys, [bytes]) { readings }.tap { |rates| rates.measure(4) }
  end
end

results = READINGS.to_h { |algorithm, codes| [algorithm, measure(codes, BYTES[algorithm])] }

table = Contest::Table.new("A file in the page cache", "MiB", "GB/s", "ours / this")
results.each_value do |rates|
  rates.names.product(rates.sizes) do |name, bytes|
    cells = [rates.of(name, bytes), rates.ratio(bytes, name)]
    table.row(name, (bytes >> 20).to_s, *cells.map { |value| value ? format("%.2f", value) : "absent" })
  end
end
bar = Contest::Bar.new("CRC-32 of a file, ours / Zlib's loop", 4.., results["CRC-32"].ratio_to_best(BYTES["CRC-32"]))

puts table, "", bar, ""
Contest::Results.add(options["json"], :files, gigabytes_per_second: results.transform_values(&:to_h), bars: [bar.to_h])
