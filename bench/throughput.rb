# frozen_string_literal: true

# How fast bytes in memory are read: ours against other libraries, as C programs call them, and against what Ruby
# comes with, as Ruby programs call it. All in one process and in turns, so that the ratios hold on a busy machine.
#
#   ruby bench/throughput.rb [--only REGEXP] [--large] [--curves] [--json PATH]
#
# --only chooses contests by name; --large adds 1 GiB, and some minutes; --curves measures what bench/plot.rb draws.

require "digest"
require "openssl"
require "optparse"
require "zlib"

require_relative "../lib/swiftsum"
require_relative "contest/drawing"
require_relative "contest/in_c"
require_relative "contest/in_ruby"
require_relative "contest/machine"
require_relative "contest/native_call"
require_relative "contest/promises"
require_relative "contest/results"
require_relative "contest/ruby_code"
require_relative "contest/size"
require_relative "contest/table"

SIZES = [64, 256, 1 << 10, 16 << 10, 256 << 10, 16 << 20].freeze
LARGE = 1 << 30

# A busy moment of the machine may last for seconds: each entrant gets several chances.
PASSES = 4
SECONDS = 0.15

def cells(sizes)
  sizes.map do |size|
    value = yield size
    value ? format("%.2f", value) : "absent"
  end
end

def table(title, sizes)
  Contest::Table.new(title, *sizes.map { |size| Contest::Size.name(size) })
end

def rates_table(title, results, sizes)
  results.each_with_object(table("#{title}, GB/s", sizes)) do |(contest, rates), table|
    rates.names.each { |name| table.row("#{contest}  #{name}", *cells(sizes) { |size| rates.of(name, size) }) }
  end
end

def ratios_table(results, sizes)
  results.each_with_object(table("How many times as fast", sizes)) do |(contest, rates), table|
    ours, *others = rates.names
    others.each do |other|
      table.row("#{contest}: #{ours} / #{other}", *cells(sizes) { |size| rates.ratio(size, other) })
    end
  end
end

def figures(results)
  results.transform_values { |rates| { gigabytes_per_second: rates.to_h, ratios: rates.ratios } }
end

options = ARGV.getopts("", "only:", "json:", "large", "curves")
sizes = options["curves"] ? Contest::Drawing::SIZES : [*SIZES, *(LARGE if options["large"])]
chosen = ->(contest, _) { Regexp.new(options["only"] || "").match?(contest) }
contests_in_c = Contest::InC::ALL.select(&chosen)
contests_in_ruby = Contest::InRuby::ALL.select(&chosen)
if options["curves"]
  contests_in_c = contests_in_c.slice(*Contest::Drawing::PEERS.keys)
                               .to_h { |contest, field| [contest, field.against(*Contest::Drawing::PEERS[contest])] }
  contests_in_ruby = {}
end

string = Random.bytes(sizes.max)
memory = { input: FFI::MemoryPointer.new(string.bytesize).put_bytes(0, string),
           output: FFI::MemoryPointer.new(64), capacity: 64 }

in_c = contests_in_c.transform_values do |field|
  field.rates(sizes) { |size, name, call| Contest::NativeCall.new(name, *call, **memory, length: size) }
end
in_ruby = contests_in_ruby.transform_values do |field|
  field.rates(sizes) { |size, _, code| Contest::RubyCode.new(code, string: string.byteslice(0, size)) }
end

PASSES.times { [*in_c.values, *in_ruby.values].each { |rates| rates.measure(SECONDS) } }

bars = options["curves"] ? [] : Contest::Promises.bars(in_c)
puts Contest::Machine.description.values_at(:processor, :instruction_set).join(", "), ""
{ "In C" => in_c, "In Ruby" => in_ruby }.reject { |_, results| results.empty? }.each do |title, results|
  puts rates_table(title, results, sizes), "", ratios_table(results, sizes), ""
end
puts bars, ""
Contest::Results.add(options["json"], options["curves"] ? :curves : :throughput,
                     sizes:, in_c: figures(in_c), in_ruby: figures(in_ruby), bars: bars.map(&:to_h))
