# frozen_string_literal: true

require "stringio"
require "tmpdir"

require "swiftsum/verification"

RSpec.describe Swiftsum::Verification do
  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  let(:line) { "#{Swiftsum::SHA256.hexdigest('content')}  a\n" }

  before { File.write("a", "content") }

  def verify(text)
    described_class.new(Swiftsum::Manifest.new(StringIO.new(text))).to_a
  end

  it "has one result for each line, in their order" do
    File.write("b", "other")
    results = verify([line, line.sub("  a", "  b"), line.sub("  a", "  c"), line.sub("  a", "  ."), "junk"].join)

    expect(results.map(&:status)).to eq %i[ok mismatch missing unreadable malformed]
    expect(results.map(&:name)).to eq ["a", "b", "c", ".", nil]
    expect(results.map(&:ok?)).to eq [true, false, false, false, false]
  end

  it "says why a file is not OK" do
    File.write("a", "other")

    expect(verify(line).first.reason)
      .to eq "has #{Swiftsum::SHA256.hexdigest('other')}, not #{Swiftsum::SHA256.hexdigest('content')}"
    expect(verify(line.sub("  a", "  b")).first.reason).to eq "No such file or directory"
    expect(verify("\njunk").first.reason).to eq "line 2: neither a GNU line nor a BSD tag line"
  end

  it "is not all OK where nothing is listed" do
    ["", "# a comment\n"].each do |text|
      expect(verify(text).map(&:status)).to eq [:empty]
      expect(verify(text)).not_to be_all(&:ok?)
    end
  end

  it "can't verify a file that changes while it is read, whatever its checksum" do
    File.truncate("a", 64 << 20)
    expected = Swiftsum.checksum("a").hexdigest
    done = false
    writer = Thread.new { File.utime(nil, nil, "a") until done }

    expect(verify("#{expected}  a").first)
      .to have_attributes(status: :unreadable, reason: "changed while it was read")
  ensure
    done = true
    writer&.join
  end

  it "can't verify standard input unless it has it" do
    text = line.sub("  a", "  -")
    reader, writer = IO.pipe
    writer.write("content")
    writer.close

    expect(verify(text).map(&:status)).to eq [:unreadable]
    expect(described_class.new(Swiftsum::Manifest.new(StringIO.new(text)), standard_input: reader)).to be_all(&:ok?)
  end

  it "goes on through a manifest only as far as it is asked" do
    manifest = Enumerator.new do |lines|
      lines << Swiftsum::Manifest::Entry.new("a", Swiftsum.checksum("a"))
      raise "read on"
    end

    expect(described_class.new(manifest).first).to be_ok
  end
end
