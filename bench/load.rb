# frozen_string_literal: true

# How long a process waits for the library: to load it, and for the first checksum of it, which chooses the
# kernels and makes their tables. Each time is that of a process which has not had the library before.
# The bar for loading is 5 ms.

require "ffi"

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

def row(name, *cells)
  puts name.ljust(16) + cells.map { |cell| cell.rjust(12) }.join
end

row "", "least", "median", "most"
["load", "first checksum"].zip(times.transpose.map(&:sort)) do |step, sorted|
  row step, *[sorted.first, sorted[PROCESSES / 2], sorted.last].map { |time| "#{time.round(3)} ms" }
end
