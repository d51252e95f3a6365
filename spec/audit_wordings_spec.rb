# frozen_string_literal: true

require "swiftsum/audit"
require "swiftsum/manifest/formats/swiftsum_lines"
require_relative "support/audited_runs"
require_relative "support/program"

# Lists that people and programs altered, by lines that are compared many at a time.
RSpec.describe Swiftsum::Audit, "of lists that are compared many lines at a time" do
  include AuditedRuns
  include Program

  before { make_files }

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
    5.times do
      text = before.dup
      2.times { text.setbyte(random.rand(text.bytesize), random.rand(256)) }
      File.binwrite("m", text)
      expect_no_difference
    end
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
end
