# frozen_string_literal: true

require "rbconfig"

require_relative "support/disassembly"

# The compiler emits the language's runtime and generic specialisations in every module, as weak symbols of which the
# linker keeps any one. If it kept one that was compiled for AVX-512, every other CPU would die of it.
RSpec.describe "Instructions beyond the baseline",
               skip: ("this is not x86-64 Linux" unless RbConfig::CONFIG["arch"].match?(/x86_64-linux/)) do
  library = File.expand_path("../.build/release/libswiftsum.so", __dir__)

  # What the modules may use, as `platform_cpu_features` asks of a CPU before it gets their kernels. Of two names of
  # which one begins as the other, the longer comes first.
  sse = %i[ssse3 sse41]
  sse4 = [*sse, :sse42, :popcnt, :pclmul]
  avx512 = [*sse4, :avx, :avx512, :gfni]
  modules = {
    "SSE4" => sse4, "SHA" => [*sse, :sha], "AVX2" => [*sse4, :avx], "AVX512SHA" => [*avx512, :sha], "AVX512" => avx512
  }

  before(:context) { @functions = Disassembly.new(library).functions.to_h { |function| [function.address, function] } }

  def functions
    @functions.values
  end

  # A specialisation for a module's own type has the module in its name, so no other module has one of that name.
  define_method(:module_of) { |name| modules.keys.find { |set| name.match?(/kernels(_fill_)?#{set}/i) } }

  def leaks
    checked = functions.reject { |function| of_header?(function) }
    leaks = checked.to_h { |function| [function.name, yield(function) - allowed(function.name)] }
    leaks.reject { |_, extensions| extensions.empty? }
  end

  define_method(:allowed) { |name| modules.fetch(module_of(name), []) }

  # A C function that was not inlined. It is static: each module has its own, which counts as part of its callers.
  def of_header?(function)
    function.name.match?(/\A(?:_?mm\d*|u\d+x\d+|platform)_/)
  end

  def with_callees(function)
    callees = @functions.values_at(*function.callees).compact - [function]
    function.extensions | callees.flat_map { |callee| of_header?(callee) ? with_callees(callee) : callee.extensions }
  end

  it "stand in the kernels of their instruction set only" do
    expect(leaks(&:extensions)).to eq({})
  end

  it "are reached by a call from nowhere else" do
    expect(leaks { |function| with_callees(function) }).to eq({})
  end

  it "are not in the language's runtime" do
    runtime = functions.select { |function| function.name.start_with?("swift_") }

    expect(runtime.map(&:name)).to include("swift_retain", "swift_release", "swift_allocObject")
    expect(runtime.flat_map(&:extensions)).to eq []
  end

  {
    "SSE4" => %i[ssse3 sse41 pclmul], "SHA" => %i[ssse3 sha], "AVX2" => %i[avx], "AVX512" => %i[avx avx512 gfni],
    "AVX512SHA" => %i[avx avx512 sha]
  }.each do |set, extensions|
    it "are seen where they are meant to be: #{set} has #{extensions.join(', ')}" do
      kernels = functions.select { |function| module_of(function.name) == set }

      expect(kernels.flat_map(&:extensions)).to include(*extensions)
    end
  end
end
