# frozen_string_literal: true

require "digest"
require "stringio"

require "swiftsum/cli"
require_relative "../support/bags"
require_relative "../support/json_schema"
require_relative "../support/program"

RSpec.describe "swiftsum --json" do
  include Bags
  include Program

  schema = JSONSchema.new(File.join(Program::ROOT, "docs/json.schema.json"))

  # In this process.
  def command(*arguments, errors: StringIO.new)
    output = StringIO.new
    status = Swiftsum::CLI.new(Swiftsum::CLI::Console.new(output, errors)).run(arguments)
    [output.string, errors.string, status]
  end

  # Every line fits the schema, and the last one says the exit status.
  define_method(:objects) do |*arguments|
    output, messages, status = command(*arguments)
    objects = output.lines.map { |line| JSON.parse(line) }
    expect([messages, *objects.grep_v(->(object) { schema.fits?(object) })]).to eq [""]
    expect(objects.last).to include("type" => "end", "exit_status" => status)
    objects
  end

  def listed(name, text = File.read(name))
    "#{Digest::SHA256.hexdigest(text)}  #{name}\n"
  end

  it "is, of lists with --no-extra, also what none of them lists" do
    %w[a b].each { |name| File.write(name, name) }
    File.write("list.sha256", listed("a"))
    expect(objects("check", "--json", "--no-extra", "list.sha256").map { |object| object["status"] }).to include "extra"
    File.write("list.sha256", listed("a") + listed("b"))
    expect(objects("check", "--json", "--no-extra", "list.sha256").last).to include("exit_status" => 0)
  end

  it "is, of an audit, what became of each file, and from where" do
    Dir.mkdir("f")
    %w[a b].each { |name| File.write("f/#{name}", name) }
    File.write("f/\xFF", "c")
    Swiftsum::Manifest.build("f").write("list", format: :swiftsum)
    File.rename("f/b", "f/c")
    files = objects("audit", "--json", "--manifest", "list", "f")

    expect(files.map { |file| file.slice("type", "status", "name", "name_base64", "from") }).to eq [
      { "type" => "file", "status" => "ok", "name" => "a" },
      { "type" => "file", "status" => "ok", "name_base64" => "/w==" },
      { "type" => "file", "status" => "moved", "name" => "c", "from" => "b" }, { "type" => "end" }
    ]
    expect(objects("audit", "--json", "--quiet", "--manifest", "list", "f").last["counts"])
      .to eq("ok" => 2, "moved" => 1)
  end

  it "is, of a manifest that is brought up to date, what changed in it" do
    Dir.mkdir("f")
    File.symlink("a", "f/link")
    first, last = objects("manifest", "--update", "--json", "-o", "list", "f")
    expect(first).to include("type" => "notice", "manifest" => "list", "kind" => "left_out")
    expect(last["counts"]).to eq("notice" => 1)

    File.write("f/a", "a")
    expect(objects("manifest", "--update", "--json", "-o", "list", "f")).to match [
      { "type" => "file", "status" => "new", "name" => "a", "found" => include("size" => 1) },
      { "type" => "end", "counts" => { "new" => 1 }, "exit_status" => 0 }
    ]
    expect(objects("manifest", "--update", "--json", "-o", "list", "f").last["counts"]).to eq("ok" => 1)
  end

  def digest(text)
    "sha256:#{Digest::SHA256.hexdigest(text)}"
  end

  before { File.write("a", "content") }

  describe "check" do
    it "has an object for each result, in the order of the list, and the counts" do
      File.write("b", "other")
      File.write("SHA256SUMS", "#{listed('a')}#{listed('b', 'x')}#{listed('gone', 'x')}what\n")

      ok, mismatch, missing, malformed, last = objects("check", "SHA256SUMS", "--json")

      expect(ok).to eq("type" => "result", "manifest" => "SHA256SUMS", "status" => "ok", "name" => "a",
                       "expected" => digest("content"), "actual" => digest("content"))
      expect(mismatch).to include("status" => "mismatch", "expected" => digest("x"), "actual" => digest("other"))
      expect(missing).to include("status" => "missing", "reason" => "No such file or directory")
      expect(malformed).to include("status" => "malformed", "reason" => /\Aline 4: /)
      expect(last["counts"]).to eq("ok" => 1, "mismatch" => 1, "missing" => 1, "malformed" => 1)
    end

    it "has notices, and a manifest that can't be read as an error" do
      File.write("list", listed("a"))

      expect(objects("check", "--json", "list", "nowhere").drop(1)).to match [
        { "type" => "notice", "manifest" => "list", "kind" => "assumed", "message" => /\Ataken as sha256/ },
        { "type" => "error", "name" => "nowhere", "message" => "No such file or directory" },
        { "type" => "end", "counts" => { "ok" => 1, "notice" => 1, "error" => 1 }, "exit_status" => 2 }
      ]
    end

    it "has the codes of a package, and --expect" do
      build
      store("data/more", "more")
      results = objects("check", "--json", "bag")

      expect(results).to include(include("status" => "extra", "name" => "data/more", "code" => /./))
      expect(objects("check", "--json", "--expect", digest("content"), "a").first).to include("status" => "ok")
    end

    it "counts what --quiet and --status leave out" do
      File.write("SHA256SUMS", "#{listed('a')}#{listed('gone', 'x')}")
      quiet = objects("check", "--json", "--quiet", "SHA256SUMS")
      status = objects("check", "--json", "--status", "SHA256SUMS")

      expect(quiet.map { |object| object["status"] }).to eq ["missing", nil]
      expect(status.size).to eq 1
      expect([quiet, status].map { |all| all.last["counts"] }).to all eq("ok" => 1, "missing" => 1)
    end
  end

  it "has a name that is not UTF-8 as Base64, and no control character in any other" do
    File.binwrite("SHA256SUMS", listed("\xFF\e", "x").b + listed("a\u202Eb\u0085c", "x").b)
    output, = command("check", "--json", "SHA256SUMS")
    first, second = objects("check", "--json", "SHA256SUMS")

    expect(first).to include("name_base64" => ["\xFF\e"].pack("m0")).and exclude("name")
    expect(second).to include("name" => "a\u202Eb\u0085c")
    expect(output).to be_ascii_only.and match(/a\\u202eb\\u0085c/)
    expect(output).not_to match(/[[:cntrl:]&&[^\n]]/)
  end

  RSpec::Matchers.define(:exclude) { |name| match { |hash| !hash.key?(name) } }

  it "is there for digests of folders, the algorithms and the versions" do
    Dir.mkdir("d")
    swhid, error, last = objects("tree-digest", "--json", "d", "nowhere")

    expect(swhid).to eq("type" => "tree_digest", "name" => "d", "kind" => "swhid",
                        "digest" => "swh:1:dir:4b825dc642cb6eb9a060e54bf8d69288fbee4904")
    expect(error).to include("type" => "error", "name" => "nowhere")
    expect(last).to include("counts" => { "tree_digest" => 1, "error" => 1 }, "exit_status" => 1)
    expect(objects("algorithms", "--json")).to include(
      { "type" => "algorithm", "algorithm" => "sha256", "bits" => 256, "security" => "cryptographic" },
      { "type" => "algorithm", "algorithm" => "CRC-82/DARC", "bits" => 82, "security" => "none" },
      { "type" => "algorithm", "algorithm" => "md5", "bits" => 128, "security" => "broken" }
    )
    expect(objects("version", "--json").first).to include("version" => Swiftsum::VERSION)
  end

  it "has an object for a mistake on the command line, wherever it is" do
    [%w[check --bogus --json], %w[check --js --settle], %w[version --json x], %w[tree-digest --json],
     %w[manifest --json f]].each do |words|
      output, _, status = command(*words)
      error, last = output.lines.map { |line| JSON.parse(line) }

      expect(status).to eq 2
      expect([error, last]).to all(satisfy { |object| schema.fits?(object) })
      expect([error, last]).to match [include("type" => "error"), include("type" => "end", "exit_status" => 2)]
    end
  end

  it "has no end if the output can't be written, which standard error says once" do
    File.write("SHA256SUMS", listed("a"))
    outcome = swiftsum_into("/dev/full", "check", "--json", "SHA256SUMS")

    expect(outcome).to have_attributes(status: 2, messages: "swiftsum: standard output: No space left on device\n")
  end

  it "gives help as text, and is that of sum a list" do
    expect(command("check", "--json", "--help").first).to start_with "Usage: swiftsum check"
    expect(swiftsum("sum", "--json", "a").output).to eq(
      %({"name":"a","algorithm":"sha256","digest":"#{Digest::SHA256.hexdigest('content')}"}\n)
    )
  end

  it "has every status that there may be in its schema" do
    allowed = JSON.parse(File.read(File.join(Program::ROOT, "docs/json.schema.json")))
                  .dig("oneOf", 0, "properties", "status", "enum")

    expect(allowed).to match_array Swiftsum::Verification::Tally::EXIT_STATUSES.keys.map(&:to_s)
  end

  it "is to_json in Ruby, also of names that are not UTF-8" do
    File.binwrite("SHA256SUMS", listed("a").b + listed("\xFF", "x").b)
    report = Swiftsum.verify("SHA256SUMS")

    expect(JSON.parse(JSON.generate(report))).to include(
      "manifest" => "SHA256SUMS", "ok" => false, "exit_status" => 1, "counts" => { "ok" => 1, "missing" => 1 },
      "results" => [include("name" => "a"), include("name_base64" => ["\xFF"].pack("m0"))], "notices" => []
    )
    expect(JSON.parse(report.results.first.to_json)).to include("status" => "ok", "actual" => digest("content"))
  end
end
