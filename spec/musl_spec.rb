# frozen_string_literal: true

require "fileutils"
require "open3"
require "tmpdir"
require_relative "support/abi"
require_relative "support/elf_file"

# The library that glibc's programs load, in programs of another libc: that of Alpine.
RSpec.describe "The library in a program of musl" do
  include ABI

  library = File.join(ABI::FOLDER, "libswiftsum.so")
  loader = "/lib/ld-musl-x86_64.so.1"
  missing = [["musl-gcc", system("command -v musl-gcc >#{File::NULL} 2>&1")], [loader, File.exist?(loader)]]
            .reject(&:last).map(&:first)

  before(:context) do
    skip "it takes #{missing.join(' and ')}: bin/setup test" unless missing.empty?

    @folder = Dir.mktmpdir
  end

  after(:context) { FileUtils.rm_rf(@folder) if @folder }

  def output_of(*command)
    output, messages, status = Open3.capture3(*command, binmode: true)
    raise "#{command.first}: #{status} #{messages}" unless status.success?

    output
  end

  # What the library needs, musl's loader finds, whatever glibc calls it; the linker would look for glibc's names.
  def compile_for_musl(program)
    executable = File.join(@folder, program)
    output_of("musl-gcc", "-std=gnu11", "-I", ABI::FOLDER, "-o", executable, File.join(ABI::PROGRAMS, "#{program}.c"),
              "-L", ABI::FOLDER, "-lswiftsum", "-Wl,-rpath,#{ABI::FOLDER}",
              "-Wl,--unresolved-symbols=ignore-in-shared-libs")
    executable
  end

  # @return [Array<String>] what the program prints here, and there
  def outputs(program, *arguments)
    here = compile_c("#{program}.c", File.join(@folder, "#{program}-here"), "-pthread")
    [here, compile_for_musl(program)].map { |executable| output_of(executable, *arguments) }
  end

  it "finds all functions that it needs" do
    expect(ELFFile.new(library).imported - ELFFile.new(loader).exported).to eq []
  end

  it "runs with musl, and not with this system's libc" do
    expect(ELFFile.new(compile_for_musl("algorithms")).needed).to contain_exactly("libswiftsum.so.1", "libc.so")
  end

  it "gives the checksums of a file that it gives here, by every algorithm" do
    path = File.join(@folder, "input")
    File.binwrite(path, Random.new(5).bytes(3_000_001))
    here, there = outputs("algorithms", path)

    expect(here.lines.size).to be > 50
    expect(there).to eq here
  end

  it "walks a tree, and digests its files on threads, which have small stacks there" do
    tree = File.join(@folder, "tree")
    sizes = [0, 1, 5_000, 40_000, 70_000, 9_000_000]
    FileUtils.mkdir_p(Array.new(5) { |number| File.join(tree, "folder #{number}") })
    Dir.children(tree).product(sizes) do |folder, size|
      File.binwrite(File.join(tree, folder, size.to_s), Random.new(size).bytes(size))
    end

    %w[walk batch].each do |program|
      here, there = outputs(program, tree)

      expect(here.bytesize).to be > 600
      expect(there).to eq here
    end
  end

  it "takes hostile arguments in every combination" do
    expect(output_of(compile_for_musl("sweep")).to_i).to be > 1_000_000
  end
end
