# frozen_string_literal: true

require "fileutils"
require "rbconfig"
require_relative "support/program"

# With stand-ins for what installs packages and gems and for the build: they write down what they are asked for.
RSpec.describe "bin/setup" do
  include Program

  root = Program::ROOT

  before do
    FileUtils.mkdir_p(%w[bin stubs])
    FileUtils.cp(File.join(root, "bin/setup"), "bin/setup")
    stub "apt-get", 'echo "apt-get $*" >> log'
    stub "dpkg-query", "cat installed 2>/dev/null || true"
    stub "sudo", '"$@"'
    stub "bundle", 'echo "bundle $*" >> log; if [ "$1" = check ]; then [ -e complete ]; fi'
    File.write("bin/compile", "#!/bin/sh\necho compile >> log\n", perm: 0o755)
  end

  def stub(name, script)
    File.write("stubs/#{name}", "#!/bin/sh\n#{script}\n", perm: 0o755)
  end

  def setup(*arguments)
    FileUtils.rm_f("log")
    outcome = run("bin/setup", *arguments, env: { "PATH" => "#{Dir.pwd}/stubs:#{ENV.fetch('PATH')}" })
    raise outcome.messages unless outcome.status.zero?

    File.readlines("log", chomp: true)
  end

  # Of which the tests and the benchmarks are made, but not the library.
  extras = /rspec|rubocop|simplecov|yard|benchmark|gnuplot|aarch64|arm64|musl|qemu|b3sum|xxh|deflate|gcrypt|isal|chrom/

  it "installs only what builds the library and runs it" do
    packages = setup.grep(/apt-get install/).join

    expect(packages).to include "ruby-ffi", "bundler", "gcc", "libsqlite3-0"
    expect(packages).not_to match extras
  end

  it "has a word for the tests, and one for the benchmarks, which need more" do
    base, test, bench = [[], %w[test], %w[bench]].map { |words| setup(*words).grep(/apt-get install/).join.split }

    expect(base - test).to eq []
    expect(test - bench).to eq []
    expect(test - base).to include "ruby-rspec", "rubocop", "yard", "chromium", "qemu-user", "gcc-aarch64-linux-gnu"
    expect(test).not_to include "gnuplot-nox"
    expect(bench).to include "gnuplot-nox", "libdeflate0"
  end

  it "knows no other word" do
    outcome = run("bin/setup", "tests", env: { "PATH" => "#{Dir.pwd}/stubs:#{ENV.fetch('PATH')}" })

    expect(outcome).to have_attributes(messages: "usage: bin/setup [test | bench]\n", status: 2)
    expect(File).not_to exist("log")
  end

  it "leaves alone what is there, and builds" do
    File.write("installed", setup("bench").grep(/apt-get install/).join.split.map { |name| "installed #{name}\n" }.join)
    FileUtils.touch("complete")

    expect(setup("bench")).to eq ["bundle config unset --local without", "bundle check", "compile"]
    expect(setup).to eq ["bundle check", "compile"]
  end

  it "does without the gems of the tests where they are not there, until they are asked for" do
    expect(setup.grep(/^bundle/)).to eq [
      "bundle check", "bundle config set --local without development", "bundle install --local"
    ]
    expect(setup("test").grep(/^bundle/)).to eq [
      "bundle config unset --local without", "bundle check", "bundle install --local"
    ]
  end

  it "is what the README and the checks of a change call" do
    readme = File.read(File.join(root, "README.md"))

    expect(readme).to match(%r{^bin/setup && bundle exec exe/swiftsum sum })
    expect(readme).to match(/^bin.setup test && bundle exec rake /)
    expect(File.read(File.join(root, ".ci/run"))).to end_with "bin/setup test </dev/null\nbundle exec rake </dev/null\n"
  end

  describe "the Gemfile" do
    def dependencies(environment)
      script = "require 'bundler'; puts Bundler::Dsl.evaluate(ARGV.first, 'none', {}).dependencies.map(&:name)"
      gemfile = File.join(Program::ROOT, "Gemfile")
      run(RbConfig.ruby, "-e", script, gemfile, env: { "BUNDLE_GEMFILE" => gemfile, **environment }).output.split
    end

    it "names all gems" do
      expect(dependencies({})).to include "swiftsum", "rspec", "rubocop", "yard"
    end

    it "names no gem of the tests where they are left out: Bundler would look for them all the same" do
      expect(dependencies("BUNDLE_WITHOUT" => "development")).to eq ["swiftsum"]
    end
  end
end
