# frozen_string_literal: true

require "fileutils"
require "tmpdir"
require_relative "support/abi"

# A container has a quota of processor time more often than a set of processors. More threads than it keeps busy are
# stopped together when it is used up.
RSpec.describe "The threads of a call", if: RUBY_PLATFORM.include?("linux") do
  include ABI

  # On 8 processors, with these files.
  def threads(files)
    Dir.mktmpdir do |folder|
      files.each do |path, text|
        FileUtils.mkdir_p(File.dirname(File.join(folder, path)))
        File.write(File.join(folder, path), text)
      end
      Integer(run_c("processors.c", "-pthread", environment: { "FILES" => folder }))
    end
  end

  def second_version(path, quotas)
    { "proc/self/cgroup" => "0::#{path}\n" }.merge(quotas.transform_keys { |group| "sys/fs/cgroup#{group}/cpu.max" })
  end

  def first_version(path, quotas)
    files = quotas.flat_map do |group, (quota, period)|
      [["sys/fs/cgroup/cpu#{group}/cpu.cfs_quota_us", "#{quota}\n"],
       ["sys/fs/cgroup/cpu#{group}/cpu.cfs_period_us", "#{period}\n"]]
    end
    { "proc/self/cgroup" => "12:cpuset:/other\n4:cpu,cpuacct:#{path}\n0::/\n" }.merge(files.to_h)
  end

  it "are as many as there are processors where no control group has a quota" do
    expect(threads({})).to eq 8
    expect(threads(second_version("/", {}))).to eq 8
    expect(threads(second_version("/a", { "/a" => "max 100000\n" }))).to eq 8
    expect(threads(first_version("/a", { "/a" => [-1, 100_000] }))).to eq 8
  end

  it "are no more than a quota keeps busy, rounded up" do
    { 300_000 => 3, 250_000 => 3, 200_001 => 3, 100_000 => 1, 1000 => 1, 900_000 => 8 }.each do |quota, expected|
      expect(threads(second_version("/a", { "/a" => "#{quota} 100000\n" }))).to eq expected
      expect(threads(first_version("/a", { "/a" => [quota, 100_000] }))).to eq expected
    end
    expect(threads(second_version("/a", { "/a" => "100000 50000\n" }))).to eq 2
  end

  it "heed the groups that a group is within" do
    expect(threads(second_version("/a/b", { "/a" => "200000 100000\n", "/a/b" => "max 100000\n" }))).to eq 2
    expect(threads(second_version("/a/b", { "/a" => "500000 100000\n", "/a/b" => "400000 100000\n" }))).to eq 4
    expect(threads(first_version("/a/b", { "/a" => [200_000, 100_000], "/a/b" => [-1, 100_000] }))).to eq 2
  end

  it "heed the quota of a container that sees its group's path outside" do
    expect(threads(second_version("/outside/1", { "" => "200000 100000\n" }))).to eq 2
    expect(threads(first_version("/outside/1", { "" => [200_000, 100_000] }))).to eq 2
  end

  it "heed none of what is no quota" do
    ["", "max", "1 2 3", "0 100000", "100000 0", "-5 100000", "#{'9' * 40} 100000", "x y"].each do |text|
      expect(threads(second_version("/a", { "/a" => text }))).to eq 8
    end
    expect(threads({ "proc/self/cgroup" => "0\n::\n:::\nx:cpu\n" })).to eq 8
    expect(threads({ "proc/self/cgroup" => "0::/#{'a/' * 3000}\n" })).to eq 8
  end
end
