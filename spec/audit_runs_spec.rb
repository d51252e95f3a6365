# frozen_string_literal: true

require "digest"
require "fileutils"
require "json"
require "swiftsum/audit"
require_relative "support/audited_folder"
require_relative "support/program"

# Lines that say what their files are, to the letter, are compared many at a time. Nothing may come of that but time.
RSpec.describe Swiftsum::Audit, "of lines that are compared many at a time" do
  include AuditedFolder
  include Program

  # More than are compared at once, so that there are several runs; and in folders, which are no files.
  let(:names) { Array.new(300) { |index| format("%<folder>03d/file %<index>03d", folder: index / 40, index:) } }
  let(:now) { Time.at(Time.now.to_i + 1, 5, :nsec) }
  let(:ways) do
    [[:run, { due: now }], [:record, { due: Time.at(now.to_i - 150) }], [:accept, {}], [:update, {}],
     [:update, { reread: 0.1 }]]
  end

  before { names.each { |name| write("f/#{name}", "content of #{name}") } }

  def lines
    File.readlines("m")
  end

  # The manifest with other lines, whose last one fits.
  def reword
    text = yield(lines[0..-2]).join
    count = text.scan(/^\{ ?"name"/).size
    File.binwrite("m", "#{text}#{JSON.generate({ count:, digest: "sha256:#{Digest::SHA256.hexdigest(text)}" })}\n")
  end

  # Each line as if it had been checked so many seconds before now.
  def checked(*seconds)
    reword do |lines|
      lines.each_with_index.map do |line, index|
        time = (now.to_i - seconds[index % seconds.size]) * 1_000_000_000
        line.sub(/("checked_ns":\d+,)?"digests"/, "\"checked_ns\":#{time},\"digests\"")
      end
    end
  end

  # What comes of it: what the block is told, what the report says, and what is written.
  def outcome
    FileUtils.cp("m", "m.before")
    told = []
    report = yield(told.method(:<<))
    [told.map(&:to_h), report.to_h, report.counts.to_a, report.irregular.to_a, File.binread("m")]
  rescue Swiftsum::Error => e
    [e.message, File.binread("m")]
  ensure
    FileUtils.mv("m.before", "m")
  end

  def outcomes
    allow(Time).to receive(:now).and_return(now)
    ways.map do |way, options|
      outcome { |told| way == :update ? update(**options, &told) : audit(**options).public_send(way, &told) }
    end
  end

  def line_by_line
    allow_any_instance_of(Swiftsum::Manifest::Formats::SwiftsumColumns).to receive(:run).and_return(nil)
    yield
  ensure
    allow_any_instance_of(Swiftsum::Manifest::Formats::SwiftsumColumns).to receive(:run).and_call_original
  end

  def expect_no_difference
    expect(outcomes).to eq(line_by_line { outcomes })
  end

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

  # How a line may say the same, or nearly: of each, what stands in its place. The first ones are malformed.
  wordings = {
    "no line" => ->(_) { "no line\n" },
    "no digits" => ->(line) { line.sub(/\h{64}/) { |digest| digest.tr("0-9a-f", "g") } },
    "zeros" => ->(line) { line.sub(/"checked_ns":\d+/, %("checked_ns":#{'0' * 19})) },
    "a zero before" => ->(line) { line.sub(/"checked_ns":\d/, '"checked_ns":0') },
    "a sign" => ->(line) { line.sub(/"checked_ns":\d/, '"checked_ns":-') },
    "the same twice" => ->(line) { line + line },
    "a blank line" => ->(line) { "#{line}\n" },
    "none" => ->(_) { "" },
    "CRLF" => ->(line) { line.sub("\n", "\r\n") },
    "upper case" => ->(line) { line.sub(/\h{64}/, &:upcase) },
    "another digest" => ->(line) { line.sub(/\h(?="\}\}$)/) { |digit| digit == "0" ? "1" : "0" } },
    "another name" => ->(line) { line.sub('"name":"', '"name":"./') },
    "escaped" => ->(line) { line.sub(/(?<="name":")0/, "\\\\u0030") },
    "no check" => ->(line) { line.sub(/"checked_ns":\d+,/, "") },
    "early" => ->(line) { line.sub(/"checked_ns":\d+,/, '"checked_ns":1,') },
    "late" => ->(line) { line.sub(/"checked_ns":\d+,/, %("checked_ns":2#{'0' * 18},)) },
    "a racy one" => ->(line) { line.sub(/"checked_ns":\d+,/, %("checked_ns":#{line[/"mtime_ns":(\d+)/, 1]},)) }
  }
  wordings.each_slice(3) do |some|
    it "have the results of single ones where one says #{some.to_h.keys.join(', ')}" do
      list
      checked(100, 100, 300)
      wording = some.map(&:last)
      others = [1, 190, 298].flat_map { |first| [*first..first + 2].zip(wording) }.to_h.compact
      reword { |all| all.each_with_index.map { |line, index| others.key?(index) ? others[index][line] : line } }
      expect_no_difference
    end
  end

  it "have the results of single ones in any order, and with none that the first line says" do
    list
    checked(100)
    reword { |lines| lines.values_at(0, *(1..180), 200, *(181..199), *(201..300)) }
    expect { audit.run }.to raise_error Swiftsum::ParseError, /is not in the order .*: 004.file 180\z/
    expect { update }.to raise_error Swiftsum::ParseError
    reword { |lines| lines.each_with_index.map { |line, index| index.zero? ? line.sub(',"sorted":true', "") : line } }
    expect_no_difference
  end

  it "are in order, as are those around them" do
    list
    text = lines
    # One of these comes right behind a run.
    (140..155).each do |index|
      File.write("m", text.join)
      reword { |lines| lines.insert(index, lines[5]) }
      expect { audit.run }.to raise_error Swiftsum::ParseError, %r{is not in the order .*: 000/file 004\z}
    end
  end

  it "have the results of single ones that were read within a budget, or not" do
    list
    checked(100, 200)
    ways.replace([{ budget: 60 }, { budget: 0 }, { budget: 60, due: Time.at(now.to_i - 150) }].map { [:record, _1] })
    expect_no_difference
    expect(audit(budget: 60).record.counts).to eq(ok: 300)
  end

  it "have the results of single ones where the list ends early, or without a newline" do
    list
    checked(100)
    ways.slice!(1..3)
    text = File.binread("m")
    [text.chomp, lines[0..-2].join, lines[0..-2].join.chomp, lines[0..-3].join, lines[0..150].join.chop.chop,
     lines.first.chomp, lines.first].each do |other|
      File.binwrite("m", other)
      expect_no_difference
    end
  end

  it "have the results of single ones behind a last line, and where the first one can't be read" do
    list
    checked(100)
    ways.slice!(1..3)
    *all, last = lines
    [[*all.first(150), last, *all.drop(150)], ["\n", *all, last],
     [all.first.sub('_manifest":1', '_manifest":2'), *all.drop(1), last]].each do |text|
      File.binwrite("m", text.join)
      expect_no_difference
    end
  end

  it "are none that are too long" do
    form = Swiftsum::Manifest::Formats::SwiftsumLine.new([Swiftsum::Algorithm.fetch("crc32")])
    columns = Swiftsum::Manifest::Formats::SwiftsumColumns.new(form, checked: false)
    state = %i[mtime_ns ctime_ns inode device].to_h { |member| [member, 1_000_000_001] }
    runs = [100, 65_536].map do |length|
      name = "x" * length
      entry = Swiftsum::Manifest::Entry.new(name, Swiftsum::Checksum.parse("00000000", "crc32"), 5, **state)
      line = Swiftsum::Manifest::Formats::SwiftsumLine.write(entry)
      columns.run(line, [name], [[5], [1], [1], [1], [1], [1_000_000_001], [1_000_000_001]])
    end

    expect(runs.map(&:class)).to eq [Swiftsum::Manifest::OwnRun, NilClass]
  end

  it "have the results of single ones when some bytes of the list are others" do
    list
    checked(100)
    random = Random.new(RSpec.configuration.seed)
    ways.pop(3)
    before = File.binread("m")
    10.times do
      text = before.dup
      2.times { text.setbyte(random.rand(text.bytesize), random.rand(256)) }
      File.binwrite("m", text)
      expect_no_difference
    end
  end

  it "have the results of single ones with names that JSON escapes, and those that look like a part of a line" do
    ["\"", "\\", "\n", "\x7F", "\xFF", "é", '","size":9', "-", "%s", "%d"].each_with_index do |name, index|
      write("f/#{format('%03d', index)}/#{name}".b, name)
      write("f/#{name}".b, name)
    end
    list
    expect_no_difference
    checked(100)
    expect_no_difference
  end

  it "have the results of single ones with files that were written to lately, long ago, or before 1970" do
    [now, now + 90, Time.at(0), Time.at(0, 5, :nsec), Time.at(-5, 3, :nsec)].each_with_index do |time, index|
      write("f/#{names[index * 50]}", "x", time)
    end
    list
    expect_no_difference
    checked(100)
    expect_no_difference
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

  it "have the results of single ones where no algorithm is listed" do
    list
    checked(100)
    reword do |lines|
      lines.map { |line| line.sub(/("algorithms":\[).*?\]/, '\1]').sub(/("digests":\{).*\}\}/, '\1}}') }
    end
    expect(audit.run.counts).to eq(malformed: 300)
    expect_no_difference
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
end
