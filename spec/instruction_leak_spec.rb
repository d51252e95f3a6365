# frozen_string_literal: true

require "rbconfig"

require_relative "support/disassembly"

# The compiler emits the language's runtime and generic specialisations in every module, as weak symbols of which the
# linker keeps any one. If it kept one that was compiled for AVX-512, every other CPU would die of it.
RSpec.describe "Instructions beyond the baseline",
               skip: ("this is not x86-64 Linux" unless RbConfig::CONFIG["arch"].match?(/x86_64-linux/)) do
  library = File.expand_path("../.build/release/libswiftsum.so", __dir__)

  # What the modules may use, as `platform_cpu_features` asks of a CPU before it gets their kernels.
  sse = %i[ssse3 sse41]
  sse4 = [*sse, :sse42, :popcnt, :pclmul]
  modules = { "SSE4" => sse4, "SHA" => [*sse, :sha], "AVX2" => [*sse4, :avx], "AVX512" => [*sse4, :avx, :avx512] }

  before(:context) { @functions = Disassembly.new(library).functions }

  attr_reader :functions

  # A specialisation for a module's own type has the module in its name, so no other module has one of that name.
  define_method(:module_of) { |name| modules.keys.find { |set| name.match?(/kernels(_fill_)?#{set}/i) } }

  define_method(:allowed) { |name| modules.fetch(module_of(name), []) }

  # One of our headers' or the compiler's that was not inlined: it bears the name of an instruction or of a vector, each
  # module has its own, and it counts as its callers'.
  def intrinsic?(name)
    name.match?(/\A(_?mm(256|512)?|u\d+x\d+)_/)
  end

  it "stand in the kernels of their instruction set only" do
    leaks = functions.reject { |function| intrinsic?(function.name) }.to_h do |function|
      [function.name, function.extensions - allowed(function.name)]
    end

    expect(leaks.reject { |_, extensions| extensions.empty? }).to eq({})
  end

  it "are reached by a call from nowhere else" do
    extensions = functions.to_h { |function| [function.name, function.extensions] }
    leaks = functions.to_h do |function|
      [function.name, function.callees.reject { |name| (extensions.fetch(name, []) - allowed(function.name)).empty? }]
    end

    expect(leaks.reject { |name, callees| intrinsic?(name) || callees.empty? }).to eq({})
  end

  it "are not in the language's runtime" do
    runtime = functions.select { |function| function.name.start_with?("swift_") }

    expect(runtime.map(&:name)).to include("swift_retain", "swift_release", "swift_allocObject")
    expect(runtime.flat_map(&:extensions)).to eq []
  end

  {
    "SSE4" => %i[ssse3 sse41 pclmul], "SHA" => %i[ssse3 sha], "AVX2" => %i[avx], "AVX512" => %i[avx avx512]
  }.each do |set, extensions|
    it "are seen where they are meant to be: #{set} has #{extensions.join(', ')}" do
      kernels = functions.select { |function| module_of(function.name) == set }

      expect(kernels.flat_map(&:extensions)).to include(*extensions)
    end
  end
end
