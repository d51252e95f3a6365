# frozen_string_literal: true

require "digest"

require "swiftsum/verification"
require_relative "support/program"

RSpec.describe "Files of a root" do
  include Program

  let(:inside) { Digest::SHA256.hexdigest("inside") }
  let(:outside) { Digest::SHA256.hexdigest("outside") }

  before do
    %w[d d/in away].each { |folder| Dir.mkdir(folder) }
    File.write("d/in/f", "inside")
    File.write("away/f", "outside")
  end

  def list(*lines)
    File.binwrite("list.sha256", lines.map { |digest, name| "#{digest}  #{name}\n" }.join)
    "list.sha256"
  end

  # The name leads alternately to a folder of the root and to one outside, until the block has what it waits for.
  def while_links_move
    # A thread would move them only when this one lets it.
    mover = Process.fork do
      done = false
      Signal.trap(:TERM) { done = true }
      move_links until done
      exit!
    end
    200.times { break if yield }
  ensure
    Process.kill(:TERM, mover)
    Process.wait(mover)
  end

  def move_links
    File.rename("d/in", "d/real")
    File.symlink("../away", "d/in")
    File.rename("d/in", "d/link")
    File.rename("d/real", "d/in")
    File.delete("d/link")
  end

  # Of files that are listed with that digest, and the size of the one outside, if any.
  def results(digest, size = nil, **options)
    sum = Swiftsum::Checksum.parse(digest, "sha256")
    entries = Array.new(200) { Swiftsum::Manifest::Entry.new("in/f", sum, size) }
    all = []
    while_links_move do
      all.concat(Swiftsum::Verification.new(entries, root: "d", **options).to_a)
      all.any? { |result| result.status == :outside } && all.any?(&:actual) && all.size >= 2000
    end
    all
  end

  it "are those that were opened there, however links are moved meanwhile" do
    alone = Swiftsum::Verification::OneByOne.new(Swiftsum::Verification::Sources.new(root: "d"))

    [{}, { digests: alone }].each do |options|
      all = results(outside, **options)

      expect(all.map(&:status).uniq).to include(:mismatch, :outside).and all(satisfy { |status| status != :ok })
      expect(all.filter_map { |result| result.actual&.hexdigest }.uniq).to eq [inside]
    end
  end

  it "are said to be right while links are moved" do
    expect(results(inside).map(&:status).uniq - [:missing]).to contain_exactly(:ok, :outside)
  end

  it "have no size that is one outside" do
    expect(results(inside, 7).map(&:status)).not_to include(:ok)
    expect(results(inside, 6).map(&:status)).not_to include(:mismatch)
  end

  it "stay what they are when they were found" do
    held = Swiftsum::Verification::Root.new("d").open("d/in/f")
    File.rename("d/in", "d/real")
    File.symlink("../away", "d/in")

    expect(File.read("d/in/f")).to eq "outside"
    expect(File.read(held)).to eq "inside"
    expect(Swiftsum.checksum(held).hexdigest).to eq inside
  ensure
    held&.close
  end

  # How many descriptors this process has of what is in a folder.
  def held_of(folder)
    Dir.children("/proc/self/fd").count do |descriptor|
      File.readlink("/proc/self/fd/#{descriptor}").start_with?(folder)
    rescue Errno::ENOENT
      false
    end
  end

  it "are not held any longer than they are read, also where the reader stops" do
    path = list(*[[inside, "in/f"]] * 1000)
    most = 0
    Swiftsum.verify(path, root: "d") { most = [most, held_of(File.realpath("d"))].max }
    expect([most, held_of(File.realpath("d"))]).to match [1..300, 0]
    begin
      Swiftsum.verify(path, root: "d") { raise "stop" }
    rescue RuntimeError
      nil
    end

    expect(held_of(File.realpath("d"))).to eq 0
  end

  it "can be more than the process may open" do
    list(*[[inside, "in/f"]] * 500)
    command = "ulimit -n 24; exec \"$@\""

    expect(run("sh", "-c", command, "sh", *Program::SWIFTSUM, "check", "--quiet", "--root", "d", "list.sha256"))
      .to have_attributes(output: "", messages: "", status: 0)
  end

  it "may be a FIFO that was asked for, and a folder is none" do
    File.mkfifo("d/fifo")
    writer = Thread.new { File.write("d/fifo", "inside") }
    path = list([inside, "fifo"], [inside, "in"], [inside, "."])

    expect(Swiftsum.verify(path, root: "d", only: ["fifo"])).to be_ok
    writer.join
    expect(Swiftsum.verify(path, root: "d").results.map(&:reason)).to eq(
      ["not read, for it is a FIFO", "Is a directory", "Is a directory"]
    )
  end

  it "are no extra ones behind a link" do
    File.symlink("../away", "d/out")
    File.write("away/secret", "")

    expect(Swiftsum.verify(list([inside, "in/f"], [outside, "out/f"]), root: "d", no_extra: true).counts)
      .to eq(ok: 1, outside: 1)
  end

  it "cannot be told where the system does not say where a file is" do
    stub_const("Swiftsum::Verification::Root::DESCRIPTORS", "/nowhere")

    expect { Swiftsum.verify(list([inside, "in/f"]), root: "d") }
      .to raise_error(Swiftsum::UnsupportedError, "root: needs /nowhere, which is not there")
  end
end
