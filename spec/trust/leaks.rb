# frozen_string_literal: true

# Whether memory stays flat over many files, abandoned Enumerators and failures. Arguments: how many files are read, and
# how many of the others there are. Prints a line for each; exits with 1 if one of them grew, or left objects or
# descriptors. LEAK=600 loses so many bytes with each file, Enumerator and failure, to show that it is seen.

require "ffi"
require "fileutils"
require "tmpdir"
require "swiftsum"

# What glibc has given out and not got back, exactly: unlike the size of the process, of which fragments and the stacks
# of Enumerators are a part that takes thousands of them to level off.
module Malloc
  extend FFI::Library
  ffi_lib FFI::Library::LIBC

  class Statistics < FFI::Struct
    FIELDS = %i[arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost].freeze
    layout(*FIELDS.flat_map { |name| [name, :size_t] })
  end

  attach_function :mallinfo2, [], Statistics.by_value
  attach_function :malloc, [:size_t], :pointer

  def self.bytes
    statistics = mallinfo2
    statistics[:uordblks] + statistics[:hblkhd]
  end
end

# What a process may have more of, that has done the same a third as often before. Of bytes so many, and so many for
# each file, Enumerator or failure: measured were 76 KiB, by 300 walks, and none for each.
MOST_BYTES = 128 * 1024
MOST_BYTES_EACH = 4
# What a stack still mentions, Ruby keeps, and what that refers to: 19 were measured.
MOST_LEFT = 8
MOST_SLOTS = 100
# Pages of Ruby's heap and stacks, which no `malloc` gave. 8 MiB were measured.
MOST_KIB = 16 * 1024

LEAK = Integer(ENV.fetch("LEAK", "0"))

def state
  2.times { GC.start }
  { bytes: Malloc.bytes, KiB: File.read("/proc/self/status")[/^VmRSS:\s+(\d+)/, 1].to_i,
    slots: GC.stat(:heap_live_slots), objects: Swiftsum.live_objects, descriptors: Dir.children("/dev/fd").size }
end

def growth
  before = state
  yield
  state.to_h { |name, number| [name, number - before[name]] }
end

# @param each [Integer] how many files are a part of one time
# @return [Boolean] whether it stayed flat
def flat?(what, times, each: 1, &call)
  before = times / 4
  before.times(&leaking(each, &call))
  more = growth { (times - before).times(&leaking(each, &call)) }
  is_flat = allowed?(more, (times - before) * each)
  counts = more.map { |name, number| "#{number} #{name}" }.join(", ")
  puts "#{what}, #{times} times: #{counts} more: #{is_flat ? 'flat' : 'too much'}"
  $stdout.flush
  is_flat
end

def leaking(count)
  lambda do |number|
    yield number
    count.times { Malloc.malloc(LEAK) } if LEAK.positive?
  end
end

def allowed?(more, count)
  more[:bytes] < MOST_BYTES + (MOST_BYTES_EACH * count) && more[:KiB] < MOST_KIB && more[:slots] <= MOST_SLOTS &&
    more.values_at(:objects, :descriptors).max <= MOST_LEFT
end

def make_files(count)
  Array.new(count) do |number|
    File.join("tree", (number / 100).to_s, number.to_s).tap do |path|
      FileUtils.mkdir_p(File.dirname(path))
      File.binwrite(path, "x" * (number % 300))
    end
  end
end

def read(sources, *algorithms)
  Swiftsum.each_checksum(sources, *algorithms) { |_, _| nil }
end

FAILURES = [
  -> { Swiftsum.checksum("nowhere") }, -> { Swiftsum.checksum(".") }, -> { Swiftsum::Tree.new("nowhere").to_a },
  -> { Swiftsum.verify("malformed", root: "nowhere") }, -> { Swiftsum::Checksum.parse("sha256:x") },
  -> { Swiftsum::CRC.define(width: 99, poly: 1) }, -> { Swiftsum::BLAKE3.new(key: "short") }
].freeze

def fail_once(number)
  FAILURES[number % FAILURES.size].call
  raise "it did not fail"
rescue Swiftsum::Error, SystemCallError, ArgumentError
  nil
end

def files_stay_flat?(files, count)
  each = files.size
  passes = [count / each, 4].max
  [flat?("a list of #{each} files", passes, each:) { read(files, :md5) },
   flat?("a tree of #{each} files", passes, each:) { read(Swiftsum::Tree.new("tree"), :crc32, :sha1) }].all?
end

def abandoned_stay_flat?(files, times)
  [flat?("an abandoned Enumerator", times) { Swiftsum.each_checksum(files, :md5).each_entry.next },
   flat?("an abandoned walk", times) { Swiftsum::Tree.new("tree/0").each.next },
   flat?("a loop that is left", times) { Swiftsum.each_checksum(files, :md5).first }].all?
end

def failures_stay_flat?(times)
  missing = Array.new(100) { |number| "missing#{number}" }
  [flat?("100 missing files", times / 100, each: 100) { read(missing, :md5) },
   flat?("a failure", times) { |number| fail_once(number) }].all?
end

is_flat = Dir.mktmpdir(nil, File.writable?("/dev/shm") ? "/dev/shm" : nil) do |folder|
  Dir.chdir(folder) do
    File.write("malformed", "x")
    files = make_files(500)
    count, times = ARGV.map { |number| Integer(number) }
    [files_stay_flat?(files, count), abandoned_stay_flat?(files.first(5), times), failures_stay_flat?(times)].all?
  end
end
exit is_flat
