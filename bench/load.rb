# frozen_string_literal: true

# How long a process waits for the library: to load it, and for the first checksum of it, which chooses the
# kernels and makes their tables. Each time is that of a process which has not had the library before.
#
#   ruby bench/load.rb [--json PATH]

require "ffi"
require "optparse"

require_relative "contest/bar"
require_relative "contest/table"

PROCESSES = 100
LIBRARY = File.expand_path("../lib/swiftsum/libswiftsum.#{FFI::Platform::LIBSUFFIX}", __dir__)

def milliseconds
  start = Process.clock_gettime(Process::CLOCK_MONOTONIC, :float_millisecond)
  yield
  Process.clock_gettime(Process::CLOCK_MONOTONIC, :float_millisecond) - start
end

def measure
  library = nil
  load = milliseconds { library = FFI::DynamicLibrary.open(LIBRARY, FFI::DynamicLibrary::RTLD_NOW) }
  crc32 = FFI::Function.new(:uint32, %i[uint32 buffer_in size_t], library.find_function("swiftsum_crc32"))
  [load, milliseconds { crc32.call(0, "123456789", 9) }]
end

times = Array.new(PROCESSES) do
  IO.popen("-") { |child| child ? child.read.split.map(&:to_f) : puts(measure.join(" ")) }
end

options = ARGV.getopts("", "json:")
results = { "load" => times.map(&:first), "first checksum" => times.map(&:last) }.transform_values do |all|
  { least: all.min, median: all.sort[PROCESSES / 2], most: all.max }
end

table = Contest::Table.new("Milliseconds", "least", "median", "most")
results.each { |step, figures| table.row(step, *figures.values.map { |time| format("%.2f", time) }) }
bar = Contest::Bar.new("Loading the library, median in ms", ..5.0, results["load"][:median])

puts table, "", bar, ""

# Loads the library itself, so that it must not stand further up.
require_relative "contest/results"
Contest::Results.add(options["json"], :load, milliseconds: results, bars: [bar.to_h])
