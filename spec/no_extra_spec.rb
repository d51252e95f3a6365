# frozen_string_literal: true

require "digest"
require "stringio"

require "swiftsum/cli"
require_relative "support/program"

RSpec.describe "What is there and not listed" do
  include Program

  before do
    Dir.mkdir("d")
    { "a" => "content", "b" => "other", "d/c" => "content" }.each { |name, text| File.write(name, text) }
  end

  def line(name, path = name)
    "#{Digest::SHA256.hexdigest(File.read(path))}  #{name}\n"
  end

  def extra(*lines, list: "list.sha256", **options)
    File.binwrite(list, lines.join)
    report = Swiftsum.verify(list, no_extra: true, **options)
    expect(report.exit_status).to eq report.counts.key?(:extra) ? 1 : 0
    report.results.reject(&:ok?).map { |result| [result.status, result.name] }
  end

  def all = [line("a"), line("b"), line("d/c")]

  it "is files, hidden ones too, links and FIFOs, in the order of a walk; and no folders" do
    { ".hidden" => "x", "d/.hidden" => "x", "\xFF" => "x" }.each { |name, text| File.write(name, text) }
    Dir.mkdir("empty")
    File.symlink("/", "link")
    File.symlink("nowhere", "d/dangling")
    File.mkfifo("fifo")

    expect(extra(all)).to eq(
      [".hidden", "d/.hidden", "d/dangling", "fifo", "link", "\xFF"].map { |name| [:extra, name.b] }
    )
  end

  it "is no link to what is looked at in the folder by its own name" do
    { "file" => "a", "d/folder" => "..", "absolute" => File.expand_path("d"), "again" => "file", "more" => "d/x" }
      .each { |name, target| File.symlink(target, name) }
    File.write("d/x", "x")

    expect(extra(all)).to eq [[:extra, "d/x"]]
    expect(extra(all, exclude: "x")).to eq [[:extra, "more"]]
    expect(extra(all, exclude: "d/")).to eq [[:extra, "absolute"], [:extra, "more"]]
  end

  it "is nothing of a tree whose list sum has written, with the links in it" do
    File.symlink("d", "link")
    File.binwrite("list.sha256", swiftsum_here("sum", "-r", "--exclude", "list*", ".").output)

    expect(swiftsum_here("check", "--no-extra", "list.sha256").status).to eq 0
    File.symlink("../elsewhere", "out")
    expect(swiftsum_here("check", "--no-extra", "list.sha256"))
      .to have_attributes(status: 1, messages: /^swiftsum: out: is not listed, and leads out of the folder or nowhere$/)
  end

  it "is no file that is listed, however its name is written" do
    expect(extra(line("./a"), line("d//../b", "b"), line(File.expand_path("d/c")))).to eq []
  end

  it "is no manifest, also if it is given by a link or lies deeper" do
    File.symlink("d/real", "list")

    expect(extra(all, list: "list")).to eq []
    expect(extra(all, list: "d/real")).to eq []
  end

  it "is nothing that a pattern excludes, by the rule of folders" do
    Dir.mkdir("d/tmp")
    { "d/x.tmp" => "x", "d/tmp/y" => "x", "z" => "x" }.each { |name, text| File.write(name, text) }

    expect(extra(all, exclude: ["*.tmp", "tmp/"])).to eq [[:extra, "z"]]
    expect(extra(all, exclude: "/d")).to eq [[:extra, "z"]]
  end

  it "is looked for in the folder that names are relative to, whatever the manifest's" do
    File.write("d/more", "x")

    expect(extra(line("c", "d/c"), directory: "d")).to eq [[:extra, "more"]]
    expect(extra(line("c", "d/c"), root: "d")).to eq [[:extra, "more"]]
    File.delete("list.sha256")
    expect(extra(all, list: "d/list.sha256")).to eq [[:extra, "d/more"]]
  end

  it "is looked for behind a link through which names lead, and ends" do
    File.write("d/more", "x")
    File.symlink("d", "link")
    File.symlink("..", "d/up")

    ["link/c", File.expand_path("link/c")].each do |name|
      expect(extra(all, line(name), exclude: "/d")).to eq [[:extra, "link/more"]]
    end
  end

  it "is unreadable where a folder can't be looked through" do
    Dir.mkdir("closed", 0)
    File.write("list.sha256", all.join)
    outcome = swiftsum_unprivileged("check", "--no-extra", "list.sha256")

    expect(outcome).to have_attributes(status: 2, messages: %r{^swiftsum: closed/: Permission denied$})
    expect(swiftsum_unprivileged("check", "--no-extra", "--exclude", "closed/", "list.sha256").status).to eq 0
  end

  it "is unreadable where a link leads to a folder that can't be" do
    Dir.mkdir("closed", 0)
    File.symlink("closed", "link")
    File.write("list.sha256", [*all, line("a").sub("  a", "  link/a")].join)

    expect(swiftsum_unprivileged("check", "--no-extra", "--exclude", "/closed", "list.sha256"))
      .to have_attributes(status: 2, messages: %r{^swiftsum: link/: Permission denied\n})
  end

  it "is told of no part of a manifest, and an exclusion only with it" do
    File.write("list.sha256", all.join)

    expect { Swiftsum.verify("list.sha256", no_extra: true, only: ["a"]) }.to raise_error(ArgumentError, /only/)
    expect { Swiftsum.verify("list.sha256", exclude: "x") }.to raise_error(ArgumentError, /no_extra/)
    expect { Swiftsum.verify("list.sha256", no_extra: true, exclude: "[") }.to raise_error(ArgumentError, /malformed/)
  end

  describe "on the command line" do
    def check(*arguments)
      output = StringIO.new
      errors = StringIO.new
      status = Swiftsum::CLI.new(Swiftsum::CLI::Console.new(output, errors)).run(["check", *arguments])
      [output.string, errors.string, status]
    end

    it "is a line, its reason, and a count of its own" do
      File.write("list.sha256", all.take(2).join)

      expect(check("--no-extra", "list.sha256")).to eq(
        ["a: OK\nb: OK\nd/c: FAILED\n", "swiftsum: d/c: is not listed\nswiftsum: .: 1 extra\n", 1]
      )
      expect(check("--no-extra", "--exclude", "d/", "list.sha256").last).to eq 0
    end

    it "is what none of several manifests lists, and not looked for if none could be read" do
      File.write("1.sha256", line("a"))
      File.write("2.sha256", line("b"))
      File.write("extra", "")

      expect(check("--no-extra", "--quiet", "1.sha256", "2.sha256").first).to eq "d/c: FAILED\nextra: FAILED\n"
      expect(check("--no-extra", "nowhere")).to eq ["", "swiftsum: nowhere: No such file or directory\n", 2]
    end

    it "goes with no names, with no --expect, and --exclude goes with it only" do
      File.write("list.sha256", all.join)

      [%w[--no-extra list.sha256 -- a], %w[--exclude x list.sha256], ["--no-extra", "--expect", "0" * 64, "a"]]
        .each { |words| expect(check(*words)).to match ["", /no-extra/, 2] }
    end
  end
end
