# frozen_string_literal: true

require "swiftsum"
require "swiftsum/cli"
require_relative "../support/program"

RSpec.describe "swiftsum sum --format" do
  include Program

  before do
    Dir.mkdir("f")
    { "a" => "", "b\\" => "content", "\xFF" => "c" }.each { |name, content| File.write("f/#{name}", content) }
  end

  Swiftsum::Manifest::FORMATS.each_key do |format|
    it "writes #{format}, as Manifest.write does, which check reads" do
      outcome = swiftsum_here("sum", "--format", format.to_s, "-r", "f")
      File.binwrite("list", outcome.output)
      Swiftsum::Manifest.read("list", format:).write("again", format:)

      expect(outcome).to have_attributes(messages: "", status: 0)
      expect(Swiftsum::Manifest.read("again", format:).to_a).to eq Swiftsum::Manifest.read("list", format:).to_a
      expect(swiftsum_here("check", "--quiet", "--format", format.to_s, "list"))
        .to have_attributes(output: "", status: 0)
    end
  end

  it "has what the format keeps: sizes, times, several digests" do
    File.binwrite("list", swiftsum("sum", "--format", "swiftsum", "-a", "md5,sha1", "f/b\\", "-").output)
    File.binwrite("hashdeep", swiftsum_here("sum", "--format", "hashdeep", "-a", "md5,sha1", "f/b\\").output)
    stat = File.stat("f/b\\")
    entry, input = Swiftsum::Manifest.read("list").to_a

    expect(entry).to have_attributes(bytesize: 7, inode: stat.ino, mtime_ns: (stat.mtime.to_r * 1_000_000_000).to_i)
    expect(input).to have_attributes(name: "-", mtime_ns: nil)
    expect(Swiftsum::Manifest.read("hashdeep").first)
      .to have_attributes(bytesize: 7, checksums: Swiftsum.checksums("f/b\\", :md5, :sha1).values)
  end

  it "lists what can be read, and says what can't" do
    outcome = swiftsum_here("sum", "--format", "hashdeep", "f/a", "nowhere", "f", "f/\xFF")

    expect(outcome.output.b.lines.last(2)).to match [/\A0,.*,f.a\n/, %r{\A1,.*,f/\xFF\n}n]
    expect(outcome.messages.lines).to match [/nowhere: No such file/, /f: Is a directory/]
    expect(outcome.status).to eq 1
  end

  it "ends where the format can't hold an entry, for the list is not whole" do
    File.write("f/\n", "")
    outcome = swiftsum_here("sum", "--format", "hashdeep", "f/\n", "f/a")

    expect(outcome.messages).to match(/f.\\n: does not fit into a manifest of this format: /)
    expect(outcome).to have_attributes(output: "", status: 2)
  end

  it "leaves out the file that it is written to" do
    outcome = swiftsum_into("f/list", "sum", "--format", "swiftsum", "-r", "f")

    expect(outcome).to have_attributes(messages: /list: is left out/, status: 0)
    expect(Swiftsum::Manifest.read("f/list").map(&:name)).to eq ["f/a", "f/b\\", "f/\xFF".b]
  end

  it "names what does not go together" do
    {
      %w[--format gnu -a md5,sha1] => "--format gnu has one digest of a file: not several",
      %w[--format sfv -a md5,sha1] => "--format sfv has one digest of a file: not several",
      %w[--format sfv -z] => "--format sfv has lines: not with --zero",
      %w[--format hashdeep --base64] => "--format hashdeep has hexadecimal digits: not with --base64",
      %w[--format release] => "--format: release is not one of gnu, tag, json, sfv, hashdeep, swiftsum"
    }.each do |options, message|
      expect(swiftsum_here("sum", *options, "f/a"))
        .to have_attributes(output: "", messages: start_with("swiftsum: #{message}\n"), status: 2)
    end
  end

  it "is one setting with --tag and --json, of which the last counts" do
    expect(swiftsum_here("sum", "--json", "--format", "tag", "f/a").output).to start_with "SHA256 (f/a)"
    expect(swiftsum_here("sum", "--format", "sfv", "--json", "f/a").output).to start_with '{"name":"f/a"'
  end
end
