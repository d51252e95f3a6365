# frozen_string_literal: true

require "digest"

require_relative "support/program"

# The commands that stand at the top of each, as they stand there.
RSpec.describe "The examples in other languages" do
  include Program

  root = Program::ROOT
  examples = Dir.glob("examples/*/*.*", base: root)

  before { %w[examples lib README.md].each { |name| File.symlink(File.join(Program::ROOT, name), name) } }

  it "are in C, C++ and Python" do
    expect(examples).to include "examples/c/checksum.c", "examples/c/tree.c", "examples/cpp/checksum.cpp",
                                "examples/python/checksum.py"
  end

  examples.each do |example|
    it "print what sha256sum does: #{example}" do
      commands = File.read(example)[%r{\A.*?(?:\*/|""".*?""")}m].gsub(/^ \*/, "").gsub(/\\\n\s*/, "")
                     .scan(/^\s*\$ (.*)$/).flatten
      outcome = run("sh", "-e", "-c", commands.join("\n"))
      listed = outcome.output.lines(chomp: true).to_h { |line| line.split("  ", 2).reverse }

      expect(outcome).to have_attributes(messages: "", status: 0)
      expect(listed).not_to be_empty
      expect(listed).to eq(listed.to_h { |path, _| [path, Digest::SHA256.file(path).hexdigest] })
    end
  end
end
