# frozen_string_literal: true

require "digest"
require "pty"

require "swiftsum"
require "swiftsum/cli"
require_relative "../support/digest_lines"
require_relative "../support/program"

RSpec.describe "swiftsum sum -r" do
  include DigestLines
  include Program

  it "prints what find, sort and sha256sum do, whatever the folder's name" do
    %w[a .hidden b/c b.c b/d/e f-g/h].each { |path| write("dir/#{path}", path) }

    ["dir", "dir/", ".", "./dir", Dir.pwd].each do |folder|
      expected = run("sh", "-c", "find \"$0\" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum", folder)
      expect(swiftsum("sum", "-r", folder)).to have_attributes(output: expected.output, messages: "", status: 0)
    end
  end

  it "takes folders and files mixed, in the order given, and each as often as it is given" do
    %w[x/b x/a f y/a].each { |path| write(path) }

    expect(swiftsum("sum", "-r", "f", "x", "-", "y", "f", "x/b", input: "-").output)
      .to eq lines("f", "x/a", "x/b", "-", "y/a", "f", "x/b")
  end

  it "prints each format, and several algorithms from one read" do
    %w[x/a x/é x/b"].each { |path| write(path) }
    [%w[--tag], %w[--json], %w[--base64], %w[-a md5,crc32], %w[--json --base64 -a md5,blake2b-256]].each do |options|
      expect(swiftsum("sum", "-r", *options, "x").output).to eq swiftsum("sum", *options, *%w[x/a x/b" x/é]).output
    end
  end

  it "prints nothing for a folder without files" do
    FileUtils.mkdir_p("dir/empty")

    expect(swiftsum("sum", "-r", "dir")).to have_attributes(output: "", messages: "", status: 0)
  end

  it "takes a folder for a file without -r, and says so" do
    write("dir/a")

    expect(swiftsum("sum", "dir"))
      .to have_attributes(messages: "swiftsum: dir: Is a directory; -r sums the files in it\n", status: 1)
  end

  it "does not read what is no file, which is no mistake, and says at the end how many there were" do
    write("dir/a")
    3.times { |number| File.symlink("a", "dir/link#{number}") }
    2.times { |number| File.mkfifo("dir/fifo#{number}") }
    File.symlink("/dev/null", "dir/nowhere")

    expect(swiftsum("sum", "-r", "dir")).to have_attributes(
      output: line("dir/a"), status: 0,
      messages: "swiftsum: 2 FIFOs, 4 symbolic links not read; with --follow, links are\n"
    )
    FileUtils.rm(Dir.glob("dir/{link,nowhere,fifo1}*"))
    expect(swiftsum("sum", "-r", "dir").messages).to eq "swiftsum: 1 FIFO not read\n"
  end

  it "goes on after folders and files that it may not read, says why, and ends with 1" do
    %w[dir/a dir/closed/x dir/secret dir/z].each { |path| write(path) }
    File.chmod(0o000, "dir/closed", "dir/secret")

    expect(swiftsum_unprivileged("sum", "-r", "missing", "dir")).to have_attributes(
      output: lines("dir/a", "dir/z"), status: 1, messages: <<~TEXT
        swiftsum: missing: No such file or directory
        swiftsum: dir/closed/: Permission denied
        swiftsum: dir/secret: Permission denied
      TEXT
    )
    File.chmod(0o000, "dir")
    expect(swiftsum_unprivileged("sum", "-r", "dir"))
      .to have_attributes(output: "", messages: "swiftsum: dir: Permission denied\n", status: 1)
  ensure
    FileUtils.chmod(0o755, %w[dir dir/closed])
  end

  it "goes on after a folder that goes before it is walked" do
    write("dir/a")
    write("b")
    allow(Swiftsum::Tree).to receive(:new).and_wrap_original do |method, folder, **options|
      FileUtils.rm_r("dir")
      method.call(folder, **options)
    end

    expect(quietly("sum", "-r", "dir", "b", output: File.open("list", "w"))).to eq 1
    expect(File.read("list")).to eq line("b")
  end

  it "leaves out the file that it writes to, under each of its names, and can be repeated and checked" do
    write("a")
    2.times do
      command = "\"$@\" > SUMS; status=$?; ln -f SUMS sub; exit $status"
      Dir.exist?("z") || Dir.mkdir("z")
      outcome = run("sh", "-c", command, "sh", *Program::SWIFTSUM, "sum", "-r", ".")

      expect(outcome.status).to eq 0
      expect(outcome.messages.lines).to all end_with ": is left out: the output is written to it\n"
      expect(File.binread("SUMS")).to eq line("./a", "a")
    end
    expect(swiftsum("check", "--quiet", "SUMS").status).to eq 0
  end

  it "takes -C for folders, too" do
    write("x/dir/a", "dir/a")

    expect(swiftsum("sum", "-C", "x", "-r", "dir").output).to eq line("dir/a")
  end

  describe "which files" do
    before { %w[dir/a.rb dir/.git/config dir/b/c.rb dir/b/c.tmp dir/.hidden].each { |path| write(path) } }

    it "is what --exclude leaves and --include wants, of folders" do
      {
        %w[--exclude .git/ --exclude *.tmp] => %w[dir/.hidden dir/a.rb dir/b/c.rb],
        %w[--include *.rb --include=*.tmp] => %w[dir/a.rb dir/b/c.rb dir/b/c.tmp],
        %w[--include *.rb --exclude /b] => %w[dir/a.rb]
      }.each { |options, names| expect(swiftsum("sum", "-r", *options, "dir").output).to eq lines(*names) }
      expect(swiftsum("sum", "-r", "--exclude", "*", "dir", "dir/a.rb").output).to eq line("dir/a.rb")
    end

    it "has what links lead to, with --follow, and tells of those that lead nowhere or round" do
      write("elsewhere/x", "x")
      File.symlink("../elsewhere", "dir/link")
      File.symlink(".", "dir/b/loop")
      File.symlink("nowhere", "dir/dangling")

      outcome = swiftsum("sum", "-r", "--follow", "--exclude", ".*", "--include", "link", "--include", "b",
                         "--include", "dangling", "dir")
      expect(outcome).to have_attributes(
        output: lines("dir/b/c.rb", "dir/b/c.tmp") + line("dir/link/x", "x"), status: 1, messages: <<~TEXT
          swiftsum: dir/b/loop/: Too many levels of symbolic links
          swiftsum: dir/dangling: No such file or directory
        TEXT
      )
    end

    it "is of one file system, if that is wanted" do
      options = nil
      allow(Swiftsum::Tree).to receive(:new).and_wrap_original do |method, folder, **given|
        options = given
        method.call(folder, **given)
      end
      quietly("sum", "-r", "--one-file-system", "dir")

      expect(options).to include(one_file_system: true)
    end
  end

  it "ends lines with a NUL with -z, and leaves names as they are, but in JSON" do
    names = ["a", "new\nline", "back\\slash", "cr\r"]
    names.each { |name| write("dir/#{name}") }
    paths = names.map { |name| "dir/#{name}" }.sort

    expect(swiftsum("sum", "-rz", "dir").output)
      .to eq(paths.map { |path| "#{line(path).delete_suffix("\n")}\0".b }.join)
    expect(swiftsum("sum", "-rz", "--tag", "dir").output.split("\0").first)
      .to eq "SHA256 (dir/a) = #{Digest::SHA256.hexdigest('dir/a')}"
    expect(swiftsum("sum", "-rz", "--json", "dir").output.split("\0"))
      .to eq swiftsum("sum", "-r", "--json", "dir").output.lines(chomp: true)
    expect(swiftsum("sum", "-r", "dir").output.lines.grep(/\A\\/).size).to eq 3
  end

  it "has the same lines on any number of threads" do
    500.times { |number| write("dir/#{number % 7}/f#{number}") }
    expected = swiftsum("sum", "-r", "dir").output

    %w[1 2 7].each { |count| expect(swiftsum("sum", "-r", "-j", count, "dir").output).to eq expected }
    expect(threads { quietly("sum", "-r", "-j", "3", "dir") }).to eq [3, 3]
    expect(threads { quietly("sum", "-r", "dir") }).to eq [nil, nil]
  end

  # In this process.
  def quietly(*arguments, output: File.open(File::NULL, "w"))
    Swiftsum::CLI.new(Swiftsum::CLI::Console.new(output, File.open(File::NULL, "w"))).run(arguments)
  end

  # What number of threads each batch was told.
  def threads
    told = []
    allow(Swiftsum.const_get(:Checksums)).to receive(:of).and_wrap_original do |method, *sources, **options|
      method.call(*sources, **options.tap { told << options[:threads] })
    end
    yield
    told
  end

  it "needs few descriptors" do
    300.times { |number| write("dir/d#{number}/f", number.even? ? "x" : "y" * 70_000) }
    expected = swiftsum("sum", "-r", "dir").output
    limited = run("sh", "-c", 'ulimit -n 64; exec "$@"', "sh", *Program::SWIFTSUM, "sum", "-r", *%w[dir dir])

    expect(limited).to have_attributes(output: expected * 2, messages: "", status: 0)
  end

  it "writes many lines at once" do
    2_000.times { |number| write("dir/f#{number}") }
    writes = 0
    output = File.open("list", "w")
    output.define_singleton_method(:write) { |text| super(text).tap { writes += 1 } }
    quietly("sum", "-r", "dir", output:)

    expect(File.readlines("list").size).to eq 2_000
    expect(writes).to be < 100
  end

  describe "where the output can't be written" do
    before { 300.times { |number| write("dir/f#{number}") } }

    it "says why, once, and ends with 2" do
      expect(swiftsum_into("/dev/full", "sum", "-r", "dir"))
        .to have_attributes(messages: "swiftsum: standard output: No space left on device\n", status: 2)
      closed = run("sh", "-c", 'exec "$@" >&-', "sh", *Program::SWIFTSUM, "sum", "-r", "dir")
      expect(closed.messages).to match(/\Aswiftsum: standard output: .*\n\z/)
      expect(closed.status).to eq 2
    end

    it "is silent where its reader has read enough, also in the middle of a long write" do
      File.rename("dir", "dir#{'x' * 240}")
      ["-a #{%w[md5 sha1 sha512 blake3].join(',')}", "-z"].each do |options|
        command = "\"$@\" -r #{options} dir* | head -c 1000; exit ${PIPESTATUS[0]}"
        outcome = run("bash", "-c", command, "bash", *Program::SWIFTSUM, "sum")

        expect(outcome.output.bytesize).to eq 1000
        expect(outcome).to have_attributes(messages: "", status: 141)
      end
    end
  end

  describe "Ctrl-C" do
    # Sent some time after the first line is there: before, it may be Ruby's own start that it ends.
    #
    # @return [Process::Status] of a process of which nothing is left
    def interrupted(*arguments)
      lines, output = IO.pipe
      pid = Process.spawn(*Program::SWIFTSUM, *arguments, in: File::NULL, out: output, err: "messages", pgroup: true)
      output.close
      lines.gets
      yield
      Process.kill(:INT, pid)
      Process.wait2(pid).last.tap { expect { Process.kill(0, -pid) }.to raise_error Errno::ESRCH }
    ensure
      lines.close
    end

    it "ends it at a FIFO without an end, of which nothing is printed, nor of the files behind it" do
      File.mkfifo("fifo")
      100.times { |number| write("f#{number}") }
      writer = nil
      status = interrupted("sum", "f0", "fifo", *Dir.glob("f?*")) do
        writer = File.open("fifo", "w")
        # More than it reads at a time, many times over.
        64.times { writer.write("\0" * (1 << 20)) }
      end

      expect(status.termsig).to eq Signal.list.fetch("INT")
    ensure
      writer&.close
    end

    it "ends it at any moment, without a word, and leaves no process behind" do
      500.times { |number| write("dir/f#{number}") }
      File.write("dir/long", "")
      File.truncate("dir/long", 4 << 30)
      random = Random.new(RSpec.configuration.seed)
      statuses = Array.new(20) do
        interrupted("sum", "-r", "-a", "sha3_512", "dir") { sleep random.rand(0.3) }
      end

      expect(statuses.map(&:termsig).uniq).to eq [Signal.list.fetch("INT")]
      expect(File.read("messages")).to eq ""
    end
  end
end
