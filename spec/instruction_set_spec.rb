# frozen_string_literal: true

require "open3"
require "rbconfig"

require_relative "support/abi"
require_relative "support/emulation"

RSpec.describe "SWIFTSUM_ISA" do
  include ABI

  report = <<~RUBY
    begin
      require "swiftsum"
      print Swiftsum.instruction_set
    rescue Swiftsum::InstructionSetError => e
      print e.message
    end
  RUBY

  define_method(:report_with) do |value, *emulator|
    output, messages, status = Open3.capture3(
      { "SWIFTSUM_ISA" => value }, *emulator, RbConfig.ruby, "-I", File.expand_path("../lib", __dir__), "-e", report
    )
    raise "#{status}: #{messages}" unless status.success?

    output
  end

  # A set whose kernels and costs contradict each other is passed over, and the one before it used.
  it "names the instruction set to use" do
    Swiftsum.instruction_sets.each { |name| expect(report_with(name)).to eq name }
  end

  it "leaves the choice to the library where it is not set or empty: the best" do
    [nil, ""].each { |value| expect(report_with(value)).to eq Swiftsum.instruction_sets.last }
  end

  # What Linux says of the processor.
  it "may name each set that the processor has", if: File.exist?("/proc/cpuinfo") && RUBY_PLATFORM.include?("x86_64") do
    cpu = File.read("/proc/cpuinfo")
    flags = cpu[/^flags\s*: (.*)/, 1].split
    sse4 = %w[ssse3 sse4_1 sse4_2 popcnt pclmulqdq]
    avx2 = sse4 + %w[avx2 bmi1 bmi2]
    avx512 = avx2 + %w[avx512f avx512bw avx512vl avx512dq avx512_vnni vpclmulqdq gfni]
    needed = {
      "portable" => [], "sse4" => sse4, "sha" => %w[ssse3 sse4_1 sha_ni], "avx2" => avx2, "avx512" => avx512,
      "avx512sha" => avx512 + ["sha_ni"]
    }

    expect(Swiftsum.instruction_sets).to eq(needed.select { |_, instructions| (instructions - flags).empty? }.keys)
  end

  it "is refused where it is unknown, with a list of those that there are" do
    ["abacus", "AVX2", "avx", "portable ", "portable sse4"].each do |value|
      expect(report_with(value))
        .to eq "SWIFTSUM_ISA is #{value.inspect}; this machine has: #{Swiftsum.instruction_sets.join(', ')}"
    end
  end

  it "is refused where another machine has it, but this one has not", :slow, skip: Emulation.impediment do
    expect(report_with("avx2", *Emulation.of("Nehalem")))
      .to eq 'SWIFTSUM_ISA is "avx2"; this machine has: portable'
    expect(report_with("avx512", *Emulation.of("Haswell")))
      .to eq 'SWIFTSUM_ISA is "avx512"; this machine has: portable, sse4, avx2'
  end

  it "is refused through C by every function that takes an algorithm, while CRCs by value go on" do
    expect(run_c("instruction_set.c", environment: { "SWIFTSUM_ISA" => "abacus" }))
      .to eq "cbf43926 e3069283 #{Swiftsum.instruction_sets.join(' ')}\n"
  end
end
