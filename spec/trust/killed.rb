# frozen_string_literal: true

# Ends `manifest --update` and `audit --accept` by kill -9 at random moments: afterwards the manifest is the old one or
# the new one, whole. Then by Ctrl-C: that ends the process as it should, and leaves nothing behind. Arguments: how
# often each; a seed.

require "fileutils"
require "tmpdir"
require "swiftsum/cli"
require "swiftsum/audit"

TIMES = Integer(ARGV[0])
RANDOM = Random.new(Integer(ARGV[1]))

COMMANDS = {
  "manifest --update" => %w[manifest --update --reread 100% --accept -o tree/list tree],
  "audit --accept" => %w[audit --accept --quiet --manifest tree/list tree]
}.freeze
Swiftsum::CLI::COMMANDS.each(&:implementation)

def make_files
  300.times do |number|
    path = "tree/#{number % 7}/#{number}"
    FileUtils.mkdir_p(File.dirname(path))
    File.binwrite(path, RANDOM.bytes([0, 100, 9_000, 70_000].sample(random: RANDOM)))
  end
  Swiftsum::Manifest.build("tree").write("tree/list", format: :swiftsum)
end

def change_files
  5.times { File.binwrite("tree/#{RANDOM.rand(7)}/new#{RANDOM.rand(100)}", RANDOM.bytes(100)) }
end

# Without starting a Ruby, which takes longer than the command.
def start(command)
  fork do
    $stdout.reopen(File::NULL)
    $stderr.reopen(File::NULL)
    exit!(Swiftsum::CLI.new.run(COMMANDS.fetch(command)))
  end
end

def now = Process.clock_gettime(Process::CLOCK_MONOTONIC)

# @return [Float] how long the command takes when nobody ends it
def duration(command)
  @durations ||= {}
  @durations[command] ||= Array.new(5) do
    start = now
    Process.wait(start(command))
    now - start
  end.min
end

# @return [Process::Status]
def ended(command, signal)
  # Every other time when it is about to end, and the list is replaced.
  moment = (COUNTS.values.sum.even? ? RANDOM.rand : 0.8 + (1.2 * RANDOM.rand)) * duration(command)
  pid = start(command)
  sleep(moment)
  Process.kill(signal, pid)
  Process.wait2(pid).last
end

# It says itself how many files it has, and what digest its lines have.
def whole?(manifest)
  lines = Swiftsum::Manifest.read(manifest).to_a
  lines.size >= 300 && lines.all?(Swiftsum::Manifest::Entry)
end

def leftovers
  Dir.glob("tree/.swiftsum*", File::FNM_DOTMATCH)
end

COUNTS = Hash.new(0)

def wrong(command, what)
  abort "#{command}, seed #{ARGV[1]}: #{what}"
end

def kill(command)
  before = File.binread("tree/list")
  ended(command, :KILL)
  COUNTS[File.binread("tree/list") == before ? "old lists" : "new lists"] += 1
  FileUtils.rm_f(leftovers)
end

def interrupt(command)
  status = ended(command, :INT)
  COUNTS[status.signaled? ? "ended by Ctrl-C" : "ended before"] += 1
  wrong(command, "left #{leftovers}") if leftovers.any?
  wrong(command, status) unless status.signaled? ? status.termsig == Signal.list["INT"] : status.exitstatus < 2
end

def try(command, way)
  change_files
  way.call(command)
  wrong(command, "the list is damaged") unless whole?("tree/list")
end

# A child that is ended before the command begins must not tidy up as its parent does.
Signal.trap("INT", "SYSTEM_DEFAULT")
Dir.mktmpdir(nil, File.writable?("/dev/shm") ? "/dev/shm" : nil) do |folder|
  Dir.chdir(folder) do
    make_files
    COMMANDS.each_key do |command|
      duration(command)
      [method(:kill), method(:interrupt)].each { |way| TIMES.times { try(command, way) } }
    end
    puts "#{2 * TIMES} times killed, #{2 * TIMES} times interrupted: #{COUNTS}"
  end
end
