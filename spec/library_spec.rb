# frozen_string_literal: true

require "rbconfig"
require_relative "support/abi"
require_relative "support/elf_file"

# What the linker made: read from the ELF file that the gem installs.
RSpec.describe "The release library", if: RbConfig::CONFIG["SOEXT"] == "so" do
  let(:library) { File.join(ABI::FOLDER, "libswiftsum.so") }
  let(:elf) { ELFFile.new(library) }

  it "is at most 1 MiB" do
    expect(File.size(library)).to be <= 1 << 20
  end

  it "is stripped" do
    expect(elf.sections.grep(/\A\.symtab|\A\.debug/)).to eq []
  end

  it "needs libc only" do
    # Before glibc 2.34, threads were in a library of their own; what has that name now is empty.
    expect(elf.needed).to contain_exactly("libc.so.6", "libpthread.so.0")
  end

  it "has the ABI's number in its soname, under which a file stands beside it" do
    soname = "libswiftsum.so.#{Swiftsum.abi_version}"

    expect(elf.soname).to eq soname
    expect(Dir.children(File.dirname(library)).grep(/\Alibswiftsum/)).to contain_exactly("libswiftsum.so", soname)
    expect(File.realpath(soname, File.dirname(library))).to eq File.realpath(library)
  end

  it "needs no newer glibc than 2.17, of 2012" do
    expect(elf.versions).to include("memcpy", "pthread_create")
    expect(elf.versions.select { |_, version| (version <=> [2, 17]).positive? }).to eq({})
  end

  it "exports what the header declares, and no other symbol, weak ones included" do
    expect(elf.exported).to match_array ABI::FUNCTIONS
  end

  it "exports make_checksum, release_checksum and names of its own only" do
    expect(elf.exported.grep_v(/\Aswiftsum_/)).to contain_exactly("make_checksum", "release_checksum")
  end
end
