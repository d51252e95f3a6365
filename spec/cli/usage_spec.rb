# frozen_string_literal: true

require "swiftsum"
require_relative "../support/program"

RSpec.describe "swiftsum's command line" do
  include Program

  it "has help for itself and for each command, however it is asked" do
    expect(swiftsum("--help")).to have_attributes(output: swiftsum("help").output, messages: "", status: 0)
    %w[sum check algorithms].each do |command|
      help = swiftsum("help", command)

      expect(help).to have_attributes(messages: "", status: 0)
      expect(help.output).to start_with "Usage: swiftsum #{command}"
      expect(swiftsum(command, "--help")).to eq help
      expect(swiftsum("help").output).to match(/^ +#{command} /)
    end
  end

  it "fits a terminal of 80 columns" do
    [[], %w[sum], %w[check], %w[algorithms]].each do |command|
      expect(swiftsum("help", *command).output.lines.map { |line| line.chomp.length }.max).to be <= 80
    end
  end

  it "says its versions and the instruction set in use" do
    outcome = swiftsum("--version", env: { "SWIFTSUM_ISA" => "portable" })

    expect(outcome.output).to eq <<~TEXT
      swiftsum #{Swiftsum::VERSION}
      library #{Swiftsum.library_version}, ABI #{Swiftsum.abi_version}
      instruction set portable, of #{Swiftsum.instruction_sets.join(', ')}
    TEXT
    expect(outcome.status).to eq 0
  end

  it "lists all algorithms of the registry" do
    lines = swiftsum("algorithms").output.lines.map(&:split)

    expect(lines.map { |name, bits, *| [name, bits.to_i] })
      .to eq(Swiftsum::Algorithm.all.map { |algorithm| [algorithm.name, 8 * algorithm.digest_length] })
    expect(lines.map { |line| line.include?("not") }).to eq(Swiftsum::Algorithm.all.map { |a| !a.cryptographic? })
  end

  {
    [] => ["no command given", "help"],
    %w[sumn] => ['unknown command "sumn"; did you mean sum?', "help"],
    %w[file.iso] => ['unknown command "file.iso"', "help"],
    %w[help sumn] => ['unknown command "sumn"; did you mean sum?', "help"],
    %w[sum --jsno] => ["invalid option: --jsno; did you mean --json?", "help sum"],
    %w[-a sha1 a] => ["a command comes first, not -a", "help"],
    %w[sum -b a] => ["invalid option: -b", "help sum"],
    %w[check -q list] => ["invalid option: -q", "help check"],
    %w[sum --version] => ["invalid option: --version", "help sum"],
    %w[sum -v] => ["invalid option: -v", "help sum"],
    %w[sum -a sha1,md5] => [
      "unknown algorithm \"sha1,md5\"; Swiftsum.algorithms and 'swiftsum algorithms' list those that there are",
      "help sum"
    ],
    %w[sum --algorithm] => ["missing argument: --algorithm", "help sum"],
    %w[check --quiet=1] => ["needless argument: --quiet=1", "help check"],
    %w[algorithms all] => ["no argument is needed: all", "help algorithms"]
  }.each do |arguments, (mistake, help)|
    it "ends with 2 and says where help is: #{['swiftsum', *arguments].join(' ')}" do
      expect(swiftsum(*arguments))
        .to have_attributes(output: "", messages: "swiftsum: #{mistake}\nswiftsum: see 'swiftsum #{help}'\n", status: 2)
    end
  end

  it "has options anywhere before --, and abbreviations of the long ones" do
    File.write("a", "content")
    plain = swiftsum("sum", "--algorithm", "crc32", "--tag", "a")

    [%w[--tag a -a crc32], %w[a -acrc32 --ta], %w[--algo=crc32 --tag -- a]].each do |arguments|
      expect(swiftsum("sum", *arguments)).to eq plain
    end
  end

  it "lists the algorithms in columns" do
    expect(swiftsum("algorithms").output.lines.map { |line| line.index(" bits ") }.uniq.size).to eq 1
  end

  it "suggests the nearest algorithm, and reads nothing" do
    %w[sum check].each do |command|
      outcome = swiftsum(command, "-a", "sha265", "missing")

      expect(outcome).to have_attributes(output: "", status: 2)
      expect(outcome.messages).to match(/\Aswiftsum: unknown algorithm "sha265"; did you mean sha256\b.*\?\n.*\n\z/)
    end
  end

  it "knows no algorithm without a name" do
    expect(swiftsum("sum", "-a", "", "a").status).to eq 2
  end

  it "says what it misses where it has no library" do
    outcome = swiftsum("--version", env: { "SWIFTSUM_LIBRARY" => "/nowhere/libswiftsum.so" })

    expect(outcome.messages).to match(%r{\Aswiftsum: .*^  /nowhere/libswiftsum.so: no such file$}m)
    expect(outcome).to have_attributes(output: "", status: 2)
  end

  it "says which instruction sets there are where SWIFTSUM_ISA names none of them" do
    outcome = swiftsum("sum", env: { "SWIFTSUM_ISA" => "abacus" })

    expect(outcome.messages).to match(/\Aswiftsum: .*abacus.*portable.*\n\z/)
    expect(outcome).to have_attributes(output: "", status: 2)
  end
end
