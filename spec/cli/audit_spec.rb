# frozen_string_literal: true

require "fileutils"
require "swiftsum"
require "swiftsum/cli"
require_relative "../support/program"

RSpec.describe "swiftsum manifest and swiftsum audit" do
  include Program

  def write(path, content, age = 3600)
    FileUtils.mkdir_p(File.dirname(path))
    File.binwrite(path, content)
    File.utime(Time.now - age, Time.now - age, path)
  end

  def rot(path)
    time = File.stat(path).mtime
    File.binwrite(path, "rotten")
    File.utime(time, time, path)
  end

  # In this process.
  def command(*arguments)
    files = %w[output messages].map { |name| File.open(name, "wb") }
    status = Swiftsum::CLI.new(Swiftsum::CLI::Console.new(*files)).run(arguments)
    files.each(&:close)
    Program::Outcome.new(File.binread("output"), File.binread("messages"), status)
  end

  before { %w[f/a f/b f/dir/c].each { |path| write(path, path) } }

  it "list a folder, and find it as it was" do
    expect(swiftsum("manifest", "-o", "list", "f")).to have_attributes(output: "", messages: "", status: 0)
    expect(swiftsum("audit", "--manifest", "list", "f"))
      .to have_attributes(output: "a: OK\nb: OK\ndir/c: OK\n", messages: "swiftsum: 3 OK\n", status: 0)
    expect(swiftsum("check", "-C", "f", "list").status).to eq 0
  end

  it "say what became of each file, and in the end of how many" do
    command("manifest", "-o", "list", "f")
    rot("f/a")
    File.rename("f/b", "f/new\nname")
    write("f/dir/c", "edited", 0)
    write("f/d", "new")

    expect(command("audit", "--quiet", "--manifest", "list", "f")).to have_attributes(
      output: "a: suspected bit rot\ndir/c: modified\nd: new\n\\new\\nname: moved from b\n",
      messages: "swiftsum: 1 modified, 1 suspected bit rot, 1 new, 1 moved\n", status: 3
    )
    expect(command("manifest", "--update", "-o", "list", "f")).to have_attributes(status: 1)
    expect(command("manifest", "--update", "-o", "list", "f")).to have_attributes(
      output: "a: suspected bit rot\n", messages: /^swiftsum: list: what may have rotted is listed as it was; --accept /
    )
    expect(command("manifest", "--update", "--accept", "-o", "list", "f").status).to eq 0
    expect(command("audit", "--quiet", "--manifest", "list", "f")).to have_attributes(output: "", status: 0)
  end

  it "write to standard output, which is not listed, in any format" do
    expect(swiftsum_into("f/list", "manifest", "f").status).to eq 0
    expect(Swiftsum::Manifest.read("f/list").map(&:name)).to eq %w[a b dir/c]
    expect(command("manifest", "--format", "gnu", "-a", "md5", "--exclude", "list", "f").output)
      .to eq(%w[a b dir/c].map { |name| "#{Swiftsum::MD5.hexdigest("f/#{name}")}  #{name}\n" }.join)
  end

  it "make the list where there is none to be brought up to date" do
    expect(command("manifest", "--update", "-o", "list", "f").status).to eq 0
    expect(command("manifest", "--update", "--reread", "50%", "-o", "list", "f").messages)
      .to eq "swiftsum: 2 OK, 1 not read\n"
  end

  it "accept what is there, if told to" do
    command("manifest", "-o", "list", "f")
    rot("f/a")

    expect(command("audit", "--accept", "--manifest", "list", "f").status).to eq 3
    expect(command("audit", "--manifest", "list", "f").status).to eq 0
  end

  it "write a page beside the lines, or beside JSON, with the same exit status" do
    command("manifest", "-o", "f/list", "f")
    rot("f/a")
    audit = ["audit", "--quiet", "--manifest", "f/list", "--html", "f/page.html"]

    expect(command(*audit, "f")).to have_attributes(output: "a: suspected bit rot\n", status: 3)
    expect(command(*audit, "--json", "f").output.lines.last)
      .to eq %({"type":"end","counts":{"bit_rot":1,"ok":2},"exit_status":3}\n)
    expect(File.read("f/page.html")).to include "<h1>1 file may have rotted", %(["bit_rot","a",6,)
    expect(command(*audit, "--accept", "f").status).to eq 3
    expect(command(*audit, "--due", "90d", "f").messages).to eq "swiftsum: 3 not read\n"
    expect(File.read("f/page.html")).to include "<h1>No file was read: none was due.</h1>"
  end

  it "read what is due, within a budget" do
    command("manifest", "-o", "list", "f")

    expect(command("audit", "--due", "90d", "--manifest", "list", "f").messages).to eq "swiftsum: 3 not read\n"
    expect(command("audit", "--since", "2999-01-01", "--manifest", "list", "f").messages).to eq "swiftsum: 3 OK\n"
    expect(command("audit", "--budget", "0s", "--manifest", "list", "f").messages).to eq "swiftsum: 3 not read\n"
    expect(command("audit", "--due", "0s", "--budget", "1h", "--manifest", "list", "f").messages)
      .to eq "swiftsum: 3 OK\n"
  end

  it "name what is wrong with the command line, or with what it names" do
    command("manifest", "-o", "list", "f")
    File.write("junk", "junk\n")
    {
      %w[manifest] => "a folder is needed, such as .", %w[manifest f g] => "a list is of one folder: not of g, too",
      %w[manifest nowhere] => "nowhere: No such file or directory",
      %w[manifest -o /no/list f] => "/no: No such file or directory",
      %w[manifest -o f f] => "f: Is a directory",
      %w[manifest --update f] => "--update needs the list: -o FILE",
      %w[manifest --accept f] => "--accept is a part of --update",
      %w[manifest --update -a md5 -o list f] => "list says itself what --algorithms would",
      %w[manifest --update -o junk f] => "junk: is not of Swiftsum's own format, which says when files were changed: " \
                                         "swiftsum manifest -o FILE writes one",
      %w[manifest --update --reread 101% -o list f] =>
        "--reread takes a share from 0% to 100%, such as 5%: 101%",
      %w[manifest --format b f] => "--format: b is not one of gnu, tag, json, sfv, hashdeep, swiftsum",
      %w[audit f] => "a list is needed to compare with: --manifest FILE",
      %w[audit --manifest list] => "a folder is needed, such as .",
      %w[audit --manifest list nowhere] => "nowhere: No such file or directory",
      %w[audit --manifest none f] => "none: No such file or directory",
      %w[audit --manifest list --html list f] =>
        "list: is there, and not a page that an audit wrote: choose another name",
      %w[audit --manifest list --html /no/page f] => "/no: No such file or directory",
      %w[audit --manifest list --due 3 f] => "--due takes a time with its unit, such as 30m, 4h or 90d: 3",
      %w[audit --manifest list --since x f] => "--since takes a date, or a time as 2026-11-01T12:00:00Z: x",
      %w[audit --manifest list --accept --due 3d f] =>
        "--accept lists what was read: not with --due, --since or --budget"
    }.each do |arguments, message|
      outcome = command(*arguments)

      expect(outcome.messages.lines.first).to eq "swiftsum: #{message}\n"
      expect(outcome).to have_attributes(output: "", status: 2)
    end
  end

  it "leave nothing behind at Ctrl-C, which ends them" do
    command("manifest", "-o", "f/list", "f")
    # Which is read for a minute.
    File.write("f/long", "")
    command("manifest", "-o", "f/list", "f")
    # Now an update has to read it, too.
    File.truncate("f/long", 64 << 30)
    before = File.read("f/list")
    [%w[manifest -o f/list f], %w[manifest --update -o f/list f]].each do |arguments|
      pid = Process.spawn(*Program::SWIFTSUM, *arguments, in: File::NULL, out: File::NULL, err: File::NULL)
      Thread.pass until Dir.glob("f/.swiftsum*").any? || (ended = Process.wait(pid, Process::WNOHANG))
      raise "#{arguments.first} ended before" if ended

      Process.kill(:INT, pid)

      expect(Process.wait2(pid).last.termsig).to eq Signal.list.fetch("INT")
      expect(Dir.children("f").sort).to eq %w[a b dir list long]
      expect(File.read("f/list")).to eq before
    end
  end

  it "say what a list is that is none" do
    File.write("junk", "junk\n")

    expect(command("audit", "--quiet", "--manifest", "junk", "f"))
      .to have_attributes(status: 2, messages: /^swiftsum: junk: line 1: .*\nswiftsum: 3 new, 1 malformed\n\z/)
  end
end
