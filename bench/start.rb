# frozen_string_literal: true

# How long the program takes to start, in milliseconds of CPU (user and system): what its commands take on a file of a
# few bytes, above Ruby with the ffi gem alone. The processes follow each other, so that the machine's load is the same
# for all, and the least time counts.
#
#   ruby bench/start.rb [--json PATH]

require "optparse"
require "rbconfig"
require "tmpdir"

require_relative "contest/bar"
require_relative "contest/results"
require_relative "contest/table"

TURNS = 30
PROGRAM = File.expand_path("../exe/swiftsum", __dir__)
BARE = "ruby -r ffi"
COMMANDS = {
  BARE => ["-rffi", "-e", "0"],
  "swiftsum sum" => [PROGRAM, "sum", "a"],
  "swiftsum check" => [PROGRAM, "check", "SHA256SUMS"],
  "swiftsum help" => [PROGRAM, "help"]
}.freeze
MOST = 15.0

def milliseconds(arguments)
  before = Process.times
  system(RbConfig.ruby, *arguments, out: File::NULL, exception: true)
  after = Process.times
  1e3 * (after.cutime + after.cstime - before.cutime - before.cstime)
end

options = ARGV.getopts("", "json:")

times = Dir.mktmpdir do |folder|
  Dir.chdir(folder) do
    File.write("a", "content")
    system(RbConfig.ruby, PROGRAM, "sum", "a", out: "SHA256SUMS", exception: true)
    turns = Array.new(TURNS) { COMMANDS.transform_values { |arguments| milliseconds(arguments) } }
    COMMANDS.to_h { |name, _| [name, turns.map { |turn| turn.fetch(name) }.min] }
  end
end

table = Contest::Table.new("Start", "CPU ms", "above #{BARE}")
times.each { |name, time| table.row(name, format("%.1f", time), format("%+.1f", time - times.fetch(BARE))) }
bars = times.except(BARE).map { |name, time| Contest::Bar.new("#{name}, ms above #{BARE}", ..MOST, time - times[BARE]) }

puts table, "", bars, ""
Contest::Results.add(options["json"], :start, milliseconds: times, bars: bars.map(&:to_h))
