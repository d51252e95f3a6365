# frozen_string_literal: true

require "fileutils"

require "swiftsum"
require_relative "../support/program"

RSpec.describe "swiftsum tree-digest" do
  include Program

  before do
    FileUtils.mkdir_p("dir/empty")
    File.write("dir/a", "content")
    File.write("dir/b.tmp", "content")
  end

  def digest(kind, **options)
    prefix, walking = options.partition { |name, _| name == :prefix }.map(&:to_h)
    Swiftsum::Tree.new("dir", **walking).digest(kind, **prefix).to_s
  end

  it "prints the digest of each kind, and by default the SWHID" do
    { "swhid" => :swhid, "git-tree" => :git_tree, "h1" => :h1, "nar" => :nar }.each do |name, kind|
      expect(swiftsum("tree-digest", "--kind", name, "dir"))
        .to have_attributes(output: "#{digest(kind)}  dir\n", messages: "", status: 0)
    end
    expect(swiftsum("tree-digest", "dir").output).to eq "#{digest(:swhid)}  dir\n"
  end

  it "takes what h1 and a walk take" do
    expect(swiftsum("tree-digest", "--kind=h1", "--prefix", "a.b/c@v1.0.0", "dir").output)
      .to eq "#{digest(:h1, prefix: 'a.b/c@v1.0.0')}  dir\n"
    expect(swiftsum("tree-digest", "--exclude", "*.tmp", "dir").output)
      .to eq "#{digest(:swhid, exclude: '*.tmp')}  dir\n"
  end

  it "goes on after a folder that has none, says why, and ends with 1" do
    File.mkfifo("dir/fifo")
    FileUtils.mkdir("a\nb")

    outcome = swiftsum("tree-digest", "missing", "dir", "a\nb")
    expect(outcome.output).to eq "\\#{Swiftsum::Tree.new("a\nb").digest(:swhid)}  a\\nb\n"
    expect(outcome.messages).to eq <<~TEXT
      swiftsum: missing: No such file or directory
      swiftsum: dir: dir/fifo: not read, for it is a fifo; --exclude leaves it out
    TEXT
    expect(outcome.status).to eq 1
  end

  it "says what in the folder cannot be read" do
    File.chmod(0o000, "dir/a")

    expect(swiftsum_unprivileged("tree-digest", "dir"))
      .to have_attributes(output: "", messages: "swiftsum: dir/a: Permission denied\n", status: 1)
  end

  {
    %w[tree-digest] => "a folder is needed, such as .",
    %w[tree-digest --kind sha1 dir] => "--kind: sha1 is not one of swhid, git-tree, h1, nar",
    %w[tree-digest --prefix x dir] => "--prefix is of h1: add --kind h1"
  }.each do |arguments, mistake|
    it "ends with 2 and says where help is: #{['swiftsum', *arguments].join(' ')}" do
      expect(swiftsum(*arguments)).to have_attributes(
        output: "", messages: "swiftsum: #{mistake}\nswiftsum: see 'swiftsum help tree-digest'\n", status: 2
      )
    end
  end
end
