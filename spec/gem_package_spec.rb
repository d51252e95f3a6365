# frozen_string_literal: true

require "digest"
require "fileutils"
require "rubygems/package"

require_relative "support/program"

# With gems that RubyGems has built, and its own verification beside ours.
RSpec.describe Swiftsum::GemPackage do
  include Program

  before do
    FileUtils.mkdir_p("lib")
    File.write("lib/demo.rb", "# demo\n" * 100)
    specification = Gem::Specification.new do |s|
      s.name = "demo"
      s.version = "1.0"
      s.summary = s.author = "demo"
      s.files = ["lib/demo.rb"]
    end
    Gem::DefaultUserInteraction.use_ui(Gem::SilentUI.new) { Gem::Package.build(specification, true) }
  end

  # @return [Hash{String => String}]
  def members(path = "demo-1.0.gem")
    File.open(path, "rb") do |io|
      Gem::Package::TarReader.new(io).to_h { |entry| [entry.full_name, entry.read || ""] }
    end
  end

  def write(members)
    File.open("other.gem", "wb+") do |io|
      Gem::Package::TarWriter.new(io) do |tar|
        members.each { |name, text| tar.add_file_simple(name, 0o444, text.bytesize) { |file| file.write(text) } }
      end
    end
    described_class.new("other.gem").validate
  end

  def list(text)
    Zlib.gzip(text)
  end

  def findings(report)
    report.problems.map { |problem| [problem.code, problem.name, problem.reason] }
  end

  it "is valid as RubyGems builds it, each member by all of its digests" do
    report = described_class.new("demo-1.0.gem").validate

    expect(report).to be_valid.and have_attributes(exit_status: 0, warnings: [])
    expect(report.results.map(&:name)).to eq %w[metadata.gz data.tar.gz]
    expect(swiftsum("check", "demo-1.0.gem"))
      .to have_attributes(status: 0, output: "metadata.gz: OK\ndata.tar.gz: OK\n")
  end

  it "is invalid where a member has other contents, by any of its digests" do
    other = members.merge("data.tar.gz" => Zlib.gzip("other"))
    expect(findings(write(other)).map { |finding| finding.take(2) }).to eq [[:mismatch, "data.tar.gz"]]

    digests = Zlib.gunzip(members["checksums.yaml.gz"])
    %w[SHA256 SHA512].each do |algorithm|
      digest = Digest(algorithm).hexdigest(members["metadata.gz"])
      report = write(members.merge("checksums.yaml.gz" => list(digests.sub(digest, digest.tr("0-9", "1-90")))))

      expect(report.problems.map { |problem| [problem.code, problem.expected.algorithm.name] })
        .to eq [[:mismatch, algorithm.downcase]]
    end
    expect(swiftsum("check", "other.gem")).to have_attributes(status: 1, output: /metadata.gz: FAILED/)
  end

  {
    ->(all) { all.except("data.tar.gz") } => [:missing, "data.tar.gz", "is not in the gem"],
    ->(all) { all.merge("more" => "x") } => [:unlisted, "more", "no digest of it is listed"],
    ->(all) { all.except("checksums.yaml.gz") } =>
      [:malformed, nil, "has no checksums.yaml.gz: it has nothing to verify it by"]
  }.each do |change, finding|
    it "has the problem #{finding.compact.join(' ')}" do
      report = write(change.call(members))

      expect(findings(report)).to include finding
      expect(report.exit_status).to eq(finding.first == :missing ? 1 : 2)
    end
  end

  {
    "--- {}\n" => "no digest of it is listed", "--- []\n" => "checksums.yaml.gz is not a list of digests",
    "---\nSHA256:\n  data.tar.gz: 1\n" => "checksums.yaml.gz is not a list of digests",
    "---\nSHA256:\n  data.tar.gz: '00'\n" => "sha256 has 64 hexadecimal digits, not 2",
    "---\nNOSUCH:\n  data.tar.gz: '00'\n" => 'unknown algorithm "NOSUCH"',
    "---\n- *x\n" => "checksums.yaml.gz: ", "--- !ruby/object:Object {}\n" => "checksums.yaml.gz: ",
    "--- [" => "checksums.yaml.gz: ", " " * 100_000 => "checksums.yaml.gz is too long"
  }.each do |text, reason|
    it "is not verified by the list #{text[0, 30].inspect}" do
      report = write(members.merge("checksums.yaml.gz" => list(text)))

      expect(report.exit_status).to eq 2
      expect(findings(report).map(&:last)).to include(a_string_including(reason))
    end
  end

  it "is not verified where the list is not compressed, or unpacks to gigabytes" do
    [+"SHA256: {}", Zlib.gzip("\0" * 20_000_000)].each do |text|
      expect(write(members.merge("checksums.yaml.gz" => text)).exit_status).to eq 2
    end
  end

  it "says that a signature was not checked" do
    expect(write(members.merge("data.tar.gz.sig" => "x")).warnings.map(&:to_s))
      .to eq ["signed, but the signature was not checked"]
  end

  it "is not verified where it is no archive, cut off, or has a member twice" do
    whole = File.binread("demo-1.0.gem")
    twice = whole.b.then { |gem| gem[0, 512 + (members["metadata.gz"].bytesize.fdiv(512).ceil * 512)] + gem }
    { "" => /not a tar/, "x" * 5_000 => /not a tar/, whole[0, 700] => /cut off/, whole[0, 1024] => /cut off/,
      twice => /two members called metadata.gz/ }.each do |text, reason|
      File.binwrite("other.gem", text)
      report = described_class.new("other.gem").validate

      expect(report.exit_status).to eq 2
      expect(findings(report).first.last).to match reason
    end
  end

  it "is not taken in by damage" do
    whole = File.binread("demo-1.0.gem")
    contents = members.values_at("metadata.gz", "data.tar.gz")
    random = Random.new(RSpec.configuration.seed)

    2_000.times do
      damaged = whole.dup
      random.rand(1..3).times { damaged.setbyte(random.rand(damaged.bytesize), random.rand(256)) }
      damaged = damaged[0, random.rand(damaged.bytesize)] if random.rand(4).zero?
      File.binwrite("other.gem", damaged)
      next unless described_class.new("other.gem").validate.valid?

      expect(contents).to all(satisfy { |text| damaged.include?(text) })
    end
  end

  it "is a file that is called so" do
    FileUtils.mkdir("folder.gem")
    File.mkfifo("fifo.gem")

    expect(%w[demo-1.0.gem folder.gem fifo.gem nowhere.gem lib].map { |path| described_class.recognise?(path) })
      .to eq [true, false, false, false, false]
  end
end
