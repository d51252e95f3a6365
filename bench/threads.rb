# frozen_string_literal: true

# What a second thread gives, in real time: BLAKE3 of one long String, and many Strings at once.
#
#   ruby bench/threads.rb [--json PATH]

require "optparse"

require_relative "../lib/swiftsum"
require_relative "contest/bar"
require_relative "contest/rates"
require_relative "contest/results"
require_relative "contest/table"

THREADS = [1, 2].freeze

# Ruby code on so many threads.
Work = Struct.new(:threads, :strings, :code) do
  alias_method :name, :threads

  def prepare
    code.call(strings, threads)
  end

  def seconds(calls)
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    calls.times { code.call(strings, threads) }
    Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
  end
end

def one_long(strings, threads)
  Swiftsum::BLAKE3.new(threads:).update(strings.first).digest
end

# So many Strings of so many bytes, and what is done with them.
WORKS = {
  "BLAKE3.new(threads:), 16 KiB" => [1, 16 << 10, method(:one_long)],
  "MD5.digest_all(threads:), 4 of 1 KiB" =>
    [4, 1 << 10, ->(strings, threads) { Swiftsum::MD5.digest_all(strings, threads:) }],
  "BLAKE3.new(threads:), 1 MiB" => [1, 1 << 20, method(:one_long)],
  "BLAKE3.new(threads:), 16 MiB" => [1, 16 << 20, method(:one_long)],
  "BLAKE3.new(threads:), 256 MiB" => [1, 256 << 20, method(:one_long)],
  "MD5.digest_all(threads:), 64 of 64 KiB" =>
    [64, 64 << 10, ->(strings, threads) { Swiftsum::MD5.digest_all(strings, threads:) }],
  "SHA256.digest_all(threads:), 64 of 64 KiB" =>
    [64, 64 << 10, ->(strings, threads) { Swiftsum::SHA256.digest_all(strings, threads:) }]
}.freeze

options = ARGV.getopts("", "json:")

results = WORKS.transform_values do |number, bytes, code|
  strings = Array.new(number) { Random.bytes(bytes) }
  rates = Contest::Rates.new(THREADS, [number * bytes]) do
    THREADS.map { |threads| Work.new(threads, strings, code) }
  end
  rates.tap { rates.measure(2) }
end

# More threads are never slower, but for noise.
bars = results.map do |name, rates|
  one, two = THREADS.map { |threads| rates.of(threads, rates.sizes.first) }
  Contest::Bar.new("#{name}: two threads / one", 0.97.., two / one)
end

table = Contest::Table.new("GB/s, by threads", *THREADS.map(&:to_s), "2 / 1")
results.each do |name, rates|
  one, two = THREADS.map { |threads| rates.of(threads, rates.sizes.first) }
  table.row(name, *[one, two, two / one].map { |figure| format("%.2f", figure) })
end
puts table, "", bars, ""
Contest::Results.add(options["json"], :threads,
                     gigabytes_per_second: results.transform_values(&:to_h), bars: bars.map(&:to_h))
