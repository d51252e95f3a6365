# frozen_string_literal: true

# How fast bytes in memory are read: ours against other libraries, as C programs call them, and against what Ruby
# comes with, as Ruby programs call it. All in one process and in turns, so that the ratios hold on a busy machine.
#
#   ruby bench/throughput.rb [--large] [--markdown] [--json PATH]
#
# --large adds 1 GiB, and some minutes; --markdown prints only the ratios, as the README shows them.

require "digest"
require "openssl"
require "optparse"
require "zlib"

require_relative "../lib/swiftsum"
require_relative "contest/bar"
require_relative "contest/machine"
require_relative "contest/native_call"
require_relative "contest/rates"
require_relative "contest/results"
require_relative "contest/ruby_code"
require_relative "contest/table"

SIZES = [64, 1 << 10, 16 << 10, 256 << 10, 16 << 20].freeze
LARGE = 1 << 30

# Ours stands first, then its peers: a library, a function, and what that is called with (see Contest::NativeCall).
SWIFTSUM = Swiftsum::Native::Library.locate
OPENSSL_SHA256 = [
  "libcrypto.so.3", "EVP_Digest", :input, :length, :output, 0, ["EVP_MD_fetch", 0, "SHA256", 0], 0
].freeze
IN_C = {
  "CRC-32" => {
    "swiftsum" => [SWIFTSUM, "swiftsum_crc32", 0, :input, :length],
    "libisal" => ["libisal.so.2", "crc32_gzip_refl", 0, :input, :length],
    "libdeflate" => ["libdeflate.so.0", "libdeflate_crc32", 0, :input, :length],
    "zlib" => ["libz.so.1", "crc32_z", 0, :input, :length]
  },
  "CRC-32C" => {
    "swiftsum" => [SWIFTSUM, "swiftsum_crc32c", 0, :input, :length],
    "libisal" => ["libisal.so.2", "crc32_iscsi", :input, :length, 0]
  },
  "SHA-256" => {
    "swiftsum" => [SWIFTSUM, "swiftsum_digest", Swiftsum::Algorithm[:sha256].number, :input, :length, :output, 64],
    "OpenSSL" => OPENSSL_SHA256
  },
  "BLAKE3" => {
    "swiftsum" => [SWIFTSUM, "swiftsum_digest", Swiftsum::Algorithm[:blake3].number, :input, :length, :output, 64],
    "OpenSSL's SHA-256" => OPENSSL_SHA256
  }
}.freeze

IN_RUBY = {
  "CRC-32" => ["Swiftsum.crc32(string)", "Zlib.crc32(string)"],
  "SHA-256" => ["Swiftsum::SHA256.digest(string)", "Digest::SHA256.digest(string)",
                "OpenSSL::Digest::SHA256.digest(string)"],
  "BLAKE3" => ["Swiftsum::BLAKE3.digest(string)", "OpenSSL::Digest::SHA256.digest(string)"]
}.freeze

# Of ours in C: for which sizes, and how many times as fast as the best peer.
BARS = {
  "CRC-32" => [((1 << 10)..), 0.9],
  "CRC-32C" => [((1 << 10)..), 0.9],
  "SHA-256" => [((16 << 10)..), 1.0],
  "BLAKE3" => [((256 << 10)..(256 << 10)), 4.5]
}.freeze

def native_calls(entrants, input)
  entrants.filter_map do |name, call|
    Contest::NativeCall.new(name, *call, input:)
  rescue LoadError
    nil # Its row says so.
  end
end

def size_name(bytes)
  unit, divisor = { "GiB" => 1 << 30, "MiB" => 1 << 20, "KiB" => 1 << 10, "B" => 1 }.find { |_, least| bytes >= least }
  "#{bytes / divisor} #{unit}"
end

def cells(sizes)
  sizes.map do |size|
    value = yield size
    value ? format("%.2f", value) : "absent"
  end
end

def table(title, sizes)
  Contest::Table.new(title, *sizes.map { |size| size_name(size) })
end

def rates_table(title, results, sizes)
  results.each_with_object(table("#{title}, GB/s", sizes)) do |(algorithm, rates), table|
    rates.names.each { |name| table.row("#{algorithm}  #{name}", *cells(sizes) { |size| rates.of(name, size) }) }
    table.row("#{algorithm}  ours / best peer", *cells(sizes) { |size| rates.ratio_to_best(size) })
  end
end

def ratios_table(results, sizes)
  results.each_with_object(table("How many times as fast", sizes)) do |(algorithm, rates), table|
    rates.peers.each do |peer|
      table.row("#{algorithm}: #{rates.names.first} / #{peer}", *cells(sizes) { |size| rates.ratio(size, peer) })
    end
  end
end

def bars(results)
  BARS.flat_map do |algorithm, (sizes, ratio)|
    rates = results.fetch(algorithm)
    rates.sizes.select { |size| sizes.cover?(size) && rates.ratio_to_best(size) }.map do |size|
      Contest::Bar.new("#{algorithm} in C at #{size_name(size)}, ours / best peer", ratio.., rates.ratio_to_best(size))
    end
  end
end

options = ARGV.getopts("", "json:", "large", "markdown")
sizes = options["large"] ? [*SIZES, LARGE] : SIZES
string = Random.bytes(sizes.max)
memory = FFI::MemoryPointer.new(string.bytesize).put_bytes(0, string)

in_c = IN_C.transform_values do |entrants|
  Contest::Rates.new(entrants.keys, sizes) { |size| native_calls(entrants, memory.slice(0, size)) }
end
in_ruby = IN_RUBY.transform_values do |codes|
  Contest::Rates.new(codes, sizes) do |size|
    codes.map { |code| Contest::RubyCode.new(code, string: string.byteslice(0, size)) }
  end
end

# A busy moment of the machine may last for seconds: each entrant gets several chances.
4.times { [*in_c.values, *in_ruby.values].each { |rates| rates.measure(0.25) } }

if options["markdown"]
  puts ratios_table([*in_ruby, *in_c], sizes).to_markdown
else
  puts Contest::Machine.description.values_at(:processor, :instruction_set).join(", "), ""
  puts rates_table("In C", in_c, sizes), "", rates_table("In Ruby", in_ruby, sizes), "", bars(in_c), ""
end
Contest::Results.add(options["json"], :throughput,
                     in_c: in_c.transform_values(&:to_h), in_ruby: in_ruby.transform_values(&:to_h),
                     bars: bars(in_c).map(&:to_h))
