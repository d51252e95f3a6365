# frozen_string_literal: true

require "digest"
require "fileutils"
require "io/console"
require "pty"

require "swiftsum"
require "swiftsum/cli"
require_relative "../support/program"

RSpec.describe "swiftsum, how far it is" do
  include Program

  # With standard error on a terminal of 60 columns, and standard output there, too, unless it goes elsewhere.
  #
  # @yieldparam text [String] what the terminal gets
  # @yieldparam terminal [IO]
  # @return [String] all of it
  def on_terminal(*arguments, output: nil, command: Program::SWIFTSUM)
    terminal, program = PTY.open
    program.raw!
    program.winsize = [24, 60]
    pid = Process.spawn(*command, *arguments, in: File::NULL, out: output || program, err: program)
    program.close
    text = "".b
    yield text, terminal if block_given?
    text << everything(terminal)
    Process.wait(pid)
    text.force_encoding(Encoding::UTF_8)
  end

  # A FIFO does not end before the terminal has got something.
  def until_there(pattern, *arguments, **options)
    File.mkfifo("fifo")
    on_terminal(*arguments, **options) do |text, terminal|
      File.open("fifo", "w") { text << terminal.readpartial(4096) until text.b.match?(pattern) }
    end
  end

  # What a terminal shows in the end of what it got.
  def shown(text)
    text.split("\n").map do |line|
      line.split("\r").each_with_object(+"") { |part, row| row[0, part.size] = part }.rstrip
    end.reject(&:empty?)
  end

  before { File.write("a", "content") }

  describe "on a terminal" do
    let(:line) { "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73  a" }

    it "says files, bytes, their rate and the file at hand, once it takes a while, and leaves nothing of that" do
      text = until_there(%r{1 files, [\d.]+ k?B, [\d.]+ .?B/s, fifo +\r}, "sum", "a", "fifo", "a")

      expect(shown(text)).to eq [line, "#{Digest::SHA256.hexdigest('')}  fifo", line]
    end

    it "is of check, too, and stands apart from lines and messages" do
      File.write("list", "#{line}\n#{line.sub(/a$/, 'fifo')}\n#{line}\n")
      text = until_there(%r{1 files, .*/s, a +\r}, "check", "-a", "sha256", "list", "--", "a", "fifo")

      expect(shown(text)).to eq ["a: OK", "fifo: FAILED", "a: OK", "swiftsum: list: 2 OK, 1 FAILED"]
    end

    it "is of manifest and audit, too" do
      Dir.mkdir("f")
      40.times { |number| File.write("f/#{number}", "x") }
      File.write("f/long", "")
      File.truncate("f/long", 50 << 20)
      text = on_terminal("manifest", "--progress", "-a", "sha3_512", "-o", "list", "f")
      expect(text).to match(%r{\d+ files, [\d.]+ .?B, [\d.]+ .?B/s(?:, f/\S+)? +\r})

      text = on_terminal("audit", "--progress", "--manifest", "list", "--quiet", "f")
      expect(text).to match(%r{\d+ files, [\d.]+ .?B, [\d.]+ .?B/s(?:, f/\S+)? +\r})
      expect(shown(text)).to eq ["swiftsum: 41 OK"]
    end

    it "is not there with --no-progress, nor where it takes no time" do
      File.mkfifo("fifo")
      text = on_terminal("sum", "--no-progress", "a", "fifo") { File.open("fifo", "w") { sleep 1 } }

      expect(text).not_to include "\r"
      expect(on_terminal("sum", "a")).to eq "#{line}\n"
    end

    it "has the time that is left, for files by name" do
      File.write("long", "")
      File.truncate("long", 200 << 20)
      text = on_terminal("sum", "--progress", "-a", "sha3_512", "long", output: File::NULL)

      expect(text).to match(%r{0 files, [\d.]+ .B, [\d.]+ .?B/s, long +ETA: \d\d:\d\d:\d\d\r})
    end

    it "fits into the terminal whatever the name, which loses its beginning, and has no control character" do
      name = "#{'b' * 100}\e[2J\n\u4e00#{'c' * 12}"
      File.write(name, "content")
      text = until_there(/\.\.\..*\xE4\xB8\x80cccccccccccc/n, "sum", "--progress", "-r", name, "fifo",
                         output: File::NULL)

      expect(text).not_to match(/[[:cntrl:]&&[^\r\n]]/)
      columns = text.split(/[\r\n]/).map { |row| row.size + row.scan(/[^[:ascii:]]/).size }
      expect(columns.max).to be <= 60
    end

    it "is silent where the gem is not there, unless it was asked for" do
      without = [*Program::SWIFTSUM[0, 1], "-e", <<~RUBY, "--"]
        module Kernel
          alias require_any require
          def require(name) = name == "ruby-progressbar" ? raise(LoadError) : require_any(name)
        end
        load #{Program::SWIFTSUM.last.dump}
      RUBY

      expect(on_terminal("sum", "--progress", "a", command: without))
        .to eq "swiftsum: no progress is shown: the gem ruby-progressbar is not installed\n#{line}\n"
      File.mkfifo("fifo")
      text = on_terminal("sum", "a", "fifo", command: without) { File.open("fifo", "w") { sleep 1 } }
      expect(text.lines).to match [end_with("  a\n"), end_with("  fifo\n")]
    end
  end

  it "is nowhere but on a terminal, and says so where it was asked for" do
    expect(swiftsum("sum", "a").messages).to eq ""
    expect(swiftsum("sum", "--progress", "a"))
      .to have_attributes(messages: "swiftsum: no progress is shown: standard error is not a terminal\n", status: 0)
  end

  it "has amounts of three digits" do
    amounts = { 0 => "0 B", 999 => "999 B", 1000 => "1.0 kB", 12_345 => "12.3 kB", 99_960 => "100 kB",
                830_000_000 => "830 MB", 4_200_000_000_000 => "4.2 TB", 1e20 => "100 EB" }

    expect(amounts.keys.map { |bytes| Swiftsum::CLI::Progress.amount(bytes) }).to eq amounts.values
    expect([1, 999, 1_000, 1_234_567].map { |number| Swiftsum::CLI::Work.grouped(number) })
      .to eq %w[1 999 1,000 1,234,567]
  end

  describe "--summary" do
    def summary(files, bytes, problems)
      match(%r{^swiftsum: #{files} files, #{bytes} bytes, \d+\.\d{3} s, \d+\.\d MB/s, #{problems} problems\n\z})
    end

    before do
      FileUtils.mkdir("dir")
      3.times { |number| File.write("dir/f#{number}", "x" * 1000) }
    end

    it "has what was read, and what could not be" do
      expect(swiftsum("sum", "--summary", "-r", "dir", "missing", "-", input: "12").messages)
        .to start_with("swiftsum: missing: No such file").and summary("4", "3,002", 1)
      expect(swiftsum("sum", "--summary", "-a", "blake2b-256", "-r", "dir").messages).to summary("3", "3,000", 0)
    end

    it "does not count the file that is left out" do
      File.write("dir/SUMS", "x" * 100)
      outcome = run("sh", "-c", '"$@" >> dir/SUMS', "sh", *Program::SWIFTSUM, "sum", "--summary", "-r", "dir")

      expect(outcome.messages).to summary("3", "3,000", 0)
    end

    it "has what was verified, and what was not" do
      File.write("SHA256SUMS", "#{swiftsum('sum', '-r', 'dir').output}junk\n#{'0' * 64}  a\n#{'0' * 64}  missing\n")
      outcome = swiftsum("check", "--summary", "--status", "SHA256SUMS")

      expect(outcome).to have_attributes(messages: summary("4", "3,007", 3), status: 2)
    end

    it "has what a manifest or an audit read, not what it spared, and what is not well" do
      FileUtils.touch(Dir.glob("dir/*"), mtime: Time.now - 3600)
      File.symlink("nowhere", "dir/link")
      expect(swiftsum_here("manifest", "--summary", "-o", "list", "dir").messages)
        .to start_with("swiftsum: not listed").and summary("3", "3,000", 0)
      expect(swiftsum_here("manifest", "-a", "blake2b-200", "--summary", "dir").messages).to summary("3", "3,000", 0)

      File.write("dir/f1", "other")
      File.delete("dir/f2")
      expect(swiftsum_here("manifest", "--update", "--summary", "-o", "list", "dir").messages).to summary("1", "5", 0)
      File.write("dir/f1", "again")
      expect(swiftsum_here("audit", "--budget", "1h", "--summary", "--manifest", "list", "dir").messages)
        .to summary("2", "1,005", 1)
    end

    it "is there on a terminal where a folder was read" do
      expect(on_terminal("sum", "-r", "dir", output: File::NULL)).to summary("3", "3,000", 0)
      expect(on_terminal("sum", "-r", "a", output: File::NULL)).to eq ""
    end
  end
end
