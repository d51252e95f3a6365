# frozen_string_literal: true

# How much memory commands take over a list of many files, and over a tenth of it. Argument: how many files. They are
# links to a few, so that they need no room. Prints a line for each command; exits with 1 if one fails, or takes more
# for each file than it may. Then the same over a list that is one line of 1 GB: it is malformed, and not in memory.

require "fileutils"
require "open3"
require "rbconfig"
require "tmpdir"
require "swiftsum"

COUNT = Integer(ARGV[0])
LIB = File.expand_path("../../lib", __dir__)
SWIFTSUM = [RbConfig.ruby, "-r./peak.rb", "-W0", "-I", LIB, File.expand_path("../../exe/swiftsum", __dir__)].freeze
# At the end a process says how much memory it had at most.
PEAK = "at_exit { $stderr.puts File.read('/proc/self/status')[/^VmHWM.*/] }"

# What each may take for a file more, in bytes: `check` keeps two small numbers of each name, a share the time of each.
COMMANDS = {
  %w[check --quiet -C tree list.sha256] => 200,
  %w[check --quiet -C tree list.sha256 list.jsonl] => 400,
  %w[audit --quiet --manifest list.jsonl tree] => 8,
  %w[audit --quiet --due 0s --manifest list.jsonl tree] => 8,
  %w[manifest --update -o list.jsonl tree] => 8,
  %w[manifest --update --reread 5% -o list.jsonl tree] => 40
}.freeze

ORIGINALS = Array.new(100) { |number| "original#{number}" }.freeze

def make_files(count)
  FileUtils.rm_rf("tree")
  ORIGINALS.each { |path| File.binwrite(path, path * 9) }
  (count / 1000).times { |number| FileUtils.mkdir_p("tree/#{number}") }
  count.times { |number| File.link(ORIGINALS[number % 100], "tree/#{number / 1000}/a file with number #{number}") }
  # What was written just now would be read again.
  ORIGINALS.each { |path| File.utime(0, 0, path) }
  write_lists
end

def write_lists
  list = Swiftsum::Manifest.build("tree")
  list.write("list.jsonl", format: :swiftsum)
  Swiftsum::Manifest.read("list.jsonl").write("list.sha256")
end

# @return [Integer] in KiB
def peak(command, expected = 0)
  File.write("peak.rb", PEAK)
  output, messages, status = Open3.capture3(*SWIFTSUM, *command)
  ended = status.exitstatus == expected
  abort "#{command.join(' ')}: #{status} #{output.lines.first(3)} #{messages.lines.first(3)}" unless ended
  messages[/^VmHWM:\s+(\d+)/, 1].to_i
end

# What a command may take that reads no more than 1 MiB of the line, in MB: that, and what Ruby takes.
MOST_OF_ONE_LINE = 64

def one_line_is_refused?
  FileUtils.mkdir_p("few")
  File.open("line.sha256", "wb") { |file| 1000.times { file.write("a" * 1_000_000) } }
  [%w[check line.sha256], %w[audit --manifest line.sha256 few]].map do |command|
    megabytes = peak(command, 2) / 1024
    puts "#{command.join(' ')}: #{megabytes} MB for one line of 1 GB, malformed"
    megabytes <= MOST_OF_ONE_LINE
  end.all?
end

is_flat = Dir.mktmpdir(nil, File.writable?("/dev/shm") ? "/dev/shm" : nil) do |folder|
  Dir.chdir(folder) do
    few, many = [COUNT / 10, COUNT].map do |count|
      make_files(count)
      COMMANDS.each_key.to_h { |command| [command, peak(command)] }
    end
    COMMANDS.map do |command, most|
      growth = (many[command] - few[command]) * 1024.0 / (COUNT - (COUNT / 10))
      puts "#{command.join(' ')}: #{many[command] / 1024} MB, with a tenth of the files #{few[command] / 1024} MB: " \
           "#{growth.round} bytes for each more"
      growth <= most
    end.push(one_line_is_refused?).all?
  end
end
exit is_flat
