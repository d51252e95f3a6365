# frozen_string_literal: true

require "digest"
require "json"
require "timeout"
require "tmpdir"

require "swiftsum/audit"
require_relative "support/audited_folder"

# A list, or a folder, that somebody made who means harm.
RSpec.describe "An audit of what a stranger made" do
  include AuditedFolder

  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { Timeout.timeout(60) { example.run } } } }

  before { { "f/a" => "content", "f/b" => "other" }.each { |path, content| write(path, content) } }

  # A list of Swiftsum's own, with what it would never write.
  def own(head, *entries)
    lines = [{ swiftsum_manifest: 1, algorithms: ["sha256"], created: "2026-01-01T00:00:00Z", **head }, *entries]
    text = lines.map { |line| "#{JSON.generate(line)}\n" }.join
    last = { count: entries.size, digest: "sha256:#{Digest::SHA256.hexdigest(text)}" }
    File.binwrite("m", "#{text}#{JSON.generate(last)}\n")
  end

  def entry(name, content, **members)
    { name:, size: content.bytesize, **members, digests: { sha256: Digest::SHA256.hexdigest(content) } }
  end

  it "finds no file OK of which no digest is listed" do
    File.write("m", "SIZE (a) = 7\nSHA256 (b) = #{Digest::SHA256.hexdigest('other')}\n")
    expect(audit.run).to have_attributes(counts: { malformed: 1, ok: 1 }, exit_status: 2)
    expect(audit.run.findings.first).to have_attributes(name: "a", reason: "no digest of it is listed")

    own({ algorithms: [] }, { name: "a", size: 7, digests: {} }, { name: "b", digests: {} })
    expect(audit.run).to have_attributes(counts: { malformed: 2, new: 2 }, exit_status: 2)
    expect(Swiftsum.verify("m", directory: "f").counts).to eq(malformed: 2)
  end

  it "takes a first line for malformed that says what cannot be" do
    [{ exclude: 5 }, { exclude: ["["] }, { exclude: ["a\0"] }, { exclude: { base64: "?" } }, { include: [["a"]] },
     { include: { a: 1 } }, { follow: "no" }, { one_file_system: [] }, { sorted: 1 },
     { algorithms: "sha256" }].each do |head|
      own(head, entry("a", "content"))

      expect(audit.run).to have_attributes(counts: { malformed: 1, new: 2 }, exit_status: 2)
      expect { update }.to raise_error Swiftsum::ParseError
    end
  end

  it "takes an algorithm that is named twice for one" do
    own({ algorithms: %w[sha256 sha256] }, entry("a", "content"), entry("b", "other"))

    expect(audit.run.counts).to eq(ok: 2)
  end

  it "waits for no FIFO, and reads nothing outside, whatever is due within a budget" do
    File.mkfifo("f/fifo")
    write("away/secret", "secret")
    File.symlink("../away", "f/out")
    File.symlink("../away/secret", "f/link")
    outside = ["../away/secret", File.expand_path("away/secret"), "out/secret", "link", "./out/../out/secret"]
    own({}, entry("a", "content"), *(outside + ["fifo"]).map { |name| entry(name, "secret") })
    tree = Swiftsum::Tree.new("f")
    plan = Swiftsum::Audit::Plan.new(0, due: 1 << 62)
    oldest = Swiftsum::Audit::Oldest.new(tree, audit.manifest, plan, audit.terms.algorithms, {})

    expect(audit(budget: 60).run.counts).to eq(ok: 1, new: 1, missing: 3, unreadable: 3)
    expect(oldest.read(60).to_h { |name, (outcome, _)| [name, outcome.class] })
      .to eq("a" => Swiftsum::Checksum, "fifo" => Swiftsum::IrregularFileError)
  end

  describe "of a file in whose place something else is put" do
    # Of the file `a`, between the walk that finds it and the reading. `done` is what was read before the walk.
    def compare(done: {})
      list
      tree = Swiftsum::Tree.new("f")
      found = tree.find { |each| each.path == "f/a" }
      yield if block_given?
      result = comparison(Swiftsum::Audit::Pairs::Pair.new("a", entries.fetch("a"), found, nil), tree, done).first
      [result.status, result.entry&.checksum&.hexdigest]
    end

    def comparison(pair, tree, done)
      plan = Swiftsum::Audit::Everything.new(0)
      Swiftsum::Audit::Comparison.new([pair], plan, tree, audit.terms.algorithms, now_ns: 0, done:).to_enum
    end

    it "follows no link, and waits for no FIFO" do
      write("elsewhere", "content")
      expect(compare).to eq [:ok, Digest::SHA256.hexdigest("content")]

      outcome = compare do
        File.delete("f/a")
        File.symlink("../elsewhere", "f/a")
      end
      expect(outcome).to eq [:changed, nil]
      File.delete("f/a")
      write("f/a", "content")
      outcome = compare do
        File.delete("f/a")
        File.mkfifo("f/a")
      end
      expect(outcome).to eq [:missing, nil]
    end

    it "does not take for its content what was read of another" do
      state = Struct.new(:bytesize, :inode, :device).new(7, File.stat("f/b").ino, File.stat("f/b").dev)
      done = { "a" => [Swiftsum::Checksum.parse("0" * 64, "sha256"), state] }

      expect(compare(done:)).to eq [:ok, Digest::SHA256.hexdigest("content")]
    end
  end

  it "is possible by algorithms that are computed in Ruby" do
    list("f", algorithms: "blake2b-256")

    expect(audit.run.counts).to eq(ok: 2)
    expect(update.counts).to eq(unread: 2)
    rot("f/a")
    expect(audit.run.counts).to eq(ok: 1, bit_rot: 1)
    File.mkfifo("f/fifo")
    expect(audit(budget: 60).run.counts).to eq(ok: 1, bit_rot: 1)
  end

  it "needs a list that is a file" do
    expect { Swiftsum::Audit.new("f", Swiftsum::Manifest.build("f")) }.to raise_error TypeError
  end
end
