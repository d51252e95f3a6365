# frozen_string_literal: true

# Ends work at random moments, by Thread#kill, an exception, Timeout or Ctrl-C, or forks in the middle: what was found
# until then is right, nothing stays behind, and parent and child go on. Then the same work under GC.stress and with
# compaction. Arguments: how often; a seed.

require "digest"
require "fileutils"
require "timeout"
require "tmpdir"
require "swiftsum"
require "swiftsum/tree"

TIMES = Integer(ARGV[0])
RANDOM = Random.new(Integer(ARGV[1]))

class Ended < StandardError; end

# Ruby 3.1 loses the descriptor of any `File.open` whose thread is ended right behind the answer of the system. That is
# not what is looked for here: nothing ends a thread between the two.
module WholeOpen
  def open(...)
    file = Thread.handle_interrupt(Object => :never) { new(...) }
    return file unless block_given?

    begin
      yield file
    ensure
      file.close
    end
  end
end
File.singleton_class.prepend(WholeOpen)

def make_files
  150.times do |number|
    path = "tree/#{number % 7}/#{number}"
    FileUtils.mkdir_p(File.dirname(path))
    File.binwrite(path, RANDOM.bytes([0, 100, 9_000, 70_000].sample(random: RANDOM)))
  end
  File.binwrite("tree/long", RANDOM.bytes(6 << 20))
  paths = Dir.glob("tree/**/*").select { |path| File.file?(path) }
  paths.to_h { |path| [path, Digest::SHA256.file(path).hexdigest] }
end

DIGESTS = {} # rubocop:disable Style/MutableConstant -- filled once there are files

# Each yields paths and what came of them, or raises that something is wrong.
WORK = {
  "a list" => ->(&found) { Swiftsum.each_checksum(DIGESTS.keys, &found) },
  "a tree" => ->(&found) { Swiftsum.each_checksum(Swiftsum::Tree.new("tree"), threads: 2, &found) },
  "an Enumerator" => lambda do |&found|
    all = Swiftsum.each_checksum(DIGESTS.keys, :sha256).each_entry
    loop { found.call(*all.next) }
  end,
  "a manifest" => lambda do |&found|
    Swiftsum.verify("SHA256SUMS") { |result| found.call(result.name, result.actual) }
  end,
  "an audit" => lambda do |&found|
    report = Swiftsum::Audit.new("tree", "tree.jsonl").run do |result|
      found.call("tree/#{result.name}", result.ok? ? :listed : result.status)
    end
    raise "not whole: #{report.counts}" unless report.counts == { ok: DIGESTS.size }
  end,
  "a walk" => lambda do |&found|
    Swiftsum::Tree.new("tree").each { |entry| found.call(entry.path, :listed) if entry.file? }
  end,
  "a digest of a tree" => lambda do |&|
    digest = Swiftsum::Tree.new("tree").digest(:swhid).to_s
    raise "another digest" unless digest == (@tree_digest ||= digest)
  end,
  "a long file" => ->(&found) { found.call("tree/long", Swiftsum.checksum("tree/long") { nil }) },
  "many Strings" => lambda do |&|
    digests = Swiftsum::SHA256.digest_all(STRINGS, threads: 2)
    raise "other digests" unless digests == EXPECTED
  end
}.freeze

STRINGS = Array.new(300) { |number| "x" * (number * 29) }.freeze
EXPECTED = STRINGS.map { |string| Digest::SHA256.digest(string) }.freeze

def work(name)
  WORK.fetch(name).call do |path, result|
    right = DIGESTS.fetch(path)
    next if result == :listed || (result.is_a?(Swiftsum::Checksum) && result.hexdigest == right)

    raise "#{name}: #{path} has #{result.inspect}"
  end
end

def moment(name)
  @durations ||= Hash.new do |durations, key|
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    work(key)
    durations[key] = Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
  end
  sleep(RANDOM.rand * @durations[name])
end

def in_thread(name)
  thread = Thread.new { work(name) }
  thread.report_on_exception = false
  moment(name)
  yield thread
  thread.join
rescue Ended
  nil
end

WAYS = {
  "Thread#kill" => ->(name) { in_thread(name, &:kill) },
  "Thread#raise" => ->(name) { in_thread(name) { |thread| thread.raise(Ended) } },
  "Timeout" => lambda do |name|
    moment(name) # measures it, the first time
    Timeout.timeout((RANDOM.rand * @durations[name]) + 1e-4, Ended) { work(name) }
  rescue Ended
    nil
  end,
  "Ctrl-C" => lambda do |name|
    sender = Thread.new do
      moment(name)
      Process.kill(:INT, Process.pid)
    end
    begin
      work(name)
      sender.join
      sleep # The signal comes.
    rescue Interrupt
      sender.join
    end
  end,
  "a fork" => lambda do |name|
    in_thread(name) do
      child = fork do
        work(name)
        exit!(true)
      end
      Process.wait(child)
      raise "the child ended with #{$?}" unless $?.success? # rubocop:disable Style/SpecialGlobalVars
    end
  end
}.freeze

# A child of a fork may crash when it collects the fiber of a thread that it has not: docs/trust.md.
NOT_TRIED = { "a fork" => ["an Enumerator"] }.freeze

def end_at_random(times)
  times.times do |number|
    way = WAYS.keys[number % WAYS.size]
    name = (WORK.keys - NOT_TRIED.fetch(way, [])).sample(random: RANDOM)
    WAYS.fetch(way).call(name)
  rescue StandardError => e
    abort "#{name}, ended by #{way}, seed #{ARGV[1]}: #{e.full_message}"
  end
end

def under_pressure
  GC.stress = true
  Swiftsum.each_checksum(DIGESTS.keys.first(1)) { |path, result| raise path unless result.hexdigest == DIGESTS[path] }
ensure
  GC.stress = false
end

def with_compaction
  GC.auto_compact = true if GC.respond_to?(:auto_compact=)
  WORK.each_key { |name| work(name) }
end

def left_behind(descriptors)
  20.times { Thread.new { GC.start }.join }
  more = Dir.children("/dev/fd").size - descriptors
  { objects: Swiftsum.live_objects, descriptors: more, threads: Thread.list.size - 1 }
end

Dir.mktmpdir(nil, File.writable?("/dev/shm") ? "/dev/shm" : nil) do |folder|
  Dir.chdir(folder) do
    DIGESTS.merge!(make_files)
    File.write("SHA256SUMS", DIGESTS.map { |path, digest| "#{digest}  #{path}\n" }.join)
    Swiftsum::Manifest.build("tree").write("tree.jsonl", format: :swiftsum)
    WORK.each_key { |name| work(name) }
    descriptors = Dir.children("/dev/fd").size
    end_at_random(TIMES)
    under_pressure
    with_compaction
    left = left_behind(descriptors)
    puts "#{TIMES} times ended, seed #{ARGV[1]}; left behind: #{left}"
    # What a stack still mentions, Ruby keeps, a few Enumerators of hundreds among it; it opens two descriptors for its
    # timer, and Timeout has a thread.
    kept = 3 + (TIMES / 100)
    exit left[:objects] <= kept && left[:descriptors] <= 2 + (4 * left[:objects]) && left[:threads] <= 3
  end
end
