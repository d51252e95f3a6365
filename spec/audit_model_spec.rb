# frozen_string_literal: true

require "fileutils"
require "swiftsum/audit"
require "tmpdir"

require_relative "support/audited_folder"

# Folders that were changed at random, and what an audit must say of each file, by what is in it. `ROUNDS` is how many.
RSpec.describe "An audit of any folder" do
  include AuditedFolder

  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  let(:random) { Random.new(RSpec.configuration.seed) }

  names = ["a", "b", "c d", "x/a", "x/b", "x/y/c", "x-", "x.z", "x0/q", "é", "two\nline", "\xFF", "\\", ".h/i"].map(&:b)
  contents = ["", "one", "two", "one" * 5000, "z" * 100_000]
  algorithms = { swiftsum: [%w[sha256], %w[crc32 md5], %w[blake2b-256]], gnu: [%w[sha256]], json: [%w[sha1 md5]] }

  changes = [
    ->(path, _) { File.delete(path) },
    ->(path, other) { File.rename(path, other) },
    ->(path, other) { File.binwrite(other, File.binread(path)) },
    ->(path, other) { File.link(path, other) },
    ->(path, _) { File.binwrite(path, "two") },
    ->(path, _) { File.binwrite(path, File.binread(path).swapcase) },
    ->(path, _) { File.truncate(path, File.size(path) / 2) },
    ->(path, other) { File.symlink(path, other) },
    ->(path, _) { File.delete(path) && File.mkfifo(path) }
  ]

  ways = {
    swiftsum: [
      ->(given) { audit.run(&given) }, ->(given) { audit.accept(&given) },
      ->(given) { audit(due: Time.now).record(&given) }, ->(given) { audit(budget: 60).record(&given) },
      ->(given) { update(reread: 0.5, &given) }, ->(given) { update(reread: 1, accept: true, &given) }
    ]
  }
  ways.default = [->(given) { audit.run(&given) }, ->(given) { audit(budget: 60).run(&given) }]

  def files
    paths = Dir.glob("f/**/*", File::FNM_DOTMATCH).map(&:b).select { |path| File.lstat(path).file? }
    paths.to_h { |path| [path.delete_prefix("f/"), File.binread(path)] }
  end

  # What a status says of the contents before and now, and of those of the file that it was, if it was moved or copied.
  claims = {
    ok: ->(before, now, _) { !now.nil? && before == now },
    modified: ->(before, now, _) { !before.nil? && !now.nil? && before != now },
    missing: ->(before, now, _) { !before.nil? && now.nil? },
    new: ->(before, now, _) { before.nil? && !now.nil? },
    moved: ->(before, now, origin) { before.nil? && now == origin }
  }
  claims.merge!(unread: claims[:ok], bit_rot: claims[:modified], copied: claims[:moved])

  # Not every change can be made.
  define_method(:change) do
    path, other = Array.new(2) { "f/#{names.sample(random:)}" }
    FileUtils.mkdir_p(File.dirname(other))
    return if path == other || !File.file?(path) || File.pipe?(other)

    changes.sample(random:).call(path, other)
  rescue SystemCallError
    nil
  end

  it "says of each file once what is true of it" do
    Integer(ENV.fetch("ROUNDS", "40")).times do
      FileUtils.rm_rf("f")
      names.sample(random.rand(1..names.size), random:).each { |name| write("f/#{name}", contents.sample(random:)) }
      format = algorithms.keys.sample(random:)
      Swiftsum::Manifest.build("f", algorithms: algorithms[format].sample(random:)).write("m", format:)
      before = files
      random.rand(6).times { change }
      now = files
      results = []
      report = instance_exec(results.method(:<<), &ways[format].sample(random:))

      said = results.flat_map { |result| result.status == :moved ? [result.name, result.from] : [result.name] }
      expect(said.sort).to eq (before.keys | now.keys).sort
      expect(report.counts.values.sum).to eq results.size
      wrong = results.reject do |result|
        claims.fetch(result.status).call(before[result.name], now[result.name], before[result.from])
      end
      expect(wrong).to eq []
    end
  end
end
