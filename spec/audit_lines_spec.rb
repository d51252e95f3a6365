# frozen_string_literal: true

require "digest"
require "fileutils"
require "json"
require "swiftsum"
require_relative "support/audited_folder"
require_relative "support/program"

# Lines that say to the letter what a file is are not taken apart. Nothing may come of that but time.
RSpec.describe Swiftsum::Manifest::OwnLine do
  include AuditedFolder
  include Program

  # What may have become of a file since.
  let(:fates) do
    { "as it was" => ->(_) {}, "written to" => ->(path) { File.write(path, "other") },
      "removed" => File.method(:delete),
      "touched" => ->(path) { File.utime(Time.now, Time.now, path) }, "rotten" => method(:rot),
      "longer" => ->(path) { File.write(path, "more", mode: "a") },
      "moved" => ->(path) { File.rename(path, "#{path}.x") },
      "copied" => ->(path) { FileUtils.cp(path, "#{path}.y", preserve: true) }, "a folder" => method(:folder),
      "linked" => ->(path) { File.link(path, "#{path}.z") }, "rewritten" => method(:rewrite) }
  end

  # How a line may say the same, or nearly.
  let(:wordings) do
    { "as it was" => ->(line) { line }, "upper case" => ->(line) { line.sub(/\h{64}/, &:upcase) },
      "another digest" => ->(line) { line.sub(/\h(?="\}\}$)/) { |digit| digit == "0" ? "1" : "0" } },
      "another device" => ->(line) { line.sub(/"device":\d+/, '"device":1') },
      "another time" => ->(line) { line.sub(/"mtime_ns":\d+/, '"mtime_ns":1') },
      "another size" => ->(line) { line.sub(/"size":\d+/, '"size":1') },
      "blanks" => ->(line) { line.sub(":", " : ") },
      "no times" => ->(line) { line.sub(/"mtime_ns":\d+,/, "") },
      "checked" => ->(line) { line.sub('"digests"', '"checked_ns":1700000000000000000,"digests"') },
      "checked lately" => ->(line) { line.sub('"digests"', %("checked_ns":#{Time.now.to_i}000000000,"digests")) },
      "escaped" => ->(line) { line.sub(/(?<="name":")(?=\d)/) { "\\u003" } } }
  end

  def folder(path)
    File.delete(path)
    Dir.mkdir(path)
  end

  def rewrite(path)
    content = File.binread(path)
    File.delete(path)
    write(path, content)
  end

  # A manifest with other lines, whose last one fits.
  def reword(manifest)
    *lines, _last = File.readlines(manifest)
    lines = lines.map.with_index { |line, index| index.zero? ? line : yield(line) }
    digest = "sha256:#{Digest::SHA256.hexdigest(lines.join)}"
    File.write(manifest, "#{lines.join}#{JSON.generate({ count: lines.size - 1, digest: })}\n")
  end

  def make(names)
    names.each { |name| write("f/#{name}", "content of #{name}") }
    list
  end

  # Each fate with each wording, by the name of the file.
  let(:pairs) { ("100".."999").zip(fates.values.product(wordings.values)).to_h.compact }

  def prepare
    make(pairs.keys)
    reword("m") { |line| pairs.fetch(line[/\d{3}/]).last.call(line) }
    pairs.each { |name, (fate, _)| fate.call("f/#{name}") }
  end

  def results(way, **options)
    FileUtils.cp("m", "m.before")
    results = []
    report = audit(**options).public_send(way) { |result| results << result.to_h }
    results.each { |result| result[:found]&.delete(:checked_ns) }
    [results, report.counts, File.read("m").downcase.gsub(/"checked_ns":\d{19}|"created":"[^"]*"|"digest":.*/, "")]
  ensure
    FileUtils.mv("m.before", "m")
  end

  it "has the results of a line that is taken apart, whatever became of the file and however it is worded" do
    prepare
    ways = { run: {}, accept: {}, record: {}, update: { due: Time.at(1_700_000_001) } }
    soon = ways.map { |way, options| results(way, **options) }
    formats = Swiftsum::Manifest::Formats
    allow_any_instance_of(formats::SwiftsumColumns).to receive(:run).and_return(nil)
    allow_any_instance_of(formats::SwiftsumLine).to receive(:line).and_return(nil)
    ways.zip(soon) { |(way, options), found| expect(found).to eq results(way, **options) }
  end

  it "is not what is no JSON" do
    make(%w[a b])
    reword("m") { |line| line.sub('"size":', '"size":0') }
    expect(audit.run.counts).to eq(malformed: 3, new: 2)
  end

  it "is what nearly all lines are" do
    make(%w[a b c])
    lines = []
    Swiftsum::Manifest.read("m").each_run { |part| part.each_line { |line| lines << line } }
    expect(lines).to all(be_a(described_class))
  end

  it "is listed again as it was, with the time of its last check" do
    make(%w[a b c])
    update
    text = File.read("m")
    expect(text.scan(/"checked_ns"/).size).to eq 3
    update
    expect(File.readlines("m")[1..3]).to eq text.lines[1..3]
    expect(entries.each_value.map(&:checked_ns).uniq.size).to eq 1
  end
end
