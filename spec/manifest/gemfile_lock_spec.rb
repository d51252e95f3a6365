# frozen_string_literal: true

require "digest"
require "fileutils"

require_relative "../support/program"

RSpec.describe "Gemfile.lock" do
  include Program

  let(:gems) { { "rake-13.0.6" => "rake", "ffi-1.17.0-x86_64-linux-gnu" => "linux" } }
  let(:checksums) do
    { "ffi (1.17.0-arm64-darwin)" => "mac", "ffi (1.17.0-x86_64-linux-gnu)" => "linux", "rake (13.0.6)" => "rake" }
      .map { |gem, text| "  #{gem} sha256=#{Digest::SHA256.hexdigest(text)}\n" }.unshift("  own (0.1.0)\n").join
  end
  let(:lock) do
    <<~LOCK
      PATH
        remote: .
        specs:
          own (0.1.0)
            ffi (~> 1.15)

      GEM
        remote: https://rubygems.org/
        specs:
          ffi (1.17.0-arm64-darwin)
          ffi (1.17.0-x86_64-linux-gnu)
          rake (13.0.6)

      PLATFORMS
        arm64-darwin
        x86_64-linux-gnu

      DEPENDENCIES
        own!
        rake

      CHECKSUMS
      #{checksums}
      BUNDLED WITH
         2.6.0
    LOCK
  end

  before do
    FileUtils.mkdir_p("vendor/cache")
    gems.each { |gem, text| File.write("vendor/cache/#{gem}.gem", text) }
  end

  def verify(text, **options)
    File.write("Gemfile.lock", text)
    Swiftsum.verify("Gemfile.lock", **options)
  end

  def failures(report)
    report.failures.map { |result| [result.status, result.name && File.basename(result.name), result.reason] }
  end

  it "has the gems in vendor/cache compared" do
    expect(verify(lock).results.map { |result| [result.status, result.name] })
      .to eq(gems.keys.reverse.map { |gem| [:ok, "vendor/cache/#{gem}.gem"] })
    File.write("vendor/cache/rake-13.0.6.gem", "changed")
    expect(verify(lock).counts).to eq(ok: 1, mismatch: 1)
  end

  it "needs no gems of other platforms, and says which are not there" do
    expect(verify(lock).notices.map(&:to_s))
      .to eq ["not there, for they are of other platforms: vendor/cache/ffi-1.17.0-arm64-darwin.gem"]
    File.write("vendor/cache/ffi-1.17.0-arm64-darwin.gem", "other")
    expect(verify(lock)).to have_attributes(counts: { mismatch: 1, ok: 2 }, notices: [])
  end

  it "needs one of them" do
    FileUtils.rm("vendor/cache/ffi-1.17.0-x86_64-linux-gnu.gem")
    expect(verify(lock).counts).to eq(missing: 2, ok: 1)
    FileUtils.rm("vendor/cache/rake-13.0.6.gem")
    expect(verify(lock).counts).to eq(missing: 3)
  end

  it "is looked at in the folder that it is told" do
    FileUtils.mkdir("app")
    FileUtils.mv("vendor", "app")

    expect(verify(lock, directory: "app")).to be_ok
    expect(swiftsum("check", "-C", "app", "Gemfile.lock")).to have_attributes(status: 0)
    expect(swiftsum("check", "Gemfile.lock").status).to eq 1
  end

  it "is not verified where a gem has no checksum" do
    [lock.sub(/^(  rake \(13.0.6\)) sha256=.*/, '\1'), lock.sub(/^  rake \(13.0.6\) sha256=.*\n/, "")].each do |text|
      report = verify(text)

      expect(failures(report)).to eq [[:unlisted, "rake-13.0.6.gem", "no digest of it is listed"]]
      expect(report.exit_status).to eq 2
    end
  end

  it "is not verified where a checksum stands outside of the section, whatever else is on its line" do
    digest = "sha256=#{Digest::SHA256.hexdigest('rake')}"

    ["  rake (13.0.6) #{digest}", "  rake (13.0.6) #{digest} more", "  rake (13.0.6)x #{digest}"].each do |line|
      expect(verify("#{lock}#{line}\n").counts).to eq(ok: 2, malformed: 1)
    end
  end

  it "is not verified without the section" do
    report = verify(lock.sub(/^CHECKSUMS\n.*?\n\n/m, ""))

    expect(report.exit_status).to eq 2
    expect(failures(report).first.last).to include "bundle lock --add-checksums"
  end

  {
    %W[CHECKSUMS\n CHECKSUM\n] => '"CHECKSUM" is no section of such a file',
    ["CHECKSUMS\n", "CHECKSUMS\n  a/../../b (1.0) sha256=00\n"] => "not a gem and its checksum",
    ["CHECKSUMS\n", "CHECKSUMS\n  b (../1.0) sha256=00\n"] => "not a gem and its checksum",
    ["CHECKSUMS\n", "CHECKSUMS\n  b (1.0) sha256=00\n"] => "sha256 has 64 hexadecimal digits, not 2",
    ["CHECKSUMS\n", "CHECKSUMS\n  b (1.0) nosuch=00\n"] => 'unknown algorithm "nosuch"',
    ["CHECKSUMS\n", "CHECKSUMS\n  rake (13.0.6)\n"] => "rake-13.0.6 is listed twice",
    ["GEM\n", "<<<<<<< HEAD\nGEM\n"] => '"<<<<<<< HEAD" is no section of such a file'
  }.each do |(from, to), reason|
    it "is not verified with #{to.inspect}" do
      report = verify(lock.sub(/^#{from}/, to))

      expect(report.exit_status).to eq 2
      expect(failures(report).map(&:last)).to include(a_string_including(reason))
    end
  end

  it "has several digests of a gem compared" do
    both = ->(text) { "sha256=#{Digest::SHA256.hexdigest('rake')},sha512=#{Digest::SHA512.hexdigest(text)}" }
    pattern = /^(  rake \(13.0.6\)) sha256=.*/

    expect(verify(lock.sub(pattern) { "#{Regexp.last_match(1)} #{both['rake']}" })).to be_ok
    expect(verify(lock.sub(pattern) { "#{Regexp.last_match(1)} #{both['other']}" }).counts).to eq(ok: 1, mismatch: 1)
  end
end
