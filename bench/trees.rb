# frozen_string_literal: true

# How long whole commands take for trees, long files and manifests: ours beside what a user would type instead,
# alternately, from Ruby's start to the last line. Files are in memory (tmpfs), where nothing takes them away.
#
#   ruby bench/trees.rb [--json PATH] [--only TEXT] [--rounds N]

require "fileutils"
require "open3"
require "optparse"
require "rbconfig"
require "tmpdir"

require_relative "../lib/swiftsum"
require_relative "contest/bar"
require_relative "contest/results"
require_relative "contest/table"

options = { rounds: 5 }
OptionParser.new do |parser|
  parser.on("--json PATH")
  parser.on("--only TEXT")
  parser.on("--rounds N", Integer)
end.parse!(into: options)

LIB = File.expand_path("../lib", __dir__)
SWIFTSUM = [RbConfig.ruby, "-I#{LIB}", File.expand_path("../exe/swiftsum", __dir__)].freeze
LONG_AGO = Time.now - 3600
ALL = "find %s -type f -print0 | sort -z | xargs -0"

# What to do in a folder: ours, and what it is compared with, both as a shell runs them. That may be another command of
# ours.
Work = Struct.new(:name, :tree, :ours, :theirs, :most) do
  def commands
    ["swiftsum #{ours}", theirs].map { |command| command.sub(/\Aswiftsum\b/, SWIFTSUM.join(" ")) }
  end
end

WORKS = [
  ["20,000 small files, SHA-256", :small, "sum -r small", "#{format(ALL, 'small')} sha256sum", 0.5],
  ["20,000 small files, MD5", :small, "sum -r -a md5 small", "#{format(ALL, 'small')} md5sum", 0.6],
  ["20,000 small files, BLAKE3", :small, "sum -r -a blake3 small", "#{format(ALL, 'small')} b3sum", 0.8],
  ["20,000 small files, XXH3", :small, "sum -r -a xxh3_64 small", "#{format(ALL, 'small')} xxhsum -H3", 1.3],
  ["check of 20,000, SHA-256", :small, "check --quiet small.sha256", "sha256sum -c --quiet small.sha256", 0.6],
  ["manifest --update of 20,000, none changed", :small, "manifest --update -o small.jsonl small",
   "swiftsum manifest -o anew.jsonl small", 0.35],
  ["audit of 20,000", :small, "audit --quiet --manifest small.jsonl small", "swiftsum check --quiet small.sha256", 1.3],
  ["check of 200,000 of 100 bytes, SHA-256", :many, "check --quiet many.sha256", "sha256sum -c --quiet many.sha256",
   0.6],
  ["200 files of 4 MiB, MD5", :long, "sum -r -a md5 long", "md5sum long/*", 0.15],
  ["200 files of 4 MiB, SHA-256", :long, "sum -r long", "sha256sum long/*", 0.15],
  ["one file of 2 GiB, XXH3", :huge, "sum -a xxh3_64 huge/file", "xxhsum -H3 huge/file", 1.1],
  ["one file of 2 GiB, CRC-32", :huge, "sum -a crc32 huge/file", "cksum huge/file", 0.7],
  ["one file of 2 GiB, BLAKE3", :huge, "sum -a blake3 huge/file", "b3sum huge/file", 1.25],
  ["1,000,000 files of 100 bytes, SHA-256", :million, "sum -r million", "#{format(ALL, 'million')} sha256sum", 0.6]
].map { |work| Work.new(*work) }.freeze

