# frozen_string_literal: true

require "swiftsum"
require_relative "../support/audited_folder"
require_relative "../support/program"
require_relative "../support/ruby_process"

RSpec.describe Swiftsum::Manifest::Stored, "#update" do
  include AuditedFolder
  include Program

  # What the library was handed to read.
  def read
    paths = []
    allow_any_instance_of(Swiftsum::Native::Batch).to receive(:add).and_wrap_original do |method, given|
      paths.concat(given)
      method.call(given)
    end
    yield
    paths
  end

  it "reads what is new or looks other than listed, and nothing else" do
    %w[a b c d].each { |name| write("f/#{name}", name) }
    list
    write("f/b", "bb", Time.now)
    File.chmod(0o600, "f/c")
    write("f/e", "e")

    expect(read { expect(update.counts).to eq(unread: 2, modified: 1, ok: 1, new: 1) }).to eq %w[f/b f/c f/e]
    expect(Swiftsum.verify("m", directory: "f")).to be_ok
  end

  it "reads again what was written to so shortly before that its times need not show it" do
    write("f/a", "a", Time.now)
    write("f/b", "b")
    list

    expect(read { update }).to eq %w[f/a]
  end

  it "drops what is gone, and knows what was moved" do
    %w[a b].each { |name| write("f/#{name}", name) }
    list
    File.rename("f/a", "f/c")

    expect(findings(update)).to eq("c" => [:moved, "a"])
    expect(entries.keys).to eq %w[b c]
  end

  it "never accepts in silence what changed under an unchanged time" do
    write("f/a", "content")
    list
    rot("f/a")
    before = entries["a"].checksums

    2.times { expect(findings(update)).to eq("a" => [:bit_rot]) }
    expect(entries["a"].checksums).to eq before
    expect(update(accept: true).counts).to eq(bit_rot: 1)
    expect(entries["a"].checksums).to eq [Swiftsum.checksum("f/a")]
    expect(update).to be_ok
  end

  it "rereads a share of the rest, so that each comes by in time" do
    names = ("a".."t").to_a.each { |name| write("f/#{name}", name) }
    list
    all = Array.new(5) { read { update(reread: 0.2) }.map { |path| File.basename(path) } }

    expect(all.map(&:size)).to eq [4] * 5
    expect(all.flatten.sort).to eq names
  end

  it "keeps what can't be read as it was listed" do
    write("f/a", "a")
    list
    write("f/a", "b", Time.now)
    allow(Swiftsum::Native::Status).to receive(:fail).and_raise(Errno::EIO, "f/a")
    allow_any_instance_of(Swiftsum::Native::Batch::Results).to receive(:statuses).and_return([-1])
    before = entries["a"].checksums

    expect(update.findings.map { |result| [result.status, result.reason] })
      .to eq [[:unreadable, "Input/output error"]]
    expect(entries["a"].checksums).to eq before
  end

  it "writes nothing over a manifest that is not whole, or of another format" do
    write("f/a", "a")
    list
    cut = File.read("m").lines[0..-2].join
    [cut, "#{Swiftsum::SHA256.hexdigest('a')}  a\n"].each do |text|
      File.write("m", text)

      expect { update }.to raise_error Swiftsum::ParseError, /\Am: /
      expect(File.read("m")).to eq text
      expect(Dir.children(".").sort).to eq %w[f m]
    end
  end

  it "leaves the old list or the new one, whole, if it is killed at any moment" do
    300.times { |number| write("f/#{number}", number.to_s) }
    list
    random = Random.new(RSpec.configuration.seed)
    5.times do
      write("f/#{random.rand(300)}", random.rand.to_s, Time.now)
      code = "Swiftsum::Manifest.read('m').update('f')"
      pid = Process.spawn(*RubyProcess::COMMAND, "-rswiftsum", "-e", code)
      sleep random.rand(0.4)
      Process.kill(:KILL, pid)
      Process.wait(pid)

      expect(Swiftsum::Manifest.read("m").grep(Swiftsum::Manifest::MalformedLine)).to eq []
      expect(entries.size).to eq 300
    end
  end
end
