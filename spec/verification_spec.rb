# frozen_string_literal: true

require "stringio"
require "tmpdir"

require_relative "support/ruby_process"

RSpec.describe Swiftsum::Verification do
  include RubyProcess

  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  let(:line) { "#{Swiftsum::SHA256.hexdigest('content')}  a\n" }

  before { File.write("a", "content") }

  def verify(text)
    described_class.new(Swiftsum::Manifest.new(StringIO.new(text))).to_a
  end

  def verdicts(results)
    results.map { |result| [result.status, result.name] }
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

  # Each would have some kilobytes, of where it was raised.
  it "keeps what is said of the files, and no exceptions" do
    results = verify(Array.new(300) { |index| line.sub("  a", "  missing#{index}") }.join)
    GC.start

    expect(ObjectSpace.each_object(SystemCallError).count).to be < 100
    expect(results.map(&:reason)).to all eq "No such file or directory"
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
      .to have_attributes(status: :changed, reason: "changed while it was read")
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

  describe "standard input" do
    def verify_with(input, text)
      reader, writer = IO.pipe
      writer << input
      writer.close
      described_class.new(Swiftsum::Manifest.new(StringIO.new(text)), standard_input: reader).to_a
    ensure
      reader&.close
    end

    let(:digest) { Swiftsum::SHA256.hexdigest("content") }
    let(:names) { ["-", "stdin", "(stdin)"] }

    it "has the names that programs give it" do
      texts = names.map { |name| "#{digest}  #{name}\n" } + ["SHA2-256(stdin)= #{digest}\n", "(stdin)= #{digest}\n"]
      texts.each do |text|
        expect(verify_with("content", text).map(&:status)).to eq [:ok]
        expect(verify_with("other", text).map(&:status)).to eq [:mismatch]
      end
    end

    it "is not meant where a file has the name, but for -" do
      names.each { |name| File.write(name, "content") }

      expect(names.map { |name| verify_with("other", "#{digest}  #{name}\n").first.status }).to eq %i[mismatch ok ok]
    end

    it "is unreadable where there is none, and where it was read before for another algorithm" do
      expect(names.map { |name| verify("#{digest}  #{name}\n").first.status }).to eq [:unreadable] * 3
      both = "SHA256 (-) = #{digest}\n" * 2
      results = verify_with("content", "#{both}MD5 (-) = #{Swiftsum::MD5.hexdigest('content')}\n")

      expect(results.map(&:status)).to eq %i[ok ok unreadable]
      expect(results.last.reason).to eq "standard input was read before"
    end

    it "has no size to compare" do
      text = %({"name":"-","algorithm":"sha256","digest":"#{digest}","size":7})

      expect(verify_with("content", text).map(&:reason)).to eq ["the size of standard input is not known"]
    end
  end

  describe "one file, listed twice" do
    let(:wrong) { "#{'0' * 64}  ./a\n" }

    it "fails where the digests differ, in any order, and says that both are one file" do
      results = verify(line + wrong)
      expect(results.map(&:status)).to eq %i[ok mismatch]
      expect(results.map(&:notice)).to eq [nil, "was listed before as a, with another digest: both are one file"]

      results = verify(wrong + line)
      expect(results.map(&:status)).to eq %i[mismatch ok]
      expect(results.map(&:notice)).to eq [nil, "was listed before as ./a, with another digest: both are one file"]
    end

    it "is known by any spelling that leads to it without a link" do
      Dir.mkdir("d")
      File.write("d/a", "content")
      first = line.sub("  a", "  d/a")
      ["d//a", "./d/a", "d/./a", ".//d/.//a"].each do |name|
        expect(verify(first + first.sub("  d/a", "  #{name}").sub(/\A./, "f")).last.notice).to include "one file"
      end
      ["d/../d/a", "./d/../d/a", "d/a/", "D/a", "d/a."].each do |name|
        expect(verify(first + first.sub("  d/a", "  #{name}").sub(/\A./, "f")).last.notice).to be_nil
      end
    end

    it "is fine with the same digest, and with those of several algorithms" do
      same = verify("#{line}#{line}MD5 (./a) = #{Swiftsum::MD5.hexdigest('content')}\n#{line}")

      expect(same.map(&:status)).to all eq :ok
      expect(same.map(&:notice)).to all be_nil
    end

    it "is named once where it was named so before" do
      expect(verify(line + wrong.sub("./", "")).last.notice).to eq "was listed before with another digest"
    end
  end

  describe "with names" do
    let(:lines) { %w[a b c].map { |name| line.sub("  a", "  #{name}") }.join }

    def select(*names)
      verdicts(described_class.new(Swiftsum::Manifest.new(StringIO.new(lines)), only: names))
    end

    it "verifies those files and no other, whatever their spelling" do
      expect(select("a")).to eq [[:ok, "a"]]
      expect(select("./a", "b")).to eq [[:ok, "a"], [:missing, "b"]]
      expect(select).to eq []
    end

    it "says which are not listed" do
      expect(select("nosuch", "a", "A")).to eq [[:ok, "a"], [:unlisted, "nosuch"], [:unlisted, "A"]]
    end

    it "still says what is malformed: it may be about them" do
      lines << "junk"

      expect(select("a")).to eq [[:ok, "a"], [:malformed, nil]]
    end
  end

  it "looks for names in the directory that it is told" do
    Dir.mkdir("caf\u00e9")
    File.write("caf\u00e9/\u00e9", "content")
    text = line.sub("  a", "  \u00e9") + line.sub("  a", "  #{File.expand_path('a')}") + line
    results = described_class.new(Swiftsum::Manifest.new(StringIO.new(text)), directory: "caf\u00e9").to_a

    expect(results.map(&:status)).to eq %i[ok ok missing]
    expect(results.first.name).to eq "\u00e9".b
  end

  it "compares sizes, too" do
    entry = Swiftsum::Manifest::Entry.new("a", Swiftsum.checksum("a"), 8)

    expect(described_class.new([entry]).first).to have_attributes(status: :mismatch, reason: "has 7 bytes, not 8")
    entry = Swiftsum::Manifest::Entry.new("a", Swiftsum.checksum("a"), 7)
    expect(described_class.new([entry]).first).to be_ok
  end

  describe "side by side" do
    it "finds what one by one does, whatever the lines are" do
      random = Random.new(RSpec.configuration.seed)
      File.write("b", "other")
      lines = %w[a b c . ./a].product(%i[sha256 md5 crc32 blake2b-256]).map do |name, algorithm|
        "#{algorithm} (#{name}) = #{Swiftsum.checksum('a', algorithm)}\n"
      end
      lines += ["junk\n", "SIZE (a) = 7\n", "SIZE (b) = 7\n", "md5 (-) = #{Swiftsum::MD5.hexdigest('')}\n"]
      text = Array.new(2_000) { lines.sample(random:) }.join
      sources = described_class::Sources.new
      ways = [described_class::SideBySide.new(sources), described_class::SideBySide.new(sources, ahead: true),
              described_class::OneByOne.new(sources)]
      results = ways.map do |digests|
        described_class.new(Swiftsum::Manifest.new(StringIO.new(text)), digests:).map(&:to_h)
      end

      expect(results.uniq.size).to eq 1
      expect(results.first.map { |result| result[:status] }.uniq.size).to be > 4
    end

    it "leaves no thread behind that reads ahead, wherever it ends" do
      Array.new(3_000) { |number| File.write("f#{number}", "content") }
      entries = Array.new(3_000) { |number| Swiftsum::Manifest::Entry.new("f#{number}", Swiftsum.checksum("a")) }
      threads = Thread.list
      [0, 200, 2_000, 2_999].each do |last|
        digests = described_class::SideBySide.new(described_class::Sources.new, ahead: true)
        last_result = described_class.new(entries, digests:).each.with_index do |result, index|
          break result if index == last
        end

        expect(last_result.name).to eq "f#{last}"
        expect((Thread.list - threads).select(&:alive?)).to eq []
      end
    end

    it "does not keep malformed lines without end, nor lose any" do
      results = verify("#{line}#{"junk\n" * 70_000}#{line}")

      expect(results.size).to eq 70_002
      expect(results.values_at(0, 1, -2, -1).map(&:status)).to eq %i[ok malformed malformed ok]
    end

    it "takes no exception of the block for the end" do
      manifest = Swiftsum::Manifest.new(StringIO.new(line * 3))

      expect { described_class.new(manifest).each { |each| raise StopIteration, "mine" if each } }
        .to raise_error StopIteration, "mine"
    end

    it "raises what the manifest raises" do
      manifest = Enumerator.new do |lines|
        lines << Swiftsum::Manifest::Entry.new("a", Swiftsum.checksum("a"))
        raise Errno::EIO
      end

      expect { described_class.new(manifest).to_a }.to raise_error Errno::EIO
    end
  end

  # As a batch would that reads files ahead of the results.
  it "takes what digests, which may take lines ahead, and keeps their order" do
    batch = Class.new do
      def initialize(sources)
        @sources = sources
      end

      def each_checksum(lines)
        lines.each_slice(3) do |slice|
          sums = slice.grep(Swiftsum::Manifest::Entry).reverse.to_h { |entry| [entry, sum(entry)] }
          slice.each { |line| yield line, sums[line] }
        end
      end

      def sum(entry)
        @sources.open(entry) { |source| Swiftsum.checksum(source, entry.checksum.algorithm) }
      rescue SystemCallError => e
        e
      end
    end
    File.write("b", "other")
    text = [line, "junk\n", line.sub("  a", "  b"), line.sub("  a", "  c"), "junk\n", line].join
    manifest = Swiftsum::Manifest.new(StringIO.new(text))
    digests = batch.new(described_class::Sources.new)

    expect(verdicts(described_class.new(manifest, digests:))).to eq verdicts(verify(text))
  end

  describe "Swiftsum.verify" do
    it "gives a report" do
      File.write("SHA256SUMS", "#{line}#{line.sub('  a', "  \xFF".b)}junk\n".b)
      seen = []
      report = Swiftsum.verify("SHA256SUMS") { |result| seen << result }

      expect(report).to be_a(described_class::Report).and have_attributes(
        manifest: "SHA256SUMS", ok?: false, exit_status: 2, counts: { ok: 1, missing: 1, malformed: 1 }, notices: []
      )
      expect(report.results).to eq seen
      expect(report.failures).to eq seen.drop(1)
      expect(report.to_h).to eq(
        manifest: "SHA256SUMS", ok: false, exit_status: 2, counts: { ok: 1, missing: 1, malformed: 1 },
        notices: [], results: [
          { status: :ok, name: "a", expected: "sha256:#{line[0, 64]}", actual: "sha256:#{line[0, 64]}" },
          { status: :missing, name: "\xFF".b, expected: "sha256:#{line[0, 64]}", reason: "No such file or directory" },
          { status: :malformed, reason: "line 3: neither a GNU line nor a BSD tag line" }
        ]
      )
    end

    it "is ok only where all is" do
      texts = { line => 0, "" => 2, "# comment\n" => 2, "#{line}junk\n" => 2, line.sub("  a", "  b") => 1 }
      texts.each do |text, status|
        File.write("SHA256SUMS", text)

        expect(Swiftsum.verify("SHA256SUMS")).to have_attributes(ok?: status.zero?, exit_status: status)
      end
    end

    it "raises for a manifest that can't be read, and an algorithm that there is not" do
      expect { Swiftsum.verify("nowhere") }.to raise_error Errno::ENOENT
      expect { Swiftsum.verify(".") }.to raise_error Errno::EISDIR
      expect { Swiftsum.verify("a", algorithm: "nosuch") }.to raise_error Swiftsum::UnknownAlgorithmError
    end

    it "loads what it needs when it needs it" do
      File.write("SHA256SUMS", line)
      programs = ["", "Swiftsum.verify('SHA256SUMS');", "Swiftsum::Manifest::FORMATS;"].map do |program|
        run_ruby("require 'swiftsum'; #{program} print $\".map { |file| File.basename(file, '.rb') }.sort & " \
                 "%w[manifest verification json tempfile]")
      end

      expect(programs).to eq ["[]", '["manifest", "verification"]', '["manifest"]']
    end
  end
end
