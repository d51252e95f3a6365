# frozen_string_literal: true

require_relative "../support/program"

# The programs themselves are asked: xxhsum, OpenSSL, GNU coreutils.
RSpec.describe Swiftsum::Manifest do
  include Program

  before { File.write("a.txt", "hello\n") }

  def verify(name, text, input = "")
    File.binwrite(name, text)
    reader, writer = IO.pipe
    writer << input
    writer.close
    Swiftsum.verify(name, standard_input: reader)
  ensure
    reader&.close
  end

  describe "what a program has written of its standard input" do
    {
      %w[xxhsum] => "a.xxh64", %w[xxhsum -H0] => "a.xxh32", %w[xxhsum -H2] => "a.xxh128",
      %w[xxhsum --tag -H1] => "list",
      %w[openssl dgst -sha256] => "list", %w[openssl dgst -sha512-256] => "list", %w[openssl dgst -r -md5] => "a.md5",
      %w[sha256sum] => "SHA256SUMS", %w[b2sum --tag] => "list", %w[cksum --algorithm sha1] => "list"
    }.each do |program, name|
      it "is verified by standard input: #{program.join(' ')}" do
        listed = run(*program, input: "hello\n").output

        expect(verify(name, listed, "hello\n")).to be_ok
        expect(verify(name, listed, "hello\n\n").counts).to eq(mismatch: 1)
      end
    end
  end

  it "reads the digests that xxhsum writes in reverse, of each algorithm" do
    listed = (0..3).map { |number| run("xxhsum", "-H#{number}", "--tag", "--little-endian", "a.txt").output }.join

    expect(listed.scan("_LE").size).to eq 4
    expect(verify("list", listed).counts).to eq(ok: 4)
    expect(verify("list", listed.gsub("_LE", "")).counts).to eq(mismatch: 4)
  end

  it "takes one blank as GNU coreutils do" do
    a = Swiftsum::SHA256.hexdigest("hello\n")
    File.write(" a.txt", "hello\n")
    File.write("*a.txt", "hello\n")
    rests = [" a.txt", "\ta.txt", "  a.txt", " *a.txt", "\t\ta.txt", "   a.txt", " **a.txt", "\t*a.txt"]
    lines = rests.map { |rest| a + rest }

    lines.product(lines).each do |pair|
      text = "#{pair.join("\n")}\n"
      theirs = run("sha256sum", "--check", input: text).output.scan(/^(.*): (?:OK|FAILED)/).flatten
      results = verify("SHA256SUMS", text).results.reject { |result| result.status == :malformed }

      expect(results.map(&:name)).to eq theirs
    end
  end
end
