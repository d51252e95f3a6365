# frozen_string_literal: true

require "fileutils"
require "open3"

# C programs of spec/abi with the engine linked in, both compiled with a sanitizer: AddressSanitizer by the clang that
# comes with Swift, ThreadSanitizer by gcc, because that of Swift needs more of its runtime. Algorithms and kernels are
# as they ship: `.build/release` has them. The working directory must be the project's.
module Sanitized
  FOLDER = "tmp/trust"
  BUILD = ".build/release"
  # What libFuzzer is told by. Other programs do with it, so that there is one engine for both.
  COVERAGE = "-sanitize-coverage=edge,inline-8bit-counters,pc-table"
  # An input for each case: its digit, an algorithm, a step.
  SEEDS = "spec/fuzz/corpus/abi"
  private_constant :FOLDER, :BUILD, :COVERAGE, :SEEDS

  # What clang asks for in place of the functions of libc, which gcc's library watches themselves.
  TSAN_MEMORY = <<~C
    #include <string.h>
    void *__tsan_memcpy(void *to, const void *from, size_t count) { return memcpy(to, from, count); }
    void *__tsan_memmove(void *to, const void *from, size_t count) { return memmove(to, from, count); }
    void *__tsan_memset(void *to, int byte, size_t count) { return memset(to, byte, count); }
  C
  private_constant :TSAN_MEMORY

  module_function

  # Each gives the path of the program.

  def address(program)
    link(program, clang, "-fsanitize=address,undefined", objects: engine("address", COVERAGE))
  end

  def fuzzer(*flags)
    link("fuzz", clang, "-fsanitize=fuzzer,address,undefined", *flags, objects: engine("address", COVERAGE))
  end

  def threads(program)
    FileUtils.mkdir_p(FOLDER)
    File.write("#{FOLDER}/tsan_memory.c", TSAN_MEMORY)
    link(program, "gcc", "-fsanitize=thread", objects: ["#{FOLDER}/tsan_memory.c", *engine("thread")])
  end

  # With the library itself.
  def plain(program)
    library = File.expand_path("lib/swiftsum")
    link(program, "cc", objects: ["-L", library, "-lswiftsum", "-Wl,-rpath,#{library}"])
  end

  # libFuzzer ends with 2 GiB of memory, and counts what the process had that became this one by exec. With a shell
  # between, that is never Ruby.
  APART = ["sh", "-c", '"$@"; exit $?', "fuzzing"].freeze
  private_constant :APART

  # @return [Array] the environment and the command that give the fuzzer inputs for so many seconds
  def fuzzing(seconds, *flags)
    corpus = "#{FOLDER}/corpus"
    FileUtils.mkdir_p(corpus)
    # Loaded beside the one that is linked in, for its portable code.
    FileUtils.cp("lib/swiftsum/libswiftsum.so", "#{FOLDER}/portable.so")
    [{ "PORTABLE_LIBRARY" => File.expand_path("#{FOLDER}/portable.so"), "TREE" => make_tree }, *APART, fuzzer(*flags),
     "-max_total_time=#{seconds}", "-max_len=20000", "-len_control=0", "-artifact_prefix=#{FOLDER}/", corpus, SEEDS]
  end

  # The one that `fuzz_trees.h` knows.
  def make_tree
    root = File.expand_path("#{FOLDER}/tree")
    FileUtils.mkdir_p(["#{root}/a/b", "#{root}/d"])
    %w[a/.hidden a/b/c.txt e.txt x[1].c].each { |path| File.write("#{root}/#{path}", path) }
    FileUtils.ln_sf("a/b", "#{root}/link") unless File.symlink?("#{root}/link")
    root
  end

  def link(program, compiler, *flags, objects:)
    executable = "#{FOLDER}/#{[program, *flags].join.tr('=,', '-')}"
    run(compiler, "-g", "-O1", "-std=gnu11", "-w", *flags, "-I", "Sources/CSwiftsum", "-o", executable,
        "spec/abi/#{program}.c", *objects, "-ldl", "-lpthread")
    executable
  end

  # The objects of the library, those of the engine and the C boundary compiled with this sanitizer: a minute or two.
  def engine(sanitizer, *flags)
    folder = "#{FOLDER}/#{[sanitizer, *flags].join.tr('=,', '-')}"
    made = %w[Engine Swiftsum].map { |name| "#{folder}/#{name}.o" }
    sources = Dir["Sources/**/*.{swift,h}"]
    made_before = made.all? { |path| FileUtils.uptodate?(path, sources) }
    compile_engine(folder, "-sanitize=#{sanitizer}", *flags) unless made_before
    others = Dir["#{BUILD}/*.build/**/*.o"].grep_v(%r{/(?:Engine|Swiftsum)\.build/})
    made + others
  end

  def compile_engine(folder, *flags)
    FileUtils.mkdir_p(folder)
    FileUtils.cp(Dir["#{BUILD}/Modules/*.swiftmodule"], folder)
    %w[Engine Swiftsum].each do |name|
      maps = %w[CPlatform CSwiftsum].flat_map { |map| ["-Xcc", "-fmodule-map-file=Sources/#{map}/module.modulemap"] }
      run("swiftc", "-O", "-g", "-wmo", "-parse-as-library", "-swift-version", "6", *flags, *maps,
          "-enable-experimental-feature", "Embedded", "-Xcc", "-fPIC", "-I", folder, "-module-name", name,
          "-emit-module", "-emit-module-path", "#{folder}/#{name}.swiftmodule",
          "-c", *Dir["Sources/#{name}/**/*.swift"], "-o", "#{folder}/#{name}.o")
    end
  end

  def run(*command)
    output, status = Open3.capture2e(*command)
    raise "#{command.join(' ')}\n#{output}" unless status.success?
  end

  # The clang that comes with Swift: another has no fuzzer, or another version of the sanitizers.
  def clang
    File.join(File.dirname(File.realpath(`which swiftc`.chomp)), "clang")
  end
end
