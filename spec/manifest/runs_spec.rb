# frozen_string_literal: true

require "digest"
require "stringio"

require_relative "../support/program"

# Plain lines are read, and files that match are told, many at a time. Nothing may come of that but time.
RSpec.describe "Lines that are read many at a time" do
  include Program

  # More than is read at once, so that there are several runs.
  let(:names) { Array.new(1300) { |index| "#{index / 100}/a file of some length called #{index}.txt" } }
  let(:digests) { names.to_h { |name| [name, Digest::SHA256.hexdigest(name)] } }
  let(:lines) { digests.map { |name, digest| "#{digest}  #{name}\n" } }

  def make_files
    names.map { |name| File.dirname(name) }.uniq.each { |folder| Dir.mkdir(folder) }
    names.each { |name| File.write(name, name) }
  end

  # Line by line, by what reads those that are not plain.
  def one_after_another(text)
    allow(Swiftsum::Manifest::Formats::PlainLines).to receive(:run).and_return(nil)
    read(text)
  ensure
    allow(Swiftsum::Manifest::Formats::PlainLines).to receive(:run).and_call_original
  end

  def read(text)
    manifest = Swiftsum::Manifest.new(StringIO.new(text))
    [manifest.map { |line| line.is_a?(Swiftsum::Manifest::Entry) ? line : [line.number, line.reason] },
     manifest.notices.map(&:to_s)]
  end

  def runs(text)
    found = []
    Swiftsum::Manifest.new(StringIO.new(text)).each_run { |line| found << line }
    found.grep(Swiftsum::Manifest::Run)
  end

  def results(text, **options)
    manifest = Swiftsum::Manifest.new(StringIO.new(text))
    Swiftsum::Verification.new(manifest, **options).map { |result| [result.to_h, result.inspect] }
  end

  def one_by_one
    { digests: Swiftsum::Verification::OneByOne.new(Swiftsum::Verification::Sources.new) }
  end

  # What stands between plain lines, or in place of one.
  let(:others) do
    digest = digests[names.first]
    ["# a comment\n", "\n", "no line\n", "\\#{digest}  a\\nb\n", "#{digest} *star\n", "#{digest}  back\\slash\n",
     "#{digest.upcase}  #{names[1]}\n", "#{digest}  ./#{names[2]}\n", "#{digest}  #{names[3]}\n", "#{digest}  \n",
     "#{digest[1..]}  short\n", "#{digest}0  long\n", "#{digest}  crlf\r\n", "#{digest}  nul\0\n", "#{digest} one\n",
     "#{digest.sub(/./, 'g')}  g\n", "#{'a' * 128}  of sha512\n", "# SHA512 HASH\n", "# SHA256 HASH\n", "# MD2 HASH\n",
     "SHA256 (#{names[4]}) = #{digests[names[4]]}\n", "SIZE (#{names[5]}) = 12\n", "#{digest}  -\n",
     "#{digest}  stdin\n", "#{digest}  #{'x' * 70_000}\n", "#{digest}  #{'y' * 65_468}\n",
     "#{digest}  #{'z' * 65_469}\n", "\xEF\xBB\xBF\n".b, "(stdin)= #{digest}\n", " #{lines[6]}", "#{digest}   blank\n"]
  end

  it "are nearly all lines of a list" do
    expect(runs(lines.join).sum(&:size)).to be > 1280
  end

  it "are the same entries, whatever stands between them" do
    others.each do |other|
      text = lines.first(300).insert(250, other).join
      expect(read(text)).to eq(one_after_another(text)), other[0, 80].inspect
    end
  end

  it "are the same with the ends of lines and files that there are" do
    text = lines.first(300).join
    [text.chomp, text.gsub("\n", "\r\n"), text.chop.chop, text.tr("a-f", "A-F"), "#{text}\n\n",
     text.tr("\n", "\0")].each do |other|
      expect(read(other)).to eq one_after_another(other)
    end
  end

  it "are the same when some bytes are others" do
    40.times do
      text = lines.first(200).join
      3.times { text.setbyte(rand(text.bytesize), rand(256)) }
      expect(read(text)).to eq one_after_another(text)
    end
  end

  it "are the same inside of what is signed" do
    text = ["-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n", *lines.first(200),
            "-----BEGIN PGP SIGNATURE-----\n\nabcd\n-----END PGP SIGNATURE-----\n", *lines.last(200)].join
    expect(read(text)).to eq one_after_another(text)
  end

  it "have the results that each file has by itself" do
    make_files
    expect(results(lines.join)).to eq results(lines.join, **one_by_one)
    File.write(names[700], "other")
    File.delete(names[701], names[1250])
    File.unlink(names[1200])
    Dir.mkdir(names[1200])
    expect(results(lines.join)).to eq results(lines.join, **one_by_one)
  end

  it "have the results that each file has by itself, whatever stands between them" do
    make_files
    others.shuffle.each_slice(6) do |some|
      text = some.each_with_object(lines.dup) { |other, all| all.insert(rand(100..all.size), other) }.join
      expect(results(text)).to eq results(text, **one_by_one)
    end
  end

  it "contradict each other as single ones do" do
    make_files
    wrong = "#{'0' * 64}  #{names[10]}\n"
    [lines + [wrong], [*lines.first(300), wrong, *lines.drop(300)], [lines.first, wrong, *lines.drop(1)],
     lines + lines, lines + ["#{'0' * 64}  ./#{names[10]}\n"] + lines].each do |all|
      expect(results(all.join)).to eq results(all.join, **one_by_one)
    end
  end

  it "are told by the command as single ones are" do
    make_files
    File.write(names[700], "other")
    File.write("all.sha256", lines.join)
    told = swiftsum("check", "--settle", "0", "all.sha256")
    status = { names[700] => "FAILED" }
    expect(told).to have_attributes(
      status: 1, output: names.map { |name| "#{name}: #{status.fetch(name, 'OK')}\n" }.join
    )
    expect(swiftsum("check", "--settle", "0", "--quiet", "-C", ".", "all.sha256").output)
      .to eq "#{names[700]}: FAILED\n"
    expect(swiftsum("check", "--settle", "0", "--json", "all.sha256").output.lines.size).to eq names.size + 1
  end

  it "count as listed for what is extra" do
    make_files
    File.write("all.sha256", lines.join)
    File.write("extra", "")
    expect(swiftsum("check", "--settle", "0", "--quiet", "--no-extra", "all.sha256"))
      .to have_attributes(status: 1, output: "extra: FAILED\n")
  end
end
