# frozen_string_literal: true

require "digest"
require "zlib"

require_relative "../support/names"
require_relative "../support/program"

# With the programs that write and read such lists: cksfv and rhash.
RSpec.describe "A list of Simple File Verification" do
  include Program

  # Files with these names can be listed by all.
  let(:names) { ["a.txt", "b c;d", "e,f", "quo\"te", "x 12345678", "caf\u00e9", "(y) = 00000000"] }

  before { names.each { |name| File.write(name, "content of #{name}") } }

  def verify(text, name = "list.sfv", **options)
    File.binwrite(name, text)
    Swiftsum.verify(name, **options)
  end

  def verdicts(report)
    report.results.map { |result| [result.status, result.name] }
  end

  def crc(name)
    format("%08X", Zlib.crc32(File.binread(name)))
  end

  def installed?(program)
    ENV["PATH"].split(":").any? { |folder| File.executable?(File.join(folder, program)) }
  end

  def list(*programs)
    skip "#{programs.first} is not installed" unless installed?(programs.first)
    run(*programs, *names).output
  end

  it "is read as cksfv writes it" do
    text = list("cksfv")

    expect(verdicts(verify(text))).to eq(names.map { |name| [:ok, name.b] })
    File.write("a.txt", "other")
    expect(verify(text).counts).to eq(mismatch: 1, ok: names.size - 1)
  end

  [
    [], %w[--sfv -M], %w[--sfv -H], %w[--sfv --sha256], %w[--sfv --sha512], %w[-C -M -H], %w[--sfv -C --sha256],
    %w[--simple -H], %w[--simple -C -M -H], %w[--simple -M --sha224 --sha384]
  ].each do |options|
    it "is read as rhash writes it: rhash #{options.join(' ')}" do
      text = list("rhash", *options)
      report = verify(text, options == %w[--simple -H] ? "list.sha1" : "list")

      expect(verdicts(report)).to eq(names.map { |name| [:ok, name.b] })
      File.write("a.txt", "other")
      expect(verify(text, report.manifest).counts).to eq(mismatch: 1, ok: names.size - 1)
    end
  end

  it "has all digests of a line compared" do
    text = list("rhash", "--sfv", "-C", "-M", "-H")
    wrong = text.sub(/^(a\.txt \h+ \h+ )\h{40}/, "\\1#{'0' * 40}")

    expect(verify(wrong).failures.map { |result| [result.name, result.expected.to_oci] })
      .to eq [["a.txt", "sha1:#{'0' * 40}"]]
  end

  it "is written as cksfv and rhash read it" do
    entries = names.map { |name| Swiftsum::Manifest::Entry.new(name, Swiftsum.checksum(name, :crc32)) }
    Swiftsum::Manifest.write("list.sfv", entries, format: :sfv)

    expect(File.binread("list.sfv").lines.grep_v(/\A;/)).to eq(names.map { |name| "#{name} #{crc(name)}\n".b })
    { "cksfv" => %w[-f list.sfv], "rhash" => %w[-c list.sfv] }.each do |program, arguments|
      next unless installed?(program)

      expect(run(program, *arguments).status).to eq 0
      File.write("a.txt", "other")
      expect(run(program, *arguments).status).not_to eq 0
      File.write("a.txt", "content of a.txt")
    end
  end

  it "may leave out leading zeros" do
    File.write("short", (0..).lazy.map(&:to_s).find { |text| Zlib.crc32(text) < 0x10000 })
    short = crc("short").sub(/\A0+/, "")

    expect(verdicts(verify("short #{short}\n"))).to eq [[:ok, "short"]]
    expect(verdicts(verify("short #{short}0\n"))).to eq [[:mismatch, "short"]]
  end

  it "has blanks and tabs between name and digest, and comments between lines" do
    text = "; a comment 00000000\r\n\r\na.txt   #{crc('a.txt')} \r\n;\r\nb c;d\t#{crc('b c;d').downcase}\r\n"

    expect(verdicts(verify(text, "list"))).to eq [[:ok, "a.txt"], [:ok, "b c;d"]]
  end

  it "is known by its name where its first line does not say so" do
    expect(verify("a.txt\n", "a.sfv").failures.first.reason).to eq "line 1: its last word is no digest"
    expect(verify("a.txt\n", "a").failures.first.reason).to eq "line 1: neither a GNU line nor a BSD tag line"
    expect(verify("a.txt\n", "a", format: :sfv).failures.first.reason).to eq "line 1: its last word is no digest"
  end

  it "is not what lists of other kinds are taken for" do
    sha256 = Digest::SHA256.hexdigest("")
    ["#{sha256}  12345678", "\\#{sha256}  a\\\\ 12345678", "SHA256 (a) = #{sha256}", "SHA2-256(a)= #{sha256}",
     "#{Digest::SHA256.base64digest('')}  12345678", "TIMESTAMP = 12345678",
     "XXH3_0123456789abcdef  12345678"].each do |line|
      expect(Swiftsum::Manifest::Formats::SFV).not_to be_recognise("#{line}\n")
    end
  end

  it "takes digests for those of the algorithm that is told, and says what it takes them for otherwise" do
    line = "a.txt #{Digest::SHA512.hexdigest(File.read('a.txt'))}\n"

    expect(verify(line, "list").notices.map(&:to_s))
      .to eq ["digests of 128 digits are taken as sha512 (neither the lines nor the name say which)"]
    expect(verify(line, "list.sha512")).to be_ok.and have_attributes(notices: [])
    expect(verify(line, "list", algorithm: :blake2b).counts).to eq(mismatch: 1)
    crc32c = Swiftsum.checksum("a.txt", :crc32c)
    expect(verify("a.txt #{crc32c}", "list", algorithm: :crc32c)).to be_ok
  end

  it "is malformed where the last word is no digest of a known length" do
    { "a.txt 123456789" => "a digest of 9 digits", "a.txt xyz" => "its last word is no digest",
      "12345678" => "its last word is no digest" }.each do |line, reason|
      report = verify("#{line}\n")

      expect(report.exit_status).to eq 2
      expect(report.failures.first.reason).to include reason
    end
  end

  it "takes no longer for a line of blanks than for another" do
    text = "a#{' ' * 60_000}x\n#{' ' * 60_000}\n#{'a ' * 30_000}0x\n" * 20

    expect(verify(text).counts).to eq(malformed: 40)
  end
end
