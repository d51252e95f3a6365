# frozen_string_literal: true

require_relative "../support/program"

RSpec.describe "swiftsum, where its output can't be written" do
  include Program

  commands = [
    %w[sum a a], %w[sum --json a a], %w[check list], %w[algorithms], %w[help], %w[help sum], %w[sum --help],
    %w[--version]
  ]

  before do
    File.write("a", "content")
    File.write("list", swiftsum("sum", "a").output)
  end

  commands.each do |arguments|
    it "says that it is full, once, and ends with 2: #{arguments.join(' ')}" do
      expect(swiftsum_into("/dev/full", *arguments))
        .to have_attributes(messages: "swiftsum: standard output: No space left on device\n", status: 2)
    end

    it "says that its reader has gone, once, and ends with 2: #{arguments.join(' ')}" do
      reader, writer = IO.pipe
      reader.close

      expect(swiftsum_into(writer, *arguments))
        .to have_attributes(messages: "swiftsum: standard output: Broken pipe\n", status: 2)
    ensure
      writer.close
    end

    it "does the same where there is none: #{arguments.join(' ')}" do
      outcome = run("sh", "-c", 'exec "$@" >&-', "sh", *Program::SWIFTSUM, *arguments)

      expect(outcome.messages).to match(/\Aswiftsum: standard output: .*\n\z/)
      expect(outcome.status).to eq 2
    end
  end

  it "ends in silence where its reader has read enough, with the status that a shell has for that" do
    outcome = run("bash", "-c", '"$@" | head -1; exit ${PIPESTATUS[0]}', "bash",
                  *Program::SWIFTSUM, "sum", *(["a"] * 2_000))

    expect(outcome.output).to end_with "  a\n"
    expect(outcome).to have_attributes(messages: "", status: 141)
  end

  describe "a terminal" do
    before do
      File.write("gone\e[2K\e[1Ga: OK\e[8m", "content")
      File.write("list", "#{'0' * 64}  gone\e[2K\e[1Gb: OK\e[8m\n")
    end

    let(:names) { ["gone\e[2K\e[1Ga: OK\e[8m", "a\x9Bb", "c\u009Bd", "e\u202Ef", "caf\u00e9", "tab\t"] }

    it "gets no control character, from names, lines, messages" do
      names.each { |name| File.write(name, "content") }
      outcomes = [
        swiftsum_on_terminal("sum", *names), swiftsum_on_terminal("sum", "--json", *names),
        swiftsum_on_terminal("check", "list"), swiftsum_on_terminal("check", "no\e[2Jwhere"),
        swiftsum_on_terminal("sum", "-\e[2J"), swiftsum_on_terminal("sum", "-a", "\e[2J")
      ].map { |text| text.force_encoding(Encoding::UTF_8) }

      expect(outcomes).to all be_valid_encoding
      expect(outcomes.join).not_to match(/[[:cntrl:]&&[^\n]]|\u202E/)
      expect(outcomes.first)
        .to include "gone\\x1B[2K", "a\\x9Bb", "c\\xC2\\x9Bd", "e\\xE2\\x80\\xAEf", "caf\u00e9", "tab\\x09"
      expect(outcomes[2]).to include "gone\\x1B[2K\\x1B[1Gb: OK\\x1B[8m: FAILED open or read\n"
    end

    it "is the only one to be spared: a pipe and a file get each byte" do
      name = "gone\e[2K\e[1Ga: OK\e[8m"

      expect(swiftsum("sum", name).output).to end_with "  #{name}\n"
      expect(swiftsum("check", "list").output).to eq "gone\e[2K\e[1Gb: OK\e[8m: FAILED open or read\n"
      expect(swiftsum("check", "list").messages).to include "gone\e[2K\e[1Gb"
    end
  end

  it "keeps its exit status where no message can be written either" do
    expect(run("sh", "-c", 'exec "$@" 2>/dev/full', "sh", *Program::SWIFTSUM, "sum", "missing").status).to eq 1
    expect(run("sh", "-c", 'exec "$@" 2>&-', "sh", *Program::SWIFTSUM, "check", "missing").status).to eq 2
  end

  it "has each line out before it reads the next file" do
    reader, writer = IO.pipe
    lines, output = IO.pipe
    pid = Process.spawn(*Program::SWIFTSUM, "sum", "a", "-", in: reader, out: output)
    [reader, output].each(&:close)

    expect(lines.gets).to end_with "  a\n"
    writer.close
    expect(lines.gets).to end_with "  -\n"
  ensure
    Process.wait(pid)
  end

  it "ends by Ctrl-C as any program does: at once, by the signal, without a word" do
    reader, writer = IO.pipe
    messages, errors = IO.pipe
    pid = Process.spawn(*Program::SWIFTSUM, "sum", in: reader, out: errors, err: errors)
    [reader, errors].each(&:close)

    # More than a pipe holds: it is written only once the program reads.
    writer.write("\0" * (1 << 20))
    Process.kill(:INT, pid)
    _, status = Process.wait2(pid)

    expect(status.termsig).to eq Signal.list.fetch("INT")
    expect(messages.read).to eq ""
  end

  it "goes on after Ctrl-C where a shell has the signal ignored" do
    reader, writer = IO.pipe
    lines, output = IO.pipe
    # Without job control, a shell starts what is in the background so.
    pid = Process.spawn("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh", *Program::SWIFTSUM, "sum",
                        in: reader, out: output)
    [reader, output].each(&:close)

    writer.write("\0" * (1 << 20))
    Process.kill(:INT, pid)
    writer.close
    _, status = Process.wait2(pid)

    expect([status.exitstatus, lines.read]).to match [0, /  -\n\z/]
  end
end
