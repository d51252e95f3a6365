# frozen_string_literal: true

require "swiftsum"
require_relative "../support/digest_lines"
require_relative "../support/program"

RSpec.describe "swiftsum sum --files0-from" do
  include DigestLines
  include Program

  it "takes names of any bytes, each with a NUL behind it or at the end" do
    names = ["a", "new\nline", "b c", "-x", "é"]
    names.each { |name| write(name) }
    File.binwrite("list", names.join("\0"))

    expected = swiftsum("sum", "--", *names).output
    expect(swiftsum("sum", "--files0-from", "list").output).to eq expected
    expect(swiftsum("sum", "--files0-from=-", input: "#{names.join("\0")}\0").output).to eq expected
  end

  it "reads folders of the list with -r, and the list itself from where it was started" do
    write("x/dir/a", "dir/a")
    File.write("list", "dir\0dir/a\0")

    expect(swiftsum("sum", "-C", "x", "-r", "--files0-from", "list").output).to eq lines("dir/a", "dir/a")
  end

  it "takes 100,000 names" do
    3.times { |number| write("f#{number}") }
    names = Array.new(100_000) { |number| "f#{number % 3}" }

    outcome = swiftsum("sum", "--files0-from", "-", input: names.join("\0"))
    expect(outcome).to have_attributes(messages: "", status: 0)
    expect(outcome.output == ((lines("f0", "f1", "f2") * 33_333) + line("f0"))).to be true
  end

  it "has a line out before the next name comes" do
    write("a")
    names, writer = IO.pipe
    lines, output = IO.pipe
    pid = Process.spawn(*Program::SWIFTSUM, "sum", "--files0-from", "-", in: names, out: output)
    [names, output].each(&:close)
    3.times do
      writer.write("a\0" * 5)
      expect(Array.new(5) { lines.gets }).to eq [line("a")] * 5
    end
    writer.close

    expect(Process.wait2(pid).last.exitstatus).to eq 0
  end

  it "tells of names that are none, and goes on" do
    write("a")
    outcome = swiftsum("sum", "--files0-from", "-", input: "a\0\0-\0a\0")

    expect(outcome).to have_attributes(output: lines("a", "a"), status: 1, messages: <<~TEXT)
      swiftsum: -: name 2: a file's name is not empty
      swiftsum: -: name 3: standard input is read for the list itself
    TEXT
    File.write("list", "a\0-\0")
    expect(swiftsum("sum", "--files0-from", "list", input: "x").output).to eq line("a") + line("-", "x")
  end

  it "ends with 2 for a list without NULs" do
    File.write("list", "/etc/passwd\n" * 100_000)

    outcome = swiftsum("sum", "--files0-from", "list")
    expect(outcome).to have_attributes(output: "", status: 2)
    expect(outcome.messages).to eq "swiftsum: list: a name is longer than any can be: " \
                                   "does each have a NUL behind it?\n"
  end

  it "ends with 2 where the list ends before its end" do
    Dir.mkdir("list")

    expect(swiftsum("sum", "--files0-from", "list"))
      .to have_attributes(output: "", messages: "swiftsum: list: Is a directory\n", status: 2)
  end
end
