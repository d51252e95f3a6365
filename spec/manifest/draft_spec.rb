# frozen_string_literal: true

require "swiftsum"
require "swiftsum/cli"
require_relative "../support/audited_folder"
require_relative "../support/program"

RSpec.describe Swiftsum::Manifest::Draft do
  include AuditedFolder
  include Program

  def drafts = Dir.glob("f/.swiftsum*")

  # By a process that is killed while it writes.
  def abandoned
    File.write("f/long", "")
    File.truncate("f/long", 64 << 30)
    pid = Process.spawn(*Program::SWIFTSUM, "manifest", "-o", "f/list", "f", in: File::NULL, err: File::NULL)
    Thread.pass until drafts.any?
    Process.kill(:KILL, pid)
    Process.wait(pid)
    File.delete("f/long")
    drafts
  end

  before { write("f/a", "a") }

  it "is not what is named where none can be made" do
    expect(swiftsum("manifest", "-o", "/proc/list", "f"))
      .to have_attributes(status: 2, messages: %r{\Aswiftsum: /proc: })
  end

  it "goes when the next one is written, if its process was killed, and is never listed" do
    left = abandoned
    expect(left).to match [%r{\Af/\.swiftsum-\h{24}\z}]
    expect(File.stat(left.first).mode & 0o777).to eq 0o600

    2.times do
      expect(swiftsum_here("manifest", "--update", "-o", "f/list", "f")).to have_attributes(output: "", status: 0)
    end
    expect(drafts).to eq []
    expect(Swiftsum::Manifest.read("f/list").map(&:name)).to eq %w[a]
  end

  it "stays as long as somebody writes it" do
    described_class.create("f") do |file|
      list = -> { Swiftsum::Manifest.build("f").write("f/list") }
      list.call
      expect(drafts).to eq [file.path]
      file.flock(File::LOCK_UN)
      list.call
      expect(drafts).to eq []
    end
  end

  it "is no file of the folder while somebody writes it" do
    described_class.create("f") do
      Swiftsum::Manifest.build("f").write("f/list", format: :swiftsum)
      expect(Swiftsum::Manifest.read("f/list").map(&:name)).to eq %w[a]
      expect(Swiftsum::Manifest.build("f").map(&:name)).to eq %w[a list]
      expect(Swiftsum::Audit.new("f", "f/list").run.counts).to eq({ ok: 1 })
    end
  end

  it "is none either if it got another name since the folder was read" do
    expect(described_class.held?("f/.swiftsum-0123456789abcdef01234567")).to be true
    expect(described_class.held?("f/gone")).to be false
  end

  it "has a name of its own: what is called otherwise, or is no file, is somebody else's" do
    others = %w[f/.swiftsum-contents f/.swiftsum-0 f/.swiftsum f/.swiftsum-0123456789abcdef01234567.txt]
    others.each { |path| File.write(path, "") }
    File.symlink("a", "f/.swiftsum-0123456789abcdef01234567")
    File.mkfifo("f/.swiftsum-0123456789abcdef01234568")
    Dir.mkdir("f/.swiftsum-0123456789abcdef01234569")
    Swiftsum::Manifest.build("f").write("f/list")

    expect(drafts.size).to eq 7
    expect(File.read("f/a")).to eq "a"
  end

  it "is another one, if it is taken for abandoned in the moment before it is locked" do
    first = true
    allow_any_instance_of(File).to receive(:flock).and_wrap_original do |method, operation|
      File.unlink(*drafts) if first
      first = false
      method.call(operation)
    end
    Swiftsum::Manifest.build("f").write("f/list")

    expect(Dir.children("f")).to contain_exactly("a", "list")
  end

  it "is written without a lock where there are none" do
    allow_any_instance_of(File).to receive(:flock).and_raise(Errno::ENOLCK)
    left = abandoned
    Swiftsum::Manifest.build("f").write("f/list")

    expect(Swiftsum::Manifest.read("f/list").map(&:name)).to include "a"
    expect(drafts).to eq left
  end
end
