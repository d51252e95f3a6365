# frozen_string_literal: true

require "open3"
require "rbconfig"
require_relative "support/abi"

# What the linker made: read from the ELF file that the gem installs.
RSpec.describe "The release library", if: RbConfig::CONFIG["SOEXT"] == "so" do
  def readelf(*options)
    output, status = Open3.capture2("readelf", "--wide", *options, library)
    raise "readelf failed" unless status.success?

    output
  end

  def dynamic(tag)
    readelf("--dynamic")[/\(#{tag}\).*\[(.*)\]/, 1]
  end

  let(:library) { File.join(ABI::FOLDER, "libswiftsum.so") }

  # Number, value, size, type, binding, visibility, section, name. What is local cannot be looked up by others.
  let(:exported) do
    rows = readelf("--dyn-syms").lines.map(&:split).select { |row| row.first&.match?(/\A\d+:\z/) }
    rows.reject { |row| row[4] == "LOCAL" || row[6] == "UND" }.map(&:last)
  end

  it "is at most 1 MB" do
    expect(File.size(library)).to be <= 1_000_000
  end

  it "is stripped" do
    expect(readelf("--sections")).not_to match(/\.symtab|\.debug/)
  end

  it "needs libc only" do
    expect(readelf("--dynamic").scan(/\(NEEDED\).*\[(.*)\]/).flatten).to eq ["libc.so.6"]
  end

  it "has the ABI's number in its soname, under which a file stands beside it" do
    soname = "libswiftsum.so.#{Swiftsum.abi_version}"

    expect(dynamic("SONAME")).to eq soname
    expect(Dir.children(File.dirname(library)).grep(/\Alibswiftsum/)).to contain_exactly("libswiftsum.so", soname)
    expect(File.realpath(soname, File.dirname(library))).to eq File.realpath(library)
  end

  it "exports what the header declares, and no other symbol, weak ones included" do
    expect(exported).to match_array ABI::FUNCTIONS
  end

  it "exports make_checksum, release_checksum and names of its own only" do
    expect(exported.grep_v(/\Aswiftsum_/)).to contain_exactly("make_checksum", "release_checksum")
  end
end
