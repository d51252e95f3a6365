# frozen_string_literal: true

require "digest"
require "json"
require "zlib"

require_relative "../support/names"
require_relative "../support/program"

RSpec.describe "swiftsum sum" do
  include Program

  let(:sha256) { Digest::SHA256.hexdigest("content") }
  let(:crc32) { format("%08x", Zlib.crc32("content")) }

  before { File.write("a", "content") }

  it "prints a GNU line of SHA-256 for each file, in the order given" do
    File.write("b", "other")

    outcome = swiftsum("sum", "b", "a")

    expect(outcome.output).to eq "#{Digest::SHA256.hexdigest('other')}  b\n#{sha256}  a\n"
    expect(outcome.messages).to eq ""
    expect(outcome.status).to eq 0
  end

  it "takes another algorithm by name, as people write it" do
    %w[crc32 CRC32 crc-32].each do |name|
      expect(swiftsum("sum", "-a", name, "a").output).to eq "#{crc32}  a\n"
    end
  end

  it "prints tag lines for several algorithms, each once" do
    arguments = %w[-a sha256 --algorithm crc32 -a SHA256]

    expect(swiftsum("sum", *arguments, "a").output).to eq "SHA256 (a) = #{sha256}\nCRC32 (a) = #{crc32}\n"
  end

  it "reads once for several algorithms: what comes through a pipe is there once" do
    outcome = swiftsum("sum", "-a", "sha256", "-a", "crc32", input: "content")

    expect(outcome.output).to eq "SHA256 (-) = #{sha256}\nCRC32 (-) = #{crc32}\n"
  end

  it "reads standard input without a file, and for -" do
    expect(swiftsum("sum", input: "content").output).to eq "#{sha256}  -\n"
    expect(swiftsum("sum", "a", "-", input: "").output).to eq "#{sha256}  a\n#{Digest::SHA256.hexdigest('')}  -\n"
  end

  it "reads a file that is called -" do
    File.write("-", "content")

    expect(swiftsum("sum", "./-", input: "no").output).to eq "#{sha256}  ./-\n"
  end

  it "takes what comes after -- for names" do
    File.write("--tag", "content")

    expect(swiftsum("sum", "--", "--tag").output).to eq "#{sha256}  --tag\n"
  end

  it "has the checksum of an empty file" do
    File.write("empty", "")

    expect(swiftsum("sum", "empty").output).to eq "#{Digest::SHA256.hexdigest('')}  empty\n"
  end

  it "goes on after each file that it can't read, says why, and ends with 1" do
    Dir.mkdir("folder")

    outcome = swiftsum("sum", "missing", "a", "folder", "a/b", "a")

    expect(outcome.output).to eq "#{sha256}  a\n" * 2
    expect(outcome.messages).to eq <<~TEXT
      swiftsum: missing: No such file or directory
      swiftsum: folder: Is a directory; -r sums the files in it
      swiftsum: a/b: Not a directory
    TEXT
    expect(outcome.status).to eq 1
  end

  it "goes on after a file that it may not read" do
    File.write("secret", "content", perm: 0o000)

    expect(swiftsum_unprivileged("sum", "secret", "a"))
      .to have_attributes(output: "#{sha256}  a\n", messages: "swiftsum: secret: Permission denied\n", status: 1)
  end

  it "goes on after a file that only fails when it is read" do
    path = "/proc/self/mem"
    skip "there is no #{path} here, which can be opened, and not read from its beginning" unless File.exist?(path)

    expect(swiftsum("sum", path, "a"))
      .to have_attributes(output: "#{sha256}  a\n", messages: "swiftsum: #{path}: Input/output error\n", status: 1)
  end

  it "has no checksum of a file that changes while it is read" do
    File.truncate("a", 256 << 20)
    done = false
    writer = Thread.new { File.utime(nil, nil, "a") until done }

    expect(swiftsum("sum", "a"))
      .to have_attributes(output: "", messages: "swiftsum: a: changed while it was read\n", status: 1)
  ensure
    done = true
    writer&.join
  end

  it "says on one line which file it can't read, whatever its name" do
    expect(swiftsum("sum", "a\nb\\").messages).to eq "swiftsum: \\a\\nb\\\\: No such file or directory\n"
    expect(swiftsum("sum", "\xE9".b).messages).to eq "swiftsum: \xE9: No such file or directory\n".b
  end

  it "is true to any name in any locale" do
    NAMES.each { |name| File.write(name, "content") }
    %w[C C.UTF-8].each do |locale|
      outcome = swiftsum("sum", "--tag", "--", *NAMES, env: { "LC_ALL" => locale })

      expect(outcome.messages).to eq ""
      expect(outcome.output.lines.size).to eq NAMES.size
      expect(outcome.output).to include "SHA256 (latin-\xE9) = #{sha256}\n".b, "\\SHA256 (new\\nline) = #{sha256}\n".b
    end
  end

  describe "--base64" do
    it "is the digest in Base64, in each format" do
      digest = Digest::SHA256.base64digest("content")

      expect(swiftsum("sum", "--base64", "a").output).to eq "#{digest}  a\n"
      expect(swiftsum("sum", "--base64", "--tag", "a").output).to eq "SHA256 (a) = #{digest}\n"
      expect(JSON.parse(swiftsum("sum", "--base64", "--json", "a").output)).to include("digest" => digest)
    end
  end

  describe "--json" do
    it "is an object on each line, for each file and algorithm" do
      File.write("b", "content")

      outcome = swiftsum("sum", "--json", "-a", "sha256", "-a", "crc32", "a", "b")
      objects = outcome.output.lines.map { |line| JSON.parse(line) }

      expect(objects).to eq(
        %w[a b].product([["sha256", sha256], ["crc32", crc32]]).map do |name, (algorithm, digest)|
          { "name" => name, "algorithm" => algorithm, "digest" => digest }
        end
      )
    end

    it "is valid with any name, and loses none" do
      NAMES.each { |name| File.write(name, "content") }

      output = swiftsum("sum", "--json", "--", *NAMES).output.force_encoding(Encoding::UTF_8)
      objects = output.lines.map { |line| JSON.parse(line) }

      expect(output).to be_valid_encoding
      expect(objects.map { |object| object["name"]&.b || object["name_base64"].unpack1("m0") }).to eq NAMES
    end
  end

  it "prints what --tag and --json say last" do
    expect(swiftsum("sum", "--json", "--tag", "a").output).to start_with "SHA256"
    expect(swiftsum("sum", "--tag", "--json", "a").output).to start_with "{"
  end

  describe "a list that would list itself" do
    def list_into(target, *files, mode: "w")
      messages, writer = IO.pipe
      pid = Process.spawn(*Program::SWIFTSUM, "sum", *files, out: [target, mode], err: writer)
      writer.close
      _, status = Process.wait2(pid)
      Program::Outcome.new(File.read(target), messages.read, status.exitstatus)
    end

    it "leaves itself out, says so, and can be checked" do
      first = list_into("SUMS", "a")
      second = list_into("SUMS", "a", "SUMS")

      expect(second.output).to eq first.output
      expect(second.messages).to eq "swiftsum: SUMS: is left out: the output is written to it\n"
      expect(second.status).to eq 0
      expect(swiftsum("check", "SUMS")).to have_attributes(output: "a: OK\n", status: 0)
    end

    it "does so under any other name, and where it is appended to" do
      File.write("SUMS", "")
      File.link("SUMS", "hard")
      File.symlink("SUMS", "soft")

      outcome = list_into("SUMS", "./SUMS", "hard", "soft", "a", mode: "a")
      expect(outcome.output).to eq "#{sha256}  a\n"
      expect(outcome.messages.lines.size).to eq 3
    end

    it "leaves nothing out where the output is no file" do
      outcome = run("sh", "-c", "exec \"$@\" > /dev/null", "sh", *Program::SWIFTSUM, "sum", "/dev/null", "a")

      expect(outcome).to have_attributes(messages: "", status: 0)
    end
  end

  describe "-C" do
    it "takes files relative to that folder, and lists them as they are given" do
      Dir.mkdir("dir \u00e9")
      File.rename("a", "dir \u00e9/a \xE9")

      outcome = swiftsum("sum", "-C", "dir \u00e9", "a \xE9", "#{Dir.pwd}/dir \u00e9/a \xE9", "-", input: "content")

      names = ["a \xE9", "#{Dir.pwd}/dir \u00e9/a \xE9", "-"]
      expect(outcome.output).to eq(names.map { |name| "#{sha256}  #{name}\n".b }.join)
      expect(outcome).to have_attributes(messages: "", status: 0)
    end

    it "says which file it can't read" do
      Dir.mkdir("dir")

      expect(swiftsum("sum", "-C", "dir", "a")).to have_attributes(
        messages: "swiftsum: a: No such file or directory\n", status: 1
      )
    end
  end
end
