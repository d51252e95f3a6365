# frozen_string_literal: true

require "digest"

require "swiftsum/cli"
require_relative "../support/program"

RSpec.describe "swiftsum check", "of what is no list" do
  include Program

  # In this process.
  def check(*arguments)
    File.open("output", "w+") do |io|
      status = Swiftsum::CLI.new(Swiftsum::CLI::Console.new(io, io)).run(["check", *arguments])
      [status, io.tap(&:rewind).readlines(chomp: true).map { |line| line.delete_prefix("swiftsum: ") }]
    end
  end

  it "says so, once, and what to do" do
    File.write("readme", "words\n\n" * 40)

    expect(check("readme")).to eq [2, [
      "readme: line 1: neither a GNU line nor a BSD tag line", "readme: 40 malformed",
      "readme: is it a list? to verify the file itself, add --expect DIGEST; by a list, write LIST -- FILE"
    ]]
  end

  it "says all that is malformed in a list, in its order" do
    File.write("a", "")
    line = "#{Digest::SHA256.hexdigest('')}  a"
    File.write("SHA256SUMS", ["one", "two", line, "three"].join("\n"))

    expect(check("SHA256SUMS")).to eq [2, [
      "SHA256SUMS: line 1: neither a GNU line nor a BSD tag line",
      "SHA256SUMS: line 2: neither a GNU line nor a BSD tag line", "a: OK",
      "SHA256SUMS: line 4: neither a GNU line nor a BSD tag line", "SHA256SUMS: 1 OK, 3 malformed"
    ]]
  end

  it "asks nothing where the length tells what the lines are" do
    File.write("SHA256SUMS", "#{Digest::MD5.hexdigest('')}  a\n" * 2)

    expect(check("SHA256SUMS").last.last(2)).to eq [
      "SHA256SUMS: 32 digits: md5 or xxh3_128? try -a md5", "SHA256SUMS: 2 malformed"
    ]
  end

  it "ends, also where the file does not" do
    expect(check("/dev/zero")).to eq [2, ["/dev/zero: line 1: is binary data, not a text", "/dev/zero: 1 malformed"]]
    expect(check("/dev/urandom").first).to eq 2

    reader, writer = IO.pipe
    endless = Thread.new do
      loop { writer.write("junk\n" * 100) }
    rescue Errno::EPIPE
      :ended
    end
    expect(Swiftsum::Manifest.new(reader).to_a.last)
      .to have_attributes(number: 1000, reason: /as all before it: the rest is not read/)
    reader.close
    expect(endless.value).to eq :ended
  end

  it "reads a list to its end, however much of it is malformed" do
    line = "#{Digest::SHA256.hexdigest('')}  a\n"
    [line, "#{Digest::MD5.hexdigest('')}  a\n", "FROB (a) = 00\n"].each do |first|
      expect(Swiftsum::Manifest.new(StringIO.new(first + ("junk\n" * 5_000) + line)).count).to eq 5_002
    end
    expect(Swiftsum::Manifest.new(StringIO.new(("junk\n" * 999) + line)).to_a.last).to be_a Swiftsum::Manifest::Entry
  end

  it "knows the decimal numbers of cksum" do
    ["1502830843 10245 a", "85 1 a", "15028308 1024 a"].each do |line|
      File.write("sums", "#{line}\n")
      expect(check("sums").last.first)
        .to eq "sums: line 1: decimal numbers, as cksum writes them; for a list to check, write: swiftsum sum -a cksum"
    end
    # It may also be a CRC in hexadecimal digits.
    File.write("1024 a", "")
    File.write("crc32sums", "00000000 1024 a\n")
    expect(check("crc32sums")).to eq [0, ["1024 a: OK"]]
  end
end
