# frozen_string_literal: true

require "fileutils"
require "open3"
require "tmpdir"
require_relative "abi"

# The library and C programs for arm64, cross-compiled once in a process, and run by qemu's emulation of a processor.
module ARM64
  ROOT = File.expand_path("../..", __dir__)
  TOOLS = %w[aarch64-linux-gnu-gcc qemu-aarch64 swiftc].freeze
  # A processor with every instruction that qemu knows.
  EVERYTHING = "max"

  class << self
    # @return [Array<String>] what is needed and not there
    def missing
      folders = ENV.fetch("PATH").split(":")
      missing = TOOLS.reject { |tool| folders.any? { |folder| File.executable?("#{folder}/#{tool}") } }
      missing << "an x86-64 Linux machine" unless RUBY_PLATFORM.start_with?("x86_64-linux")
      missing
    end

    # @return [String] the path of the library, which is there until the process ends
    def library
      @library ||= File.join(folder, "libswiftsum.so.1").tap { |path| sh(File.join(ROOT, "bin/build-arm64"), path) }
    end

    # Runs a program of spec/abi.
    # @param cpu [String] a model that qemu knows
    # @param environment [Hash] of the emulated process
    # @return [String] what it prints
    def run(program, *arguments, cpu: EVERYTHING, environment: {})
      variables = { "LD_LIBRARY_PATH" => File.dirname(library), **environment }
      sh("qemu-aarch64", "-cpu", cpu, "-L", "/usr/aarch64-linux-gnu",
         *variables.flat_map { |name, value| ["-E", "#{name}=#{value}"] }, compiled(program), *arguments)
    end

    # @return [String] the path of a shared object of spec/abi
    def preloaded(program)
      File.join(folder, "#{program}.so").tap { |path| compile("-shared", "-fPIC", "-o", path, source(program)) }
    end

    private

    def folder
      @folder ||= Dir.mktmpdir.tap { |folder| at_exit { FileUtils.rm_rf(folder) } }
    end

    def compiled(program)
      @compiled ||= {}
      @compiled[program] ||= File.join(folder, program).tap do |path|
        compile("-I", "#{ROOT}/Sources/CSwiftsum", "-o", path, source(program), "-pthread",
                "-L", File.dirname(library), "-l:libswiftsum.so.1")
      end
    end

    def source(program)
      File.join(ABI::PROGRAMS, "#{program}.c")
    end

    def compile(*arguments)
      sh("aarch64-linux-gnu-gcc", "-std=gnu11", "-O1", *arguments)
    end

    def sh(*command)
      output, status = Open3.capture2e(*command)
      raise "#{command.first}: #{output}" unless status.success?

      output
    end
  end
end
