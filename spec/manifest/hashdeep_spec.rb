# frozen_string_literal: true

require "digest"

require_relative "../support/program"

# With the program that writes and reads such lists.
RSpec.describe "A list of hashdeep" do
  include Program

  let(:names) { ["(y) = 0", " lead", ";semi", "a.txt", "b,c,d", "back\\slash", "caf\u00e9".b, "trail "].map(&:b) }

  before { names.each { |name| File.binwrite(name, "content of #{name}".b) } }

  def hashdeep(*arguments)
    skip "hashdeep is not installed" unless ENV["PATH"].split(":").any? { |folder| File.exist?("#{folder}/hashdeep") }

    run("hashdeep", *arguments)
  end

  def verify(text)
    File.binwrite("list", text)
    Swiftsum.verify("list")
  end

  def verdicts(report)
    report.results.map { |result| [result.status, result.name] }
  end

  ["md5,sha256", "sha1", "md5,sha1,sha256"].each do |algorithms|
    it "is read as it is written, with #{algorithms}" do
      report = verify(hashdeep("-l", "-c", algorithms, *names).output)

      expect(verdicts(report)).to match_array(names.map { |name| [:ok, name] })
      expect(report.notices).to eq []
    end
  end

  it "is read where names are absolute, as they are by default" do
    expect(verdicts(verify(hashdeep("a.txt").output))).to eq [[:ok, File.expand_path("a.txt").b]]
  end

  it "is written as hashdeep reads it" do
    entries = names.map do |name|
      Swiftsum::Manifest::Entry.new(name, Swiftsum.checksums(name, :md5, :sha256).values, File.size(name))
    end
    Swiftsum::Manifest.write("list", entries, format: :hashdeep)

    expect(hashdeep("-l", "-a", "-k", "list", *names)).to have_attributes(status: 0, output: /Audit passed/)
    File.write("a.txt", "changed")
    expect(hashdeep("-l", "-a", "-k", "list", *names).status).not_to eq 0
  end

  describe "what is compared" do
    let(:line) { [16, *[Digest::MD5, Digest::SHA256].map { |each| each.hexdigest("content of a.txt") }, "a.txt"] }

    def list(*values, columns: "size,md5,sha256,filename")
      verify("%%%% HASHDEEP-1.0\n%%%% #{columns}\n## Invoked from: /\n#{values.join(',')}\n")
    end

    it "is the size, and each digest" do
      expect(list(*line)).to be_ok
      expect(list(17, *line.drop(1)).failures.map(&:reason)).to eq ["has 16 bytes, not 17"]
      [1, 2].each do |column|
        wrong = line.dup.tap { |values| values[column] = values[column].tr("0-9", "1-90") }

        expect(list(*wrong).counts).to eq(mismatch: 1)
      end
    end

    it "is said where some of it can't be" do
      report = list(16, line[1], "0" * 48, "a.txt", columns: "size,md5,tiger,filename")

      expect(report).to be_ok
      expect(report.notices.map(&:to_s)).to eq ["the digests of tiger were not compared: unknown here"]
    end

    {
      "size,tiger,filename" => "has no digests of an algorithm that is known here",
      "md5,size,filename" => "has not the size as its first column",
      "size,md5,md5,filename" => "has two columns of one name",
      "size,filename" => "has no digests of an algorithm that is known here",
      "size,md5" => "says no columns that are known"
    }.each do |columns, reason|
      it "is nothing with the columns #{columns}" do
        report = list(*line, columns:)

        expect(report.exit_status).to eq 2
        expect(report.failures.map(&:reason))
          .to eq ["line 2: #{reason}", "line 4: no line before it says what its columns are"]
      end
    end

    it "is nothing in a line of other columns" do
      { [1] => "has fewer columns than there are", ["x", *line.drop(1)] => '"x" is no number of bytes',
        [*line.take(2), "0", "a.txt"] => "sha256 has 64 hexadecimal digits, not 1",
        [*line.take(3), ""] => "the name is empty" }.each do |values, reason|
        expect(list(*values).failures.map(&:reason)).to eq ["line 4: #{reason}"]
      end
    end

    it "is one reading of each file" do
      checksums = Swiftsum.const_get(:Checksums)
      allow(checksums).to receive(:of).and_call_original

      expect(list(*line)).to be_ok
      expect(checksums).to have_received(:of).once
    end
  end

  it "can't be written where hashdeep knows no such algorithm, or files have others" do
    entry = ->(*algorithms) { Swiftsum::Manifest::Entry.new("a", Swiftsum.checksums("a.txt", *algorithms).values, 16) }
    write = ->(*entries) { Swiftsum::Manifest.write("list", entries, format: :hashdeep) }

    expect { write[entry[:sha512]] }.to raise_error(Swiftsum::UnwritableEntryError, /hashdeep does not know sha512/)
    expect { write[entry[:md5], entry[:sha1]] }.to raise_error(Swiftsum::UnwritableEntryError, /same algorithms/)
    expect(File).not_to exist("list")
  end
end
