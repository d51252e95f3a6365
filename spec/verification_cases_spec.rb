# frozen_string_literal: true

require "digest"

require_relative "support/program"

# The table of docs/verification.md, by the command and by Swiftsum.verify.
RSpec.describe "What counts as verified" do
  include Program

  before do
    Dir.mkdir("d")
    { "a" => "content", "b" => "other", "d/c" => "content" }.each { |name, text| File.write(name, text) }
  end

  def line(name, text = File.read(name), digest: Digest::SHA256)
    "#{digest.hexdigest(text)}  #{name}\n"
  end

  def tag(name, text = File.read(name))
    "SHA256 (#{name}) = #{Digest::SHA256.hexdigest(text)}\n"
  end

  # The results of both, which agree.
  def verify(text, arguments: [], **options)
    File.binwrite("list.sha256", text)
    report = Swiftsum.verify("list.sha256", **options)
    expect(swiftsum("check", "--settle", "0", *arguments, "list.sha256").status).to eq report.exit_status
    report
  end

  def outcome(...)
    report = verify(...)
    [report.results.map(&:status), report.exit_status]
  end

  it "0: all listed files match" do
    expect(outcome(line("a") + line("b"))).to eq [%i[ok ok], 0]
  end

  it "1: other contents; another size, where one is listed" do
    expect(outcome(line("a", "x") + line("b"))).to eq [%i[mismatch ok], 1]
    expect(outcome("#{tag('a')}SIZE (a) = 8\n")).to eq [%i[ok mismatch], 1]
  end

  it "1: one of several digests of a file" do
    columns = "%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n"
    md5 = Digest::MD5.hexdigest("content")

    expect(outcome("#{columns}7,#{md5},#{Digest::SHA256.hexdigest('x')},a\n")).to eq [%i[mismatch], 1]
    expect(outcome("#{columns}7,#{md5.tr('0-9', '1-90')},#{Digest::SHA256.hexdigest('content')},a\n"))
      .to eq [%i[mismatch], 1]
  end

  it "1: no such file" do
    expect(outcome(line("a") + line("nowhere", "x") + line("a/b", "x"))).to eq [%i[ok missing missing], 1]
  end

  it "1: the file changes while it is read" do
    File.truncate("a", 64 << 20)
    done = false
    File.write("list.sha256", line("a"))
    writer = Thread.new { File.utime(nil, nil, "a") until done }

    expect(Swiftsum.verify("list.sha256")).to have_attributes(counts: { changed: 1 }, exit_status: 1)
  ensure
    done = true
    writer&.join
  end

  it "1: one file twice, with different digests, in both orders" do
    two = [line("a"), line("a", "x").sub("  a", "  ./a")]

    expect(outcome(two.join)).to eq [%i[ok mismatch], 1]
    expect(outcome(two.reverse.join)).to eq [%i[mismatch ok], 1]
    expect(verify(two.join).results.last.notice).to include "both are one file"
  end

  describe "1: names that lead out of a root" do
    def confined(names, root = "d")
      outcome(names.map { |name| line(name, "content") }.join, arguments: ["--root", root], root:)
    end

    before do
      { "d/out" => "../a", "d/in" => "c", "d/up" => "..", "link" => "d" }.each { |link, to| File.symlink(to, link) }
    end

    it "are those with .., absolute ones, and links" do
      outside = %w[../a x/../../a x/.. out up/a up/d/../a] + %w[a d/c].map { |name| File.expand_path(name) }

      expect(confined(outside)).to eq [[:outside] * outside.size, 1]
      expect(confined(%w[c ./c in c up/d/c])).to eq [[:ok] * 5, 0]
      expect(confined(%w[c nowhere ..c])).to eq [%i[ok missing missing], 1]
    end

    it "are told from those of a folder whose name begins alike, and by a root that is a link" do
      Dir.mkdir("d2")
      File.write("d2/a", "content")
      File.symlink("../d2/a", "d/beside")

      expect(confined(%w[beside])).to eq [[:outside], 1]
      expect(confined(%w[c out], "link")).to eq [%i[ok outside], 1]
    end

    it "are not read" do
      results = verify(line("../a", "content") + line("out", "content"), arguments: %w[--root d], root: "d").results

      expect(results.map(&:actual)).to eq [nil, nil]
    end

    it "have their reason said" do
      result = verify(line("../a", "content"), arguments: %w[--root d], root: "d").results.first

      expect(result.reason).to eq "leads out of #{File.realpath('d')}/"
      expect { Swiftsum.verify("list.sha256", root: "nowhere") }.to raise_error Errno::ENOENT
    end

    it "are relative to a directory, if there is one" do
      Dir.mkdir("d2")
      File.write("list.sha256", line("c", "content"))

      expect(Swiftsum.verify("list.sha256", directory: "d", root: ".")).to be_ok
      expect(Swiftsum.verify("list.sha256", directory: "d", root: "d2").counts).to eq(outside: 1)
    end
  end

  it "2: nothing is listed" do
    ["", "\n\n", "# a comment\n", "; a comment\n", "%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n"].each do |text|
      expect(outcome(text)).to eq [[:empty], 2]
    end
  end

  it "2: the manifest changes while it is read: it is cut off, or somebody writes to it" do
    [->(list) { File.truncate(list, 70_000) }, ->(list) { File.write(list, line("b"), 0, mode: "r+") }].each do |change|
      File.write("list.sha256", line("a") * 3000)
      File.utime(0, 0, "list.sha256")
      changed = nil
      report = Swiftsum.verify("list.sha256") { changed ||= change.call("list.sha256") }

      expect(report).to have_attributes(counts: include(ok: 1..3000, malformed: 1), exit_status: 2)
      expect(report.failures.first.reason).to end_with "the manifest changed while it was read"
    end
  end

  it "2: a malformed line among good ones, with its number" do
    report = verify("#{line('a')}junk\n#{line('b')}")

    expect(report).to have_attributes(counts: { ok: 2, malformed: 1 }, exit_status: 2)
    expect(report.failures.first.reason).to start_with "line 2: "
  end

  it "2: an unknown algorithm; a digest of another length" do
    expect(outcome("#{tag('a')}NOSUCH (b) = 00\n")).to eq [%i[ok malformed], 2]
    expect(outcome("#{line('a')}#{line('b').sub(/./, '')}")).to eq [%i[ok malformed], 2]
  end

  it "2: lines of several algorithms that don't say which" do
    both = [line("a"), line("b", digest: Digest::MD5)]

    expect(outcome(both.join)).to eq [%i[ok malformed], 2]
    expect(outcome("# SHA256 HASH\n#{both[0]}# MD5 HASH\n#{both[1]}")).to eq [%i[ok ok], 0]
  end

  it "2: a size, and no digest" do
    expect(outcome("#{tag('a')}SIZE (b) = 5\n").last).to eq 2
  end

  it "1: with no_extra, a file that is there and not listed" do
    everything = { no_extra: true, arguments: %w[--no-extra] }

    expect(outcome(line("a") + line("b") + line("d/c"), **everything)).to eq [%i[ok ok ok], 0]
    expect(outcome(line("a") + line("d/c"), **everything)).to eq [%i[ok ok extra], 1]
    expect(outcome(line("a") + line("d/c"))).to eq [%i[ok ok], 0]
  end

  it "2: a name that was asked for and is not listed" do
    File.write("list.sha256", line("a"))
    report = Swiftsum.verify("list.sha256", only: %w[a b])

    expect(report).to have_attributes(counts: { ok: 1, unlisted: 1 }, exit_status: 2)
    expect(swiftsum("check", "list.sha256", "--", "a", "b").status).to eq 2
  end

  it "2: what may never end, unless it was asked for by its name" do
    File.mkfifo("fifo")
    zero = line("/dev/zero", "")
    expect(outcome(line("a") + line("fifo", "") + zero + line("b"))).to eq [%i[ok unreadable unreadable ok], 2]
    expect(Swiftsum.verify("list.sha256").failures.map(&:reason))
      .to eq ["not read, for it is a FIFO", "not read, for it is a character device"]
    expect(outcome("BLAKE2b-256 (fifo) = #{'0' * 64}\n")).to eq [%i[unreadable], 2]

    File.write("list.sha256", line("fifo", "content") + zero)
    [-> { Swiftsum.verify("list.sha256", only: ["./fifo"]).exit_status },
     -> { swiftsum("check", "list.sha256", "--", "fifo").status }].each do |check|
      writer = Thread.new { File.write("fifo", "content") }
      expect(check.call).to eq 0
      writer.join
    end
  end

  it "2: no permission, a folder" do
    expect(outcome(line("a") + line("d", "x"))).to eq [%i[ok unreadable], 2]
    File.write("list.sha256", line("a") + line("b"))
    File.chmod(0, "b")
    expect(swiftsum_unprivileged("check", "list.sha256"))
      .to have_attributes(status: 2, output: "a: OK\nb: FAILED open or read\n")
  end

  it "2: a manifest that is cut off, in a format that can tell" do
    Swiftsum::Manifest.build(".").write("whole", format: :swiftsum)
    own = File.read("whole")
    signed = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n#{line('a')}-----BEGIN PGP SIGNATURE-----\n\niQ\n" \
             "-----END PGP SIGNATURE-----\n"

    { own => 0, own.lines[0..-2].join => 2, signed => 0, signed.lines[0..-2].join => 2 }.each do |text, status|
      expect(outcome(text).last).to eq status
    end
  end

  it "2: a line that has no end" do
    endless = run("sh", "-c", "yes | tr -d '\\n' | \"$@\"", "sh", *Program::SWIFTSUM, "check")

    expect(endless).to have_attributes(output: "", messages: /line 1: has more than 1 MiB/, status: 2)
    expect(outcome("#{line('a')}##{'x' * (2 << 20)}\n#{line('b')}")).to eq [%i[ok malformed], 2]
  end

  it "2: what is no manifest" do
    ["<html>", "\x1F\x8B", "-----BEGIN PGP SIGNATURE-----"].each do |text|
      expect(outcome("#{text}\n#{line('a')}")).to eq [[:malformed], 2]
    end
  end

  it "2: a manifest that can't be read, output that can't be written" do
    expect(swiftsum("check", "nowhere").status).to eq 2
    expect { Swiftsum.verify("nowhere") }.to raise_error Errno::ENOENT
    File.write("list.sha256", line("a"))
    skip "there is no /dev/full" unless File.exist?("/dev/full")
    expect(swiftsum_into("/dev/full", "check", "list.sha256").status).to eq 2
  end
end
