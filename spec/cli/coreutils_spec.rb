# frozen_string_literal: true

require_relative "../support/names"
require_relative "../support/program"

# The programs themselves are asked: GNU coreutils, b3sum, openssl and xxhsum.
RSpec.describe "swiftsum beside sha256sum, cksum and b3sum" do
  include Program

  before { NAMES.each { |name| File.binwrite(name, "content of #{name}") } }

  # b3sum 1.2 knows no escaped carriage return, and takes a manifest for UTF-8.
  let(:names_for_b3sum) do
    NAMES.reject { |name| name.include?("\r") || !name.dup.force_encoding(Encoding::UTF_8).valid_encoding? }
  end

  {
    [%w[sum], %w[sha256sum --check --strict --quiet]] => "GNU lines, by sha256sum",
    [%w[sum], %w[cksum --algorithm sha256 --check --strict --quiet]] => "GNU lines, by cksum",
    [%w[sum --tag], %w[cksum --check --strict --quiet]] => "tag lines, by cksum",
    [%w[sum --tag], %w[sha256sum --check --strict --quiet]] => "tag lines, by sha256sum"
  }.each do |(command, program), what|
    it "is accepted: #{what}" do
      listed = swiftsum(*command, "--", *NAMES).output

      expect(listed.lines.size).to eq NAMES.size
      expect(run(*program, input: listed)).to have_attributes(output: "", messages: "", status: 0)
    end
  end

  it "is accepted: GNU lines of BLAKE3, by b3sum" do
    listed = swiftsum("sum", "-a", "blake3", "--", *names_for_b3sum).output

    expect(listed.lines.size).to eq names_for_b3sum.size
    expect(run("b3sum", "--check", "--quiet", input: listed)).to have_attributes(output: "", messages: "", status: 0)
  end

  {
    %w[cksum --check --strict] => %w[md5 sha1 sha224 sha256 sha384 sha512 blake2b sm3],
    %w[b2sum --check --strict] => %w[blake2b blake2b-8 blake2b-256 blake2b-504],
    %w[xxhsum --check --strict] => %w[xxh32 xxh64 xxh3_64 xxh3_128]
  }.each do |program, algorithms|
    it "is accepted: tag lines of every algorithm that both have, by #{program.first}" do
      File.write("plain", "content")
      listed = swiftsum("sum", "--tag", *algorithms.flat_map { |name| ["-a", name] }, "plain").output
      File.write("listed", listed)

      expect(listed.lines.size).to eq algorithms.size
      expect(run(*program, "listed").output.scan("plain: OK").size).to eq algorithms.size
    end
  end

  it "accepts lines of b2sum that have fewer digits, and of xxhsum" do
    File.write("plain", "content")
    tagged = %w[8 256 504 512].map { |bits| run("b2sum", "--length", bits, "--tag", "plain").output }
    xxh3 = run("xxhsum", "-H3", "plain").output[/\h{16}/]

    expect(swiftsum("check", input: [*tagged, "XXH3_#{xxh3}  plain\n"].join).output).to eq "plain: OK\n" * 5
    expect(swiftsum("check", "-a", "blake2b-256", input: run("b2sum", "-l", "256", "plain").output).status).to eq 0
    expect(swiftsum("check", "-a", "xxh64", input: "#{xxh3}  plain\n").status).to eq 1
  end

  {
    %w[sha256sum] => "sha256sum",
    %w[sha256sum --binary] => "sha256sum, in binary mode",
    %w[sha256sum --tag] => "sha256sum --tag",
    %w[cksum --algorithm sha256] => "cksum",
    %w[cksum --algorithm sha256 --untagged] => "cksum --untagged"
  }.each do |program, what|
    it "accepts the lines of #{what}, and writes the same" do
      listed = run(*program, "--", *NAMES).output

      expect(swiftsum("check", "--quiet", input: listed)).to have_attributes(output: "", messages: "", status: 0)
      expect(swiftsum("sum", *("--tag" if listed.include?("SHA256")), "--", *NAMES).output.lines)
        .to eq(listed.gsub(/^(\\?\h{64}) \*/n, "\\1  ").lines)
    end
  end

  openssl = %w[md5 sha1 sha224 sha256 sha384 sha512 sha512-256 ripemd160 sm3 sha3-256 blake2b512 blake2s256]
  {
    "openssl dgst" => openssl.map { |name| ["openssl", "dgst", "-#{name}"] },
    "xxhsum --tag" => %w[0 1 2 3].map { |name| ["xxhsum", "--tag", "-H#{name}"] },
    "b2sum --tag" => [%w[b2sum --tag]]
  }.each do |what, programs|
    it "accepts the tag lines of #{what}, of every algorithm that both have" do
      File.write("plain", "content")
      listed = programs.map { |program| run(*program, "plain").output }

      expect(swiftsum("check", input: listed.join))
        .to have_attributes(output: "plain: OK\n" * programs.size, messages: "", status: 0)
    end
  end

  it "writes the tag lines that openssl, b2sum and xxhsum write" do
    File.write("plain", "content")
    {
      %w[openssl dgst -sha3-224] => "sha3_224", %w[openssl dgst -sha3-256] => "sha3_256",
      %w[openssl dgst -sha3-384] => "sha3_384", %w[openssl dgst -sha3-512] => "sha3_512",
      %w[b2sum --tag] => "blake2b", %w[xxhsum --tag -H0] => "xxh32", %w[xxhsum --tag -H1] => "xxh64",
      %w[xxhsum --tag -H2] => "xxh3_128", %w[xxhsum --tag -H3] => "xxh3_64"
    }.each do |program, algorithm|
      theirs = run(*program, "plain").output.sub(/(?<! )\(plain\)=/, " (plain) =")

      expect(swiftsum("sum", "--tag", "-a", algorithm, "plain").output).to eq theirs
    end
  end

  it "accepts the lines of b2sum" do
    File.binwrite("B2SUMS", run("b2sum", "--", *NAMES).output)

    expect(swiftsum("check", "--quiet", "B2SUMS")).to have_attributes(output: "", messages: "", status: 0)
  end

  it "accepts the lines of b3sum" do
    File.binwrite("B3SUMS", run("b3sum", "--", *names_for_b3sum).output)

    expect(swiftsum("check", "--quiet", "B3SUMS")).to have_attributes(output: "", messages: "", status: 0)
  end

  it "prints what sha256sum prints while it checks" do
    File.write("ok", "content")
    File.write("changed", "content")
    Dir.mkdir("folder")
    listed = run("sha256sum", "ok", "changed").output
    listed << listed.lines.first.sub("ok", "missing") << listed.lines.first.sub("ok", "folder")
    File.write("changed", "other")

    expect(swiftsum("check", input: listed).output).to eq run("sha256sum", "--check", input: listed).output
  end
end
