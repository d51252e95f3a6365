# frozen_string_literal: true

require "fileutils"
require_relative "support/program"

# Everything that the README shows is run as it stands there.
RSpec.describe "The README" do
  include Program

  root = Program::ROOT
  blocks = File.read(File.join(root, "README.md")).scan(/^```(\w+)\n(.*?)^```/m)
  ruby = blocks.select { |language, _| language == "ruby" }.map(&:last)

  def ruby(script)
    run(RbConfig.ruby, "-I", File.join(Program::ROOT, "lib"), "-e", script)
  end

  def tool(name, *arguments)
    run(RbConfig.ruby, "-I", File.join(Program::ROOT, "lib"), Gem.bin_path(*name), *arguments)
  end

  before { FileUtils.cp(File.join(root, "LICENSE"), ".") }

  describe "its Ruby" do
    # A comment `# => value` is what the line before it is worth.
    script = ruby.first
    checked = script.gsub(/^(.*\S)\s+# => (.*)$/) do
      expression = Regexp.last_match(1)
      expected = Regexp.last_match(2)
      "shown << [(#{expression}), (#{expected})]"
    end

    it "is worth what the comments say" do
      outcome = ruby("shown = []\n#{checked}\nputs shown.size\nshown.each { |a, b| puts [a, b].inspect unless a == b }")

      expect(outcome.messages).to eq ""
      expect(outcome.output).to eq "#{script.scan('# =>').size}\n"
    end
  end

  it "begins with a command that hashes files, where all is set up" do
    command = blocks.first.last[%r{^bin/setup && (.*?)\s+# .* hashes files$}, 1]
    outcome = run("sh", "-e", "-c", "cd #{root}\n#{command}")

    expect(outcome.output.lines.map { |line| line.split.last }).to eq %w[README.md LICENSE]
    expect(outcome.status).to eq 0
  end

  describe "its commands" do
    script = blocks.find { |language, text| language == "sh" && text.include?("swiftsum sum --json") }.last
    script.each_line(chomp: true) do |line|
      command = line.sub(/\s+# .*/, "")

      it "succeed: #{command}" do
        File.write("swiftsum", "#!/bin/sh\nexec #{Program::SWIFTSUM.join(' ')} \"$@\"\n", perm: 0o755)
        outcome = run("sh", "-e", "-c", "swiftsum sum LICENSE > SHA256SUMS\n#{command}",
                      env: { "PATH" => "#{Dir.pwd}:#{ENV.fetch('PATH')}" })

        expect(outcome.messages).to eq ""
        expect(outcome.status).to eq 0
      end
    end
  end

  it "shows a Rakefile that writes a manifest and verifies it" do
    FileUtils.mkdir("pkg")
    File.write("pkg/a.gem", "some gem")
    File.write("Rakefile", ruby.find { |text| text.include?("rake_task") })

    expect(tool(%w[rake rake], "checksums", "checksums:verify").status).to eq 0
    expect(File.read("SHA256SUMS")).to end_with "  pkg/a.gem\n"

    File.write("pkg/a.gem", "another gem")
    expect(tool(%w[rake rake], "checksums:verify").status).not_to eq 0
  end

  it "shows a specification that passes" do
    File.write("a_spec.rb", ruby.find { |text| text.include?("have_checksum") })

    expect(tool(%w[rspec-core rspec], "--options", File::NULL, "a_spec.rb").output).to include "1 example, 0 failures"
  end

  it "shows C that compiles" do
    body = blocks.find { |language, _| language == "c" }.last
    File.write("a.c", "#include \"swiftsum.h\"\nint main(void) {\n#{body}return 0; }\n")

    outcome = run("cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-I", File.join(root, "Sources/CSwiftsum"),
                  "-fsyntax-only", "a.c")
    expect(outcome.messages).to eq ""
    expect(outcome.status).to eq 0
  end
end
