# frozen_string_literal: true

require "digest"
require "zlib"

require "swiftsum"
require "swiftsum/cli"

require_relative "../support/names"
require_relative "../support/program"

RSpec.describe "swiftsum check" do
  include Program

  let(:good) { "#{Digest::SHA256.hexdigest('content')}  a\n" }
  let(:bad) { "#{Digest::SHA256.hexdigest('other')}  a\n" }
  let(:missing) { good.sub("  a", "  missing") }
  let(:folder) { good.sub("  a", "  folder") }
  let(:crc32) { "#{format('%08x', Zlib.crc32('content'))}  a\n" }

  before do
    File.write("a", "content")
    Dir.mkdir("folder")
  end

  def check(text, *options)
    File.binwrite("SHA256SUMS", text)
    swiftsum("check", *options, "SHA256SUMS")
  end

  describe "its exit status" do
    it "is 0 if every listed file was verified and matches" do
      outcome = check(good * 2)

      expect(outcome).to have_attributes(output: "a: OK\n" * 2, messages: "", status: 0)
    end

    it "is 1 if one does not match, and the rest is still checked" do
      File.write("b", "content")
      outcome = check(bad.sub("  a", "  b") + good)

      expect(outcome).to have_attributes(output: "b: FAILED\na: OK\n", status: 1)
      expect(outcome.messages).to eq "swiftsum: SHA256SUMS: 1 OK, 1 FAILED\n"
    end

    it "is 1 if one is missing" do
      outcome = check(missing + good)

      expect(outcome).to have_attributes(output: "missing: FAILED open or read\na: OK\n", status: 1)
      expect(outcome.messages).to eq <<~TEXT
        swiftsum: missing: No such file or directory in #{Dir.pwd}
        swiftsum: SHA256SUMS: 1 OK, 1 missing
      TEXT
    end

    it "is 1 if what should be its folder is a file" do
      expect(check(good.sub("  a", "  a/b")).status).to eq 1
    end

    it "is 2 if one can't be read" do
      outcome = check(folder + good)

      expect(outcome).to have_attributes(output: "folder: FAILED open or read\na: OK\n", status: 2)
      expect(outcome.messages).to eq <<~TEXT
        swiftsum: folder: Is a directory
        swiftsum: SHA256SUMS: 1 OK, 1 unreadable
      TEXT
    end

    it "is 2 if one may not be read: that it was verified would be a lie, and that it is missing too" do
      File.chmod(0o000, "a")

      outcome = swiftsum_unprivileged("check", "-a", "sha256", input: good)

      expect(outcome).to have_attributes(output: "a: FAILED open or read\n", status: 2)
      expect(outcome.messages).to eq "swiftsum: a: Permission denied\nswiftsum: -: 1 unreadable\n"
    end

    it "is 2 for a manifest that may not be read" do
      File.write("list", good, perm: 0o000)

      expect(swiftsum_unprivileged("check", "list"))
        .to have_attributes(output: "", messages: "swiftsum: list: Permission denied\n", status: 2)
    end

    it "is 2 if one can't be found out to be there" do
      File.symlink("loop", "loop")

      expect(check(good.sub("  a", "  loop")).status).to eq 2
    end

    it "is 2 for a malformed line, wherever it stands" do
      ["junk\n#{good}", "#{good}junk\n", "#{good}#{good.chomp[1..]}"].each do |text|
        outcome = check(text)

        expect(outcome).to have_attributes(output: "a: OK\n", status: 2)
        expect(outcome.messages).to match(/^swiftsum: SHA256SUMS: line [12]: /)
        expect(outcome.messages).to end_with "swiftsum: SHA256SUMS: 1 OK, 1 malformed\n"
      end
    end

    it "is 2 for an algorithm that it does not know" do
      outcome = check("MD2 (a) = 9a0364b9e99bb480dd25e1f0284c8555\n#{good}")

      expect(outcome).to have_attributes(output: "a: OK\n", status: 2)
      expect(outcome.messages).to start_with 'swiftsum: SHA256SUMS: line 1: unknown algorithm "MD2"'
    end

    it "is 2 if nothing is listed" do
      ["", "\n", "# a comment\n"].each do |text|
        expect(check(text))
          .to have_attributes(output: "", messages: "swiftsum: SHA256SUMS: lists no files\n", status: 2)
      end
    end

    it "is 2 for a manifest that can't be read" do
      outcome = swiftsum("check", "nowhere", "folder")

      expect(outcome.messages).to eq <<~TEXT
        swiftsum: nowhere: No such file or directory
        swiftsum: folder: is a folder, and neither a bag nor an OCFL object: to check its files, name a list
      TEXT
      expect(outcome.status).to eq 2
    end

    it "is 2 where 1 and 2 apply, in any order" do
      ["junk\n#{bad}", "#{bad}junk\n", missing + folder, folder + missing].each do |text|
        expect(check(text).status).to eq 2
      end
    end

    it "is that of the worst of several manifests, all of which are checked" do
      File.write("good", good)
      File.write("bad", bad)
      File.write("empty", "")

      expect(swiftsum("check", "bad", "good")).to have_attributes(output: "a: FAILED\na: OK\n", status: 1)
      expect(swiftsum("check", "empty", "good", "bad")).to have_attributes(output: "a: OK\na: FAILED\n", status: 2)
    end
  end

  it "reads the manifest from standard input, without a file and for -" do
    expect(swiftsum("check", input: good)).to have_attributes(output: "a: OK\n", status: 0)
    expect(swiftsum("check", "-", input: bad)).to have_attributes(output: "a: FAILED\n", status: 1)
  end

  it "takes - in a manifest for standard input" do
    File.write("list", good.sub("  a", "  -"))

    expect(swiftsum("check", "list", input: "content")).to have_attributes(output: "-: OK\n", status: 0)
    expect(swiftsum("check", "list", input: "other")).to have_attributes(output: "-: FAILED\n", status: 1)
  end

  it "can't take standard input for the manifest and for a file, and loses no line over it" do
    outcome = swiftsum("check", input: good.sub("  a", "  -") + bad)

    expect(outcome).to have_attributes(output: "-: FAILED open or read\na: FAILED\n", status: 2)
  end

  it "reads what sum writes: any name, each format, several algorithms" do
    NAMES.each { |name| File.write(name, "content") }
    [[], %w[--tag], %w[--base64], %w[--tag --base64], %w[-a crc32 -a blake3 -a crc32c]].each do |options|
      outcome = swiftsum("check", "--quiet", input: swiftsum("sum", *options, "--", *NAMES).output)

      expect(outcome).to have_attributes(output: "", messages: "", status: 0)
    end
  end

  it "reads what sum writes for every algorithm, and the name that it writes is that one's" do
    names = Swiftsum::Algorithm.all.map(&:name)
    listed = swiftsum("sum", "--tag", *names.flat_map { |name| ["-a", name] }, "a").output

    expect(listed.lines.size).to eq names.size
    expect(swiftsum("check", "--quiet", input: listed)).to have_attributes(output: "", messages: "", status: 0)
  end

  it "prints a name as it stands in the manifest" do
    File.write("new\nline", "content")

    expect(swiftsum("check", input: swiftsum("sum", "new\nline").output).output).to eq "\\new\\nline: OK\n"
  end

  it "shows ten malformed lines of a manifest, and counts all" do
    messages = check(("junk\n" * 900) + good).messages.lines

    expect(messages.size).to eq 11
    expect(messages.last).to eq "swiftsum: SHA256SUMS: 1 OK, 900 malformed\n"
  end

  describe "the algorithm of a GNU line" do
    it "is the one given" do
      expect(check(crc32, "-a", "crc32").status).to eq 0
    end

    it "is what the name of the manifest says" do
      File.write("CRC32SUMS", crc32)

      expect(swiftsum("check", "CRC32SUMS").status).to eq 0
    end

    it "is SHA-256 otherwise, so that another one can't be verified" do
      expect(check(crc32)).to have_attributes(output: "", status: 2)
    end

    it "is said where it was assumed, and what else it could be" do
      File.write("checksums.txt", good)

      message = "swiftsum: checksums.txt: taken as sha256 (neither its lines nor its name say which; 64 digits could " \
                "be sha512_256, sm3, sha3_256, blake2s or blake3, too); use -a to choose\n"
      expect(swiftsum("check", "checksums.txt")).to have_attributes(messages: message, status: 0)
      expect(swiftsum("check", "--quiet", "checksums.txt")).to have_attributes(messages: "", status: 0)
      File.write("a", "other")
      expect(swiftsum("check", "--quiet", "checksums.txt").messages).to start_with message
    end

    it "is never right by chance: BLAKE3 taken for SHA-256 does not match" do
      expect(check(swiftsum("sum", "-a", "blake3", "a").output)).to have_attributes(output: "a: FAILED\n", status: 1)
    end
  end

  describe "--quiet" do
    it "has no line for what is OK, and changes nothing else" do
      expect(check(good, "--quiet")).to have_attributes(output: "", messages: "", status: 0)
      expect(check(good + missing, "--quiet")).to have_attributes(output: "missing: FAILED open or read\n", status: 1)
    end
  end

  describe "--status" do
    it "has no line for any file and no counts, but the reasons and the status" do
      expect(check(good, "--status")).to have_attributes(output: "", messages: "", status: 0)
      expect(check(bad, "--status")).to have_attributes(output: "", messages: "", status: 1)
      expect(check(folder, "--status")).to have_attributes(
        output: "", messages: "swiftsum: folder: Is a directory\n", status: 2
      )
    end
  end

  it "hints at the backslashes of Windows, takes them literally, and shows the name as the list has it" do
    File.write("folder/a", "content")

    expect(swiftsum("check", input: good.sub("  a", " *folder\\a"))).to have_attributes(
      output: "\\folder\\\\a: FAILED open or read\n", status: 1,
      messages: start_with("swiftsum: folder\\a: No such file or directory in #{Dir.pwd}; " \
                           "there is folder/a: the list has Windows' backslashes\n")
    )
    File.write("folder\\a", "content")
    expect(swiftsum("check", input: good.sub("  a", " *folder\\a")).status).to eq 0
  end

  describe "of many files" do
    # In this process.
    #
    # @return [Array<String>] what was written at a time
    def writes(*arguments)
      writes = []
      output = File.open("lines", "w")
      output.define_singleton_method(:write) { |text| super(text).tap { writes << text } }
      Swiftsum::CLI.new(Swiftsum::CLI::Console.new(output, output)).run(["check", *arguments])
      writes
    end

    before do
      names = Array.new(1_000) { |number| "f#{number}" }
      names.each { |name| File.write(name, "content") }
      File.write("SHA256SUMS", names.map { |name| good.sub("  a", "  #{name}") }.join)
    end

    it "writes many lines at once, in the list's order" do
      written = writes("SHA256SUMS")

      expect(written.join).to eq(Array.new(1_000) { |number| "f#{number}: OK\n" }.join)
      expect(written.size).to be < 100
    end

    it "keeps to the number of threads" do
      checksums = Swiftsum.const_get(:Checksums)
      expect(checksums).to receive(:of).with(nil, anything, include(threads: 3)).and_call_original
      expect(writes("-j", "3", "SHA256SUMS").join.lines.size).to eq 1_000
    end

    it "is the same with several algorithms in any order, malformed lines and missing files among them" do
      lines = File.readlines("SHA256SUMS").each_with_index.map do |line, index|
        [line, "CRC32 (f#{index}) = #{crc32[/\h+/]}\n", "junk\n", missing][(index / 7) % 4]
      end
      File.write("SHA256SUMS", lines.join)
      outcome = swiftsum("check", "SHA256SUMS")

      expected = lines.filter_map { |line| line.start_with?("junk") ? nil : line[/missing|\bf\d+\b/] }
      expect(outcome.output.lines.map { |line| line[/\A[^:]*/] }).to eq expected
      expect(outcome.messages.lines.last).to match(/: \d+ OK, \d+ missing, \d+ malformed$/)
      expect(outcome.status).to eq 2
    end
  end

  it "has each line out before it waits for a file" do
    File.write("list", good + good.sub("  a", "  -"))
    input, writer = IO.pipe
    lines, output = IO.pipe
    pid = Process.spawn(*Program::SWIFTSUM, "check", "-a", "sha256", "list", in: input, out: output)
    [input, output].each(&:close)

    expect(lines.gets).to eq "a: OK\n"
    writer.write("content")
    writer.close
    expect(lines.gets).to eq "-: OK\n"
  ensure
    Process.wait(pid)
  end
end
