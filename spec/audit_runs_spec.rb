# frozen_string_literal: true

require "swiftsum/audit"
require "swiftsum/manifest/formats/swiftsum_lines"
require_relative "support/audited_runs"
require_relative "support/program"

# Lines that say what their files are, to the letter, are compared many at a time. Nothing may come of that but time.
RSpec.describe Swiftsum::Audit, "of lines that are compared many at a time" do
  include AuditedRuns
  include Program

  before { make_files }

  # How many files are looked at one by one.
  def one_by_one
    count = 0
    allow(Swiftsum::Audit::Pairs::Pair).to receive(:new).and_wrap_original do |method, *given|
      count += 1
      method.call(*given)
    end
    yield
    count
  end

  it "are nearly all, whether files are read or not, with the time of their last check or without" do
    list
    expect(one_by_one { expect(update.counts).to eq(unread: 300) }).to be < 20
    expect(one_by_one { expect(audit.run.counts).to eq(ok: 300) }).to be < 20
    expect(one_by_one { expect(update(reread: 0.5).counts).to eq(ok: 150, unread: 150) }).to be < 301
    expect(one_by_one { expect(audit(due: Time.now + 1).record.counts).to eq(ok: 300) }).to be < 20
  end

  it "are nearly all where some files are others" do
    list
    write("f/#{names[100]}", "other", Time.now)
    File.delete("f/#{names[200]}")
    write("f/#{names[250]}x", "new")

    expect(one_by_one { expect(update.counts).to eq(unread: 298, modified: 1, missing: 1, new: 1) }).to be < 80
  end

  it "have the results of single ones where nothing happened, and times of the last check are kept to the letter" do
    list
    expect_no_difference
    checked(100, 200)
    before = lines[1..-2]
    allow(Time).to receive(:now).and_return(now)
    update
    expect(lines[1..-2]).to eq before
    audit(due: Time.at(now.to_i - 150)).record
    expected = before.map { |line| line.sub((now.to_i - 200).to_s + ("0" * 9), "#{now.to_i}000000005") }
    expect(lines[1..-2]).to eq expected
    expect_no_difference
  end

  it "have the results of single ones wherever a file is another" do
    list
    checked(100, 200)
    # The first and the last one of all, and those around the ends of runs.
    ends = [0, 127, 133, 140, 146, 150, 155, 200, 299]
    ends.each_slice(3) do |first, second, third|
      write("f/#{names[first]}", "content OF #{names[first]}")
      rot("f/#{names[second]}") if second
      File.delete("f/#{names[third]}") if third
      expect_no_difference
    end
  end

  it "have the results of single ones where other files are among theirs" do
    list
    checked(100)
    write("f/000/a", "new")
    write("f/004/file 200", "moved")
    File.symlink("file 090", "f/002/file 091x")
    File.mkfifo("f/003/fifo")
    FileUtils.mkdir_p("f/005/empty")
    expect_no_difference
    File.delete("f/#{names[60]}")
    File.symlink("file 061", "f/#{names[60]}")
    File.delete("f/#{names[245]}")
    FileUtils.mkdir_p("f/#{names[245]}/inside")
    expect_no_difference
  end

  it "are never of what is not a regular file, whatever is listed of it" do
    list
    checked(100)
    path = "f/#{names[60]}"
    File.delete(path)
    File.symlink("file 061", path)
    File.lutime(AuditedFolder::LONG_AGO, AuditedFolder::LONG_AGO, path)
    link = Swiftsum::Tree.new("f").find { |entry| entry.path == path }
    state = Swiftsum::Manifest::Formats::SwiftsumLine.state(names[60], link)
    reword { |lines| lines.map { |line| line.include?(names[60]) ? line.sub(/.*(?="checked_ns")/, state) : line } }

    expect(findings(update)).to eq(names[60] => [:missing])
  end

  it "have the results of single ones that were read within a budget, or not" do
    list
    checked(100, 200)
    ways.replace([{ budget: 60 }, { budget: 0 }, { budget: 60, due: Time.at(now.to_i - 150) }].map { [:record, _1] })
    expect_no_difference
    expect(audit(budget: 60).record.counts).to eq(ok: 300)
  end

  it "have the results of single ones with names that JSON escapes, and those that look like a part of a line" do
    ["\"", "\\", "\n", "\x7F", "\xFF", "é", '","size":9', "-", "%s", "%d"].each_with_index do |name, index|
      write("f/#{format('%03d', index)}/#{name}".b, name)
      write("f/#{name}".b, name)
    end
    expect_no_difference_once_listed
  end

  it "have the results of single ones with files that were written to lately, long ago, or before 1970" do
    [now, now + 90, Time.at(0), Time.at(0, 5, :nsec), Time.at(-5, 3, :nsec)].each_with_index do |time, index|
      write("f/#{names[index * 50]}", "x", time)
    end
    expect_no_difference_once_listed
  end

  it "take no number for a time that is not written as it is" do
    write("f/#{names[3]}", "x", Time.at(-5, 3, :nsec))
    list
    checked(100)
    expect(lines[4]).to include '"mtime_ns":-4999999997,'
    reword { |lines| lines.map { |line| line.sub("-4999999997", "-5000000003") } }

    expect(update.counts).to eq(unread: 299, ok: 1)
  end

  it "have the results of single ones by several algorithms, and by those that are computed in Ruby" do
    [%i[md5 sha256 xxh3_64], %i[crc32], %i[sha256 blake2b-256]].each do |algorithms|
      list(algorithms:)
      checked(100, 200)
      rot("f/#{names[150]}")
      expect_no_difference
    end
  end

  it "are never of what does not count as the folder's, even if it is listed" do
    %w[f/003/page new].each { |path| write(path, "x") }
    File.symlink("../003/page", "f/004/linked")
    list(follow: true)
    looking = audit
    looking.without("f/003/page") { expect(looking.run.counts).to eq(ok: 300) }
    looking.without("f/#{names[10]}") { expect(looking.run.counts).to eq(ok: 301) }

    # What another process puts in its place meanwhile.
    own = described_class::OwnFiles.new(["f/003/page"])
    File.rename("new", "f/003/page")
    list
    allow(described_class::OwnFiles).to receive(:new).and_return(own)
    expect(audit.run.counts).to eq(ok: 300)
  end

  # Before the library is told what to read.
  def meanwhile
    allow_any_instance_of(Swiftsum.const_get(:Checksums)::Listed).to receive(:put_all)
      .and_wrap_original do |method, paths, &given|
        yield if paths.include?("f/#{names[1]}")
        method.call(paths, &given)
      end
  end

  it "are as they were read, not as the walk found them" do
    list
    meanwhile { write("f/#{names[2]}", "other") }
    expect(findings(audit.run)).to eq(names[2] => [:bit_rot])
    list
    meanwhile do
      FileUtils.mv("f/#{names[1]}", "away")
      write("f/#{names[1]}", "content of #{names[1]}")
    end
    expect(findings(audit.run)).to eq(names[1] => [:changed])
    list
    meanwhile { File.delete("f/#{names[299]}") }
    expect(findings(audit.run)).to eq(names[299] => [:missing])
  end

  it "are not the same where one could not be read" do
    states = Swiftsum::Native::States.of_length(5)
    lines = Swiftsum::Manifest::OwnRun.new("", ["a"], ["00000000"], nil, nil)
    pairs = Swiftsum::Audit::PairRun.new(lines, ["f/a"], states, 0)
    same = [{}, { 0 => Swiftsum::ChangedError.new }].map do |errors|
      pairs.same?(Swiftsum.const_get(:Checksums)::Group.new([], ["f/a"], ["\0\0\0\0"], errors, states))
    end

    expect(same).to eq [true, false]
  end

  it "can be parted wherever the library hands out results" do
    list
    runs = []
    described_class::Pairs.new(Swiftsum::Manifest.read("m"), Swiftsum::Tree.new("f")).each { |pairs| runs << pairs }
    run = runs.grep(described_class::PairRun).first
    checksums = Swiftsum.const_get(:Checksums).of(nil, [Swiftsum::Algorithm.fetch("sha256")]).tap(&:start)
    groups = []
    checksums.put_all(run.paths, &groups.method(:<<))
    checksums.finish(&groups.method(:<<))
    checksums.release
    group = groups.first.slice(0...20)
    parts = run.split(20).first.split(7)

    expect(parts.map(&:size)).to eq [7, 13]
    expect(parts.sum("") { |part| part.lines.lines }).to eq lines[1..20].join
    expect(parts.zip([0...7, 7...20]).map { |part, range| part.same?(group.slice(range)) }).to eq [true, true]
    expect(parts.last.same?(group.slice(0...13))).to be false
    expect(parts.last.map { |pair| [pair.name, pair.found.path] }).to eq(names[7..19].map { [_1, "f/#{_1}"] })
  end

  it "are found in whatever portions the walk comes" do
    list
    checked(100, 200)
    write("f/#{names[99]}x", "new")
    expected = outcomes
    [1, 7, 100].each do |count|
      stub_const("Swiftsum::Native::Entries::CAPACITY", count)
      expect(outcomes).to eq expected
      expect(one_by_one { audit.run }).to be < 30
    end
  end

  it "count while they wait for what is read, each as one" do
    waiting = described_class::Waiting.new
    waiting.put(described_class::Pairs::Pair.new("a"))
    waiting.pass(described_class::ResultRun.new(:unread, Swiftsum::Manifest::OwnRun.new("", %w[b c], [], nil, nil)))
    waiting.pass(described_class::Result.new(:new, "d"))

    expect(waiting.passed).to eq 3
    expect { |block| waiting.each_done(&block) }.not_to yield_control
  end

  it "are counted by the program" do
    list
    audit = %w[audit --json --manifest m f]
    expect(JSON.parse(swiftsum(*audit, "--quiet").output.lines.last)["counts"]).to eq("ok" => 300)
    expect(swiftsum(*audit).output.lines.size).to eq 301
    swiftsum("audit", "--html", "page", "--manifest", "m", "f")
    expect(File.read("page")).to include "<b>300</b> OK"
    expect(swiftsum("manifest", "--update", "-o", "m", "f").messages).to eq "swiftsum: 300 not read\n"
  end
end
