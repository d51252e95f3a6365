# frozen_string_literal: true

require "digest"
require "tmpdir"

require "swiftsum/rake"

RSpec.describe "The state of content tasks" do
  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  state = Swiftsum::Rake.const_get(:ContentState)

  # Which can be told from any other, and from parts of two.
  def record(text)
    digests = %w[in out].map { |part| Digest::SHA256.hexdigest(part + text) }
    Swiftsum::Rake.const_get(:ContentState)::Record.new(*digests)
  end

  it "is what was said last, also for another process" do
    one, other = Array.new(2) { state.new("state") }
    expect(one["a"]).to be_nil

    one.replace("a", nil, record("1"))
    expect(other["a"]).to eq record("1")
    other.replace("a", record("1"), record("2"))
    expect([one["a"], one["b"], state.new("state")["a"]]).to eq [record("2"), nil, record("2")]
  end

  it "knows nothing of an output that two made at once, unless both made the same of the same" do
    one, other = Array.new(2) { state.new("state") }
    one.replace("a", nil, record("1"))
    other.replace("a", nil, record("2"))
    expect([one["a"], other["a"]]).to eq [nil, nil]

    one.replace("b", nil, record("1"))
    other.replace("b", nil, record("1"))
    expect([one["b"], other["b"]]).to eq [record("1"), record("1")]
  end

  it "does not take a part of a line for a line, and does not build on it" do
    state.new("state").replace("name", nil, record("1"))
    whole = File.binread("state")
    (0...whole.bytesize).each do |length|
      File.binwrite("state", whole[0, length])
      torn = state.new("state")
      expect(torn["name"]).to be_nil

      torn.replace("other", nil, record("2"))
      expect(state.new("state")["other"]).to eq record("2")
      expect(File.binread("state").lines.size).to eq 2
    end
  end

  it "takes a line that it does not know for none" do
    state.new("state").replace("a", nil, record("1"))
    File.write("state", "junk\n\xFF\n#{'0' * 64} #{'0' * 64} \\bad\\escape\n", mode: "a")

    again = state.new("state")
    again.replace("b", nil, record("2"))
    expect([again["a"], again["b"]]).to eq [record("1"), record("2")]
  end

  it "starts anew where the file is gone or another one" do
    one = state.new("folder/state")
    one.replace("a", nil, record("1"))
    FileUtils.rm_r("folder")
    expect(one["a"]).to be_nil

    state.new("folder/state").replace("b", nil, record("2"))
    expect([one["a"], one["b"]]).to eq [nil, record("2")]
  end

  it "does not grow without an end, and loses nothing while several write" do
    writers = Array.new(3) do |number|
      fork do
        mine = state.new("state")
        before = nil
        1_000.times { |round| mine.replace("a#{number}", before, before = record("#{number} #{round}")) }
        exit!(0)
      end
    end
    writers.each { |pid| expect(Process.wait2(pid).last).to be_success }

    expect(Array.new(3) { |number| state.new("state")["a#{number}"] }).to eq(Array.new(3) { |n| record("#{n} 999") })
    expect(File.readlines("state").size).to be < 1_100
  end

  it "is never half of a record, whenever a process is killed" do
    random = Random.new(7)
    possible = Array.new(10_000) { |round| record(round.to_s) }
    20.times do
      pid = fork do
        mine = state.new("state")
        possible.each_with_index { |each, index| mine.replace("a#{index % 7}", mine["a#{index % 7}"], each) }
      end
      sleep random.rand(0.03)
      Process.kill(:KILL, pid)
      Process.wait(pid)
      known = state.new("state")
      expect(Array.new(7) { |index| known["a#{index}"] }.compact - possible).to eq []
      known.replace("last", known["last"], possible.first)
      expect(state.new("state")["last"]).to eq possible.first
    end
  end
end
