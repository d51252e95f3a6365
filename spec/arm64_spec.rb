# frozen_string_literal: true

require_relative "support/abi"
require_relative "support/arm64"
require_relative "support/arm64_disassembly"
require_relative "support/elf_file"

RSpec.describe "The library on arm64", :slow do
  include ABI

  missing = ARM64.missing
  # One message in so many, by the seed; `rake conformance:all` takes all.
  every = ENV.fetch("EVERY", "8")
  sets = %w[portable neon crc32 crypto sha3]

  before(:context) { skip "cross-compiling takes #{missing.join(', ')}" unless missing.empty? }

  # What this machine makes of the same messages. Of that `conformance_spec` holds every algorithm against others.
  def transcript(every)
    run_c("transcript.c", arguments: [RSpec.configuration.seed.to_s, every])
  end

  def disagreements(output, every)
    output.lines - transcript(every).lines
  end

  sets.each do |set|
    it "gives the digests that this machine gives, with SWIFTSUM_ISA=#{set}" do
      output = ARM64.run("transcript", RSpec.configuration.seed.to_s, every, environment: { "SWIFTSUM_ISA" => set })

      expect(output.lines.size).to be > 600
      expect(disagreements(output, every)).to eq []
    end
  end

  # An instruction that a processor lacks would end the process.
  { "cortex-a53" => "crypto", "neoverse-n1" => "crypto", "max" => "sha3" }.each do |cpu, set|
    it "gives the same on an emulated #{cpu}, where it uses #{set}" do
      path = File.join(ABI::PROGRAMS, "algorithms.c")
      used, *checksums = ARM64.run("algorithms", path, cpu: cpu).lines(chomp: true)

      expect(used).to eq set
      expect(checksums).to eq(Swiftsum.algorithms.map { |a| "#{a.name} #{Swiftsum.checksum(path, a)}" })
      expect(disagreements(ARM64.run("transcript", RSpec.configuration.seed.to_s, "32", cpu: cpu), "32")).to eq []
    end
  end

  %w[walk batch].each do |program|
    it "answers #{program}.c as this machine does" do
      here = run_c("#{program}.c", "-pthread", arguments: ["lib"])

      expect(here).not_to be_empty
      expect(ARM64.run(program, "lib")).to eq here
    end
  end

  # The bits of AT_HWCAP (Linux, arch/arm64/include/uapi/asm/hwcap.h). No processor of qemu's lacks all of them.
  bits = { pmull: 4, sha1: 5, sha2: 6, crc32: 7, sha3: 17, sha512: 21 }
  crypto = %i[pmull sha1 sha2]
  {
    [] => 2, [:crc32] => 3, crypto => 2, [:crc32, *crypto] => 4, %i[crc32 sha3 sha512] => 3,
    [:crc32, *crypto, :sha3] => 4, [:crc32, *crypto, :sha512] => 4, %i[crc32 pmull sha1] => 3,
    bits.keys => 5
  }.each do |features, count|
    it "has the sets #{sets.first(count).join(', ')} where the processor has #{features.join(', ')}" do
      hwcap = features.sum { |feature| 1 << bits.fetch(feature) }
      output = ARM64.run("instruction_set", environment: {
                           "SWIFTSUM_ISA" => "abacus", "HWCAP" => hwcap.to_s, "LD_PRELOAD" => ARM64.preloaded("hwcap")
                         })

      expect(output.split.drop(2)).to eq sets.first(count)
    end
  end

  ABI::FUNCTIONS.each do |function|
    it "makes #{function}, as the first call of a process, return what any later call does" do
      [[], ["before constructors"]].each do |moment|
        first, later = ARM64.run("first_call", function, *moment).split.each_slice(2).to_a

        expect(first).to eq later
      end
    end
  end

  it "needs no newer glibc than 2.17, which is the first for arm64" do
    elf = ELFFile.new(ARM64.library)
    versions = elf.versions

    expect(elf.needed).to contain_exactly("libc.so.6", "libpthread.so.0")
    expect(versions).to include("pthread_create" => [2, 17])
    expect(versions.values.uniq).to eq [[2, 17]]
  end

  # The same hazard as on x86-64: see `instruction_leak_spec`.
  describe "Instructions beyond the baseline" do
    crc = [:crc32]
    modules = { "ArmCRC32" => crc, "ArmCrypto" => [*crc, :pmull, :sha1, :sha2],
                "ArmSHA3" => %i[sha512 sha3] }
    functions = nil

    before(:context) { functions = ARM64Disassembly.new(ARM64.library).functions }

    define_method(:module_of) do |name|
      modules.keys.find { |set| ARM64Disassembly.of_module?(name, set) }
    end

    define_method(:leaks) do |found|
      leaks = functions.to_h do |function|
        [function.name, found[function] - modules.fetch(module_of(function.name), [])]
      end
      leaks.reject { |_, extensions| extensions.empty? }
    end

    it "stand in the kernels of their instruction set only" do
      expect(leaks(:extensions.to_proc)).to eq({})
    end

    it "are reached by a call from nowhere else" do
      by_address = functions.to_h { |function| [function.address, function] }
      called = lambda do |function|
        [function, *by_address.values_at(*function.callees).compact].flat_map(&:extensions).uniq
      end

      expect(leaks(called)).to eq({})
    end

    modules.each do |set, extensions|
      it "are seen where they are meant to be: #{set} has #{extensions.join(', ')}" do
        kernels = functions.select { |function| module_of(function.name) == set }

        expect(kernels.flat_map(&:extensions).uniq).to match_array(extensions)
      end
    end
  end

  it "is compiled with the flags of Package.swift" do
    manifest = File.read(File.join(ARM64::ROOT, "Package.swift"))
    flags = manifest[/unsafeFlags\(\s*\[(.*?)\]/m, 1].scan(/"([^"]+)"/).flatten
    instructions = manifest.scan(/"(-march=[^"]+)"/).flatten

    expect(flags).not_to be_empty
    expect(instructions.size).to eq 3
    expect(File.read(File.join(ARM64::ROOT, "bin/build-arm64")).split).to include(*flags, *instructions)
  end
end
