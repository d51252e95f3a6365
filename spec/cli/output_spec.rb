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