# Folders of files, made when they are needed.
module Trees
  class << self
    # Sizes are log-normal, from 300 bytes to 64 KiB.
    def small
      random = Random.new(7)
      20_000.times do |number|
        size = Math.exp(8.2 + (1.25 * normal(random))).to_i.clamp(300, 64 << 10)
        write("small/#{number % 200}/file#{number}", random.bytes(size))
      end
      list("small")
      system(*SWIFTSUM, "manifest", "-o", "small.jsonl", "small", exception: true)
    end

    def many
      200_000.times { |number| write("many/#{number / 1000}/#{number}", format("%0100d", number)) }
      list("many")
    end

    def long
      200.times { |number| write("long/file#{number}", Random.bytes(4 << 20)) }
    end

    def huge
      piece = Random.bytes(64 << 20)
      write("huge/file", "")
      File.open("huge/file", "wb") { |file| 32.times { file.write(piece) } }
    end

    def million
      1_000_000.times { |number| write("million/#{number / 1000}/#{number}", format("%0100d", number)) }
    end

    private

    def list(folder)
      File.write("#{folder}.sha256", `#{format(ALL, folder)} sha256sum`)
    end

    def normal(random)
      Math.sqrt(-2 * Math.log(1 - random.rand)) * Math.cos(2 * Math::PI * random.rand)
    end

    def write(path, content)
      FileUtils.mkdir_p(File.dirname(path)) unless File.directory?(File.dirname(path))
      File.binwrite(path, content)
      # As files are that nobody writes to just now.
      File.utime(LONG_AGO, LONG_AGO, path)
    end
  end
end

# The seconds that a command takes, and the most memory that a process of it has.
def measure(command)
  start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  system({ "LC_ALL" => "C" }, "bash", "-c", command, out: File::NULL, exception: true)
  Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
end

def compare(work, rounds)
  commands = work.commands
  commands.each { |command| measure(command) }
  Array.new(rounds) { commands.map { |command| measure(command) } }.transpose.map { |times| times.sort[times.size / 2] }
end

# In one process, beside the floor: to open, ask, read and close each file, in C, on as many threads.
def compare_with_floor(rounds)
  floor = compile_floor
  paths = Dir.glob("small/**/*").select { |path| File.file?(path) }.sort
  %i[sha256 xxh3_64].to_h do |algorithm|
    ratios = Array.new(rounds) { seconds_of(paths, algorithm) / floor_of(floor, paths) }
    ["each_checksum of 20,000, #{algorithm}, times the floor", ratios.sort[rounds / 2]]
  end
end

def compile_floor
  File.join(Dir.pwd, "floor").tap do |floor|
    system("cc", "-std=gnu11", "-O2", "-o", floor, File.join(__dir__, "contest/floor.c"), "-lpthread", exception: true)
  end
end

def floor_of(program, paths)
  Open3.capture2(program, "2", stdin_data: "#{paths.join("\n")}\n").first.to_f
end

def seconds_of(paths, algorithm)
  start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  Swiftsum.each_checksum(paths, algorithm) { nil }
  Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
end

# Walking a tree of a million entries, beside find and sort.
def compare_walks(rounds)
  walk = "#{SWIFTSUM.first} -I#{LIB} -rswiftsum " \
         "-e 'Swiftsum::Tree.new(%q(million), stat: false).each { nil }'"
  ratios = Array.new(rounds) { measure(walk) / measure("find million | sort") }
  ratios.sort[rounds / 2]
end

folder = File.writable?("/dev/shm") ? "/dev/shm" : nil
wanted = ->(name) { options[:only].nil? || name.include?(options[:only]) }
table = Contest::Table.new("Seconds", "ours", "theirs", "ratio")
bars = []

Dir.mktmpdir("swiftsum", folder) do |root|
  Dir.chdir(root) do
    WORKS.select { |work| wanted.call(work.name) }.group_by(&:tree).each do |tree, works|
      Trees.public_send(tree)
      works.each do |work|
        ours, theirs = compare(work, options[:rounds])
        table.row(work.name, *[ours, theirs, ours / theirs].map { |value| format("%.3f", value) })
        peer = work.theirs[/swiftsum [a-z]+|\w*sum\b/]
        bars << Contest::Bar.new("#{work.name}, ours / #{peer}", ..work.most, ours / theirs)
      end
      if tree == :small && wanted.call("floor")
        compare_with_floor(options[:rounds]).each { |name, ratio| bars << Contest::Bar.new(name, ..2.0, ratio) }
      end
      if tree == :million && wanted.call("walk")
        bars << Contest::Bar.new("walking 1,000,000 files, ours / find | sort", ..1.0, compare_walks(options[:rounds]))
      end
      FileUtils.rm_rf(tree.to_s)
    end
  end
end

puts table, "", bars, ""
Contest::Results.add(options[:json], :trees, bars: bars.map(&:to_h))
