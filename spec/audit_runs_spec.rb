# frozen_string_literal: true

require "digest"
require "fileutils"
require "json"
require "swiftsum/audit"
require_relative "support/audited_folder"
require_relative "support/program"

# Lines that say what their files are, to the letter, are compared many at a time. Nothing may come of that but time.
RSpec.describe "Lines of an audit that are compared many at a time" do
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
  rescue Swiftsum::ParseError => e
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

  # How a line may say the same, or nearly: of each, the one in whose place it stands.
  wordings = {
    "no line" => ->(_) { "no line\n" }, "a blank line" => ->(line) { "#{line}\n" }, "none" => ->(_) { "" },
    "the same twice" => ->(line) { line + line }, "CRLF" => ->(line) { line.sub("\n", "\r\n") },
    "upper case" => ->(line) { line.sub(/\h{64}/, &:upcase) },
    "no digits" => ->(line) { line.sub(/\h{64}/) { |digest| digest.tr("0-9a-f", "g") } },
    "another digest" => ->(line) { line.sub(/\h(?="\}\}$)/) { |digit| digit == "0" ? "1" : "0" } },
    "another name" => ->(line) { line.sub('"name":"', '"name":"./') },
    "escaped" => ->(line) { line.sub(/(?<="name":")0/, "\\\\u0030") },
    "zeros" => ->(line) { line.sub(/"checked_ns":\d+/, %("checked_ns":#{'0' * 19})) },
    "a zero before" => ->(line) { line.sub(/"checked_ns":\d/, '"checked_ns":0') },
    "a sign" => ->(line) { line.sub(/"checked_ns":\d/, '"checked_ns":-') },
    "no check" => ->(line) { line.sub(/"checked_ns":\d+,/, "") },
    "early" => ->(line) { line.sub(/"checked_ns":\d+,/, '"checked_ns":1,') },
    "late" => ->(line) { line.sub(/"checked_ns":\d+,/, %("checked_ns":2#{'0' * 18},)) },
    "a racy one" => lambda { |line|
      line.sub(/"checked_ns":\d+,/) { "\"checked_ns\":#{line[/"mtime_ns":(\d+)/, 1]}," }
    }
  }
  wordings.each do |name, wording|
    it "have the results of single ones where one says #{name}" do
      ways.slice!(1..3)
      list
      checked(100, 100, 300)
      reword { |all| all.each_with_index.map { |line, index| [1, 190, 300].include?(index) ? wording[line] : line } }
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
    %w[page a/page].each { |name| write("f/#{name}", "x") }
    list
    looking = audit
    results = []
    looking.without("f/a/page") { looking.run { |result| results << result.name } }

    expect(results).to eq [*names, "page"]
    looking.without("f/page", "f/a/page") { expect(looking.accept.counts).to eq(ok: 300) }
    expect(entries.keys).to eq names
  end

  it "are as they were read, not as the walk found them" do
    list
    allow_any_instance_of(Swiftsum.const_get(:Checksums)::Listed).to receive(:put_all)
      .and_wrap_original do |method, paths, &given|
        FileUtils.mv("f/#{names[1]}", "away") if paths.include?("f/#{names[1]}")
        write("f/#{names[1]}", "content of #{names[1]}")
        write("f/#{names[2]}", "other")
        method.call(paths, &given)
      end

    expect(findings(audit.run)).to eq(names[1] => [:changed], names[2] => [:bit_rot])
  end
end
