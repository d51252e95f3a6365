# frozen_string_literal: true

# Many independent inputs in one call, on one thread: swiftsum_digest_all, which takes them through the lanes of
# vectors side by side, against OpenSSL, which takes them one by one, and against our own calls one by one.
#
#   ruby bench/many.rb [--only REGEXP] [--json PATH]

require "optparse"

require_relative "../lib/swiftsum"
require_relative "contest/bar"
require_relative "contest/calls"
require_relative "contest/cycle"
require_relative "contest/field"
require_relative "contest/native_call"
require_relative "contest/results"
require_relative "contest/table"

# So many inputs of so many bytes, as C has them, and how far it is in memory from one to the next. That matters: lines
# of memory that are a multiple of 4 KiB apart want the same places of the first cache.
Load = Struct.new(:name, :number, :bytes, :distance) do
  # @return [Integer] bytes in all
  def to_i
    number * bytes
  end

  def to_s
    name
  end

  # @return [Hash{Symbol => FFI::Pointer, Integer}] (see Contest::NativeCall)
  def memory(digest_length)
    output = FFI::MemoryPointer.new(number * digest_length)
    inputs(Random.bytes(number * distance)).merge(output:, capacity: output.size)
  end

  private

  def inputs(string)
    input = FFI::MemoryPointer.new(string.bytesize).put_bytes(0, string)
    { number:, input:, inputs: words { |i| input.address + (i * distance) }, length: bytes, lengths: words { bytes } }
  end

  def words(&word)
    FFI::MemoryPointer.new(:uint64, number).write_array_of_uint64(Array.new(number, &word))
  end
end

# As malloc hands them out, one after another.
FEW_LONG = Load.new("32 of 64 KiB", 32, 64 << 10, (64 << 10) + 16)
LOADS = [
  FEW_LONG,
  Load.new("32 of 64 KiB, page-aligned", 32, 64 << 10, 64 << 10),
  Load.new("1000 of 2 KiB", 1000, 2 << 10, (2 << 10) + 16),
  Load.new("1000 of 1 KiB", 1000, 1 << 10, (1 << 10) + 16),
  Load.new("1000 of 64 B", 1000, 64, 80)
].freeze

# The registry's name and OpenSSL's, and how many times as fast ours shall be for few long inputs, if that was promised.
ALGORITHMS = {
  "MD5" => ["md5", "MD5", 17],
  "SHA-1" => ["sha1", "SHA1", 5],
  "SHA-256" => ["sha256", "SHA2-256", 2.9],
  "SHA-512" => ["sha512", "SHA2-512", 4.2],
  "RIPEMD-160" => %w[ripemd160 RIPEMD160],
  "SM3" => %w[sm3 SM3],
  "SHA3-256" => ["sha3_256", "SHA3-256", 4],
  "BLAKE2b" => ["blake2b", "BLAKE2B-512", 4],
  "BLAKE2s" => ["blake2s", "BLAKE2S-256", 8],
  "BLAKE3" => %w[blake3]
}.freeze

PASSES = 4
SECONDS = 0.2

def field(algorithm, openssl = nil, _promise = nil)
  all = [Contest::Calls::SWIFTSUM, "swiftsum_digest_all", Contest::Calls.number(algorithm),
         :inputs, :lengths, :number, :output, :capacity, 1]
  peers = { "swiftsum, one by one" => Contest::Calls.swiftsum(algorithm) }
  peers["OpenSSL, one by one"] = Contest::Calls.openssl(openssl) if openssl
  Contest::Field.new(algorithm, { "swiftsum, all at once" => all }, peers:)
end

def measured(field)
  digest_length = Swiftsum::Algorithm.fetch(field.algorithm).digest_length
  memory = LOADS.to_h { |load| [load, load.memory(digest_length)] }
  field.rates(LOADS) do |load, name, call|
    times = call.include?(:inputs) ? 1 : load.number
    steps = { input: load.distance, output: digest_length }
    Contest::NativeCallForEach.new(name, *call, times:, steps:, **memory[load])
  end
end

def table(title, results)
  results.each_with_object(Contest::Table.new(title, *LOADS.map(&:to_s))) do |(algorithm, rates), table|
    yield(algorithm, rates).each do |name, figures|
      table.row("#{algorithm}: #{name}", *figures.values.map { |figure| figure ? format("%.2f", figure) : "absent" })
    end
  end
end

# How many cycles a block of one message takes. Padding is not counted: a block more, where messages are whole blocks.
def cycles(algorithm, rates)
  block_length = Swiftsum::Algorithm.fetch(ALGORITHMS[algorithm].first).block_length
  rates.to_h.slice(rates.names.first).transform_values do |figures|
    figures.transform_values { |rate| (block_length / (rate * 1e9) / Contest::Cycle.seconds).round(1) }
  end
end

def bars(results)
  results.filter_map do |algorithm, rates|
    promise = ALGORITHMS[algorithm][2] or next
    ratio = rates.ratio(FEW_LONG, "OpenSSL, one by one") or next
    Contest::Bar.new("#{algorithm} in C, #{FEW_LONG}, ours / OpenSSL, one by one", promise.., ratio)
  end
end

options = ARGV.getopts("", "only:", "json:")
results = ALGORITHMS.select { |algorithm, _| Regexp.new(options["only"] || "").match?(algorithm) }
                    .transform_values { |entry| measured(field(*entry)) }
PASSES.times do
  results.each_value do |rates|
    rates.measure(SECONDS)
    Contest::Cycle.measure
  end
end

puts table("Many inputs in C, one thread, GB/s", results) { |_, rates| rates.to_h }, ""
puts table("All at once, how many times as fast as", results) { |_, rates| rates.ratios }, ""
puts table("Cycles for a block of one message", results) { |algorithm, rates| cycles(algorithm, rates) }, ""
puts bars(results), ""
figures = results.to_h do |algorithm, rates|
  [algorithm, { gigabytes_per_second: rates.to_h, ratios: rates.ratios, cycles: cycles(algorithm, rates) }]
end
Contest::Results.add(options["json"], :many,
                     loads: LOADS.map(&:to_h), in_c: figures, bars: bars(results).map(&:to_h))
