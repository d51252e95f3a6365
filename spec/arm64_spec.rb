# frozen_string_literal: true

require "fileutils"
require "open3"
require "tmpdir"
require_relative "support/abi"
require_relative "support/elf_file"

RSpec.describe "The library on arm64", :slow do
  root = File.expand_path("..", __dir__)
  tools = %w[aarch64-linux-gnu-gcc qemu-aarch64 swiftc]
  missing = tools.reject { |tool| ENV.fetch("PATH").split(":").any? { |folder| File.executable?("#{folder}/#{tool}") } }
  missing.concat(RUBY_PLATFORM.start_with?("x86_64-linux") ? [] : ["an x86-64 Linux machine"])

  def self.lengths
    [0, 1, 15, 16, 17, 63, 64, 65, 129, 1023, 1024, 1025, 5000, 65_536, 300_000]
  end

  before(:context) do
    skip "cross-compiling takes #{missing.join(', ')}" unless missing.empty?

    @folder = Dir.mktmpdir
    sh(File.join(root, "bin/build-arm64"), "#{@folder}/libswiftsum.so.1")
    %w[algorithms first_call].each do |program|
      sh("aarch64-linux-gnu-gcc", "-std=gnu11", "-I", "#{root}/Sources/CSwiftsum", "-o", "#{@folder}/#{program}",
         File.join(ABI::PROGRAMS, "#{program}.c"), "-L", @folder, "-l:libswiftsum.so.1")
    end
  end

  after(:context) { FileUtils.rm_rf(@folder) if @folder }

  def sh(*command)
    output, status = Open3.capture2e(*command)
    raise "#{command.first}: #{output}" unless status.success?

    output
  end

  def emulate(program, *arguments)
    sh("qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", "-E", "LD_LIBRARY_PATH=#{@folder}",
       "#{@folder}/#{program}", *arguments)
  end

  # By the emulated library: the instruction set, then a checksum for each algorithm.
  def checksums(path)
    lines = emulate("algorithms", path).lines(chomp: true)
    [lines.shift, lines.to_h { |line| line.split(/ (?=\h+\z)/) }]
  end

  lengths.each do |length|
    it "gives the checksums that this machine gives, of #{length} bytes" do
      path = File.join(@folder, "input")
      File.binwrite(path, Random.new(length).bytes(length))

      set, checksums = checksums(path)

      expect(set).to eq "neon"
      expect(checksums).to eq(Swiftsum.algorithms.to_h { |a| [a.name, Swiftsum.checksum(path, a).to_s] })
    end
  end

  ABI::FUNCTIONS.each do |function|
    it "makes #{function}, as the first call of a process, return what any later call does" do
      [[], ["before constructors"]].each do |moment|
        first, later = emulate("first_call", function, *moment).split.each_slice(2).to_a

        expect(first).to eq later
      end
    end
  end

  it "needs no newer glibc than 2.17, which is the first for arm64" do
    elf = ELFFile.new(File.join(@folder, "libswiftsum.so.1"))
    versions = elf.versions

    expect(elf.needed).to contain_exactly("libc.so.6", "libpthread.so.0")
    expect(versions).to include("pthread_create" => [2, 17])
    expect(versions.values.uniq).to eq [[2, 17]]
  end

  it "is compiled with the flags of Package.swift" do
    flags = File.read(File.join(root, "Package.swift"))[/unsafeFlags\(\s*\[(.*?)\]/m, 1].scan(/"([^"]+)"/).flatten

    expect(flags).not_to be_empty
    expect(File.read(File.join(root, "bin/build-arm64")).split).to include(*flags)
  end
end
