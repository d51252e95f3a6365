# frozen_string_literal: true

require "digest"
require "json"
require "tmpdir"

RSpec.describe "Swiftsum's own list" do
  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  let(:entries) do
    %w[a b].map do |name|
      Swiftsum::Manifest::Entry.new(name, Swiftsum.checksums(name, :sha256, :md5).values, 1, mtime_ns: 5, inode: 7)
    end
  end
  let(:text) { File.read("list") }
  let(:lines) { text.lines }

  before do
    %w[a b].each { |name| File.write(name, name) }
    options = { exclude: ["*.tmp", "\xFF".b], follow: true }
    Swiftsum::Manifest.write("list", entries, format: :swiftsum, options:)
  end

  # With a last line that fits.
  def signed(*lines)
    count = lines.size - 1
    "#{lines.join}#{JSON.generate({ count:, digest: "sha256:#{Digest::SHA256.hexdigest(lines.join)}" })}\n"
  end

  def verify(text)
    File.binwrite("list", text)
    Swiftsum.verify("list")
  end

  def reasons(text)
    verify(text).tap { |report| expect(report.exit_status).to eq 2 }.failures.map(&:reason)
  end

  it "says how it was made, what each file is, and what it is itself" do
    header, first, _, last = lines.map { |line| JSON.parse(line) }

    expect(header).to match("swiftsum_manifest" => 1, "algorithms" => %w[sha256 md5],
                            "created" => /\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z\z/,
                            "exclude" => ["*.tmp", { "base64" => "/w==" }], "follow" => true)
    expect(first).to eq("name" => "a", "size" => 1, "mtime_ns" => 5, "inode" => 7,
                        "digests" => { "sha256" => Digest::SHA256.hexdigest("a"), "md5" => Digest::MD5.hexdigest("a") })
    expect(last).to eq("count" => 2, "digest" => "sha256:#{Digest::SHA256.hexdigest(lines[0..2].join)}")
  end

  it "is read as it was written" do
    expect(Swiftsum::Manifest.read("list").to_a).to eq entries
    expect(Swiftsum::Manifest.read("list").options)
      .to include(algorithms: %w[sha256 md5], exclude: ["*.tmp", "\xFF".b], follow: true)
    expect(verify(text)).to be_ok
    expect(verify(text.gsub("\n", "\r\n"))).to be_ok
  end

  it "is noticed where it was cut off, anywhere" do
    (1...text.rstrip.bytesize).each do |length|
      report = verify(text.byteslice(0, length))

      expect(report.exit_status).to eq 2
    end
    expect(reasons(lines[0..1].join)).to eq ["line 3: the last line is missing: the manifest was cut off"]
  end

  it "is noticed where a line was changed, taken out, added or moved" do
    altered = [lines.dup.tap { |list| list[1] = list[1].sub('"mtime_ns":5', '"mtime_ns":6') },
               lines.values_at(0, 2, 1, 3), lines.values_at(0, 1, 3), lines.values_at(0, 1, 1, 2, 3)]
    altered.each { |list| expect(reasons(list.join).last).to match(/altered|says 2 files/) }
    expect(reasons(text + lines[1])).to eq ["line 5: comes after the last line"]
    expect(reasons(text.sub(/"count":2/, '"count":3'))).to eq ["line 4: says 3 files, and there are 2"]
  end

  {
    '{"swiftsum_manifest":2}' => "is of version 2, and only version 1 is known",
    '{"swiftsum_manifest":"1"}' => "is of version 1, and only version 1 is known",
    '{"swiftsum_manifest":1}' => "has no list of algorithms",
    '{"swiftsum_manifest":1,"algorithms":["nosuch"]}' => 'unknown algorithm "nosuch"',
    '{"swiftsum_manifest":1,"algorithms":["md5"],"algorithms":[]}' => 'two members are called "algorithms"'
  }.each do |header, reason|
    it "is not read with the first line #{header}" do
      expect(reasons(signed("#{header}\n", lines[1], lines[2])).first).to start_with "line 1: #{reason}"
      expect(verify(text).failures.size).to eq 0
    end
  end

  {
    [/,"md5":"\h+"/, ""] => "has not the digests that the first line says",
    [/"sha256":"\h/, '"sha256":"'] => "sha256 has 64 hexadecimal digits, not 63",
    [/"digests":\{.*\}/, '"digests":[]}'] => "has not the digests that the first line says",
    ['"mtime_ns":5', '"mtime_ns":"5"'] => "mtime_ns is not an integer",
    ['"size":1', '"size":-1'] => "size is no number of bytes",
    ['"name":"a"', '"name":""'] => "the name is empty",
    [/\A\{/, "["] => "is not a JSON object"
  }.each do |(from, to), reason|
    it "has a malformed line where it #{reason}" do
      expect(reasons(signed(lines[0], lines[1].sub(from, to), lines[2]))).to include "line 2: #{reason}"
    end
  end

  it "is one of sum --json where the first line does not say so" do
    line = %({"name":"a","algorithm":"sha256","digest":"#{Digest::SHA256.hexdigest('a')}"}\n)

    expect(verify(line)).to be_ok
  end

  it "can't be written with digests of other algorithms, or with options that take too long a line" do
    other = Swiftsum::Manifest::Entry.new("b", Swiftsum.checksum("b"))
    write = ->(entries, options = {}) { Swiftsum::Manifest.write("list", entries, format: :swiftsum, options:) }

    expect { write[[entries.first, other]] }.to raise_error(Swiftsum::UnwritableEntryError, /of other algorithms/)
    expect { write[entries, { exclude: ["x" * 70_000] }] }.to raise_error(ArgumentError, /too long/)
    expect(File.read("list")).to eq text
  end

  it "lists nothing where nothing was listed, which is not verified" do
    Swiftsum::Manifest.write("list", [], format: :swiftsum)

    expect(Swiftsum.verify("list").counts).to eq(empty: 1)
  end
end
