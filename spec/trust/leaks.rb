# frozen_string_literal: true

# Whether memory stays flat over many files, abandoned Enumerators and failures. Arguments: how many files, and how many
# of the others. Prints a line for each; exits with 1 if one of them grew, or left objects or descriptors.

require "fileutils"
require "tmpdir"
require "swiftsum"

# What a process may grow by that has done the same a third as often before: fragments, a page more of a heap.
MOST_KIB = 16 * 1024
# What a stack still mentions, Ruby keeps.
MOST_LEFT = 8

def state
  2.times { GC.start }
  resident = File.read("/proc/self/status")[/^VmRSS:\s+(\d+)/, 1].to_i
  { KiB: resident, objects: Swiftsum.live_objects, descriptors: Dir.children("/dev/fd").size }
end

def growth
  before = state
  yield
  state.to_h { |name, number| [name, number - before[name]] }
end

# @return [Boolean] whether it stayed flat
def flat?(what, times, &call)
  (times / 4).times(&call)
  more = growth { (times - (times / 4)).times(&call) }
  puts "#{what}, #{times} times: #{more.map { |name, number| "#{number} #{name} more" }.join(', ')}"
  $stdout.flush
  more[:KiB] < MOST_KIB && more.values_at(:objects, :descriptors).max <= MOST_LEFT
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
  passes = [count / files.size, 4].max
  [flat?("a list of #{files.size} files", passes) { read(files, :md5) },
   flat?("a tree of #{files.size} files", passes) { read(Swiftsum::Tree.new("tree"), :crc32, :sha1) }].all?
end

def abandoned_stay_flat?(files, times)
  [flat?("an abandoned Enumerator", times) { Swiftsum.each_checksum(files, :md5).each_entry.next },
   flat?("an abandoned walk", times) { Swiftsum::Tree.new("tree/0").each.next },
   flat?("a loop that is left", times) { Swiftsum.each_checksum(files, :md5).first }].all?
end

def failures_stay_flat?(times)
  missing = Array.new(100) { |number| "missing#{number}" }
  [flat?("100 missing files", times / 100) { read(missing, :md5) },
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
