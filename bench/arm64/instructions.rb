# frozen_string_literal: true

require "open3"
require "tmpdir"

# How many instructions the arm64 library takes for each byte, with each instruction set, as a table: of one message,
# and, of what goes side by side in lanes, of each of sixteen. Counted by qemu, as the difference of 64 KiB and 32 KiB.
# It is not a time.
module ARM64Instructions
  ROOT = File.expand_path("../..", __dir__)
  SETS = %w[portable neon crc32 crypto sha3].freeze
  ONE_BY_ONE = %w[crc32 crc32c crc64nvme cksum adler32 xxh3_64 blake3].freeze
  SIDE_BY_SIDE = %w[md5 sha1 sha256 sha512 sha3_256 blake2b blake2s].freeze
  LENGTHS = [32_768, 65_536].freeze

  class << self
    # Prints it in Markdown.
    def print_table
      Dir.mktmpdir do |folder|
        prepare(folder)
        puts "| | messages | #{SETS.join(' | ')} |", "|---|---:|#{'---:|' * SETS.size}"
        ONE_BY_ONE.each { |algorithm| puts row(folder, algorithm, 1) }
        SIDE_BY_SIDE.product([1, 16]) { |algorithm, messages| puts row(folder, algorithm, messages) }
      end
    end

    private

    def prepare(folder)
      library = "#{folder}/libswiftsum.so.1"
      sh("#{ROOT}/bin/build-arm64", library)
      sh("aarch64-linux-gnu-gcc", "-O1", "-I", "#{ROOT}/Sources/CSwiftsum", "-o", "#{folder}/workload",
         "#{__dir__}/workload.c", "-L", folder, "-l:libswiftsum.so.1")
      sh("cc", "-O1", "-shared", "-fPIC", "-o", "#{folder}/instructions.so", "#{__dir__}/instructions.c")
    end

    def row(folder, algorithm, messages)
      figures = SETS.map do |set|
        shorter, longer = LENGTHS.map { |length| count(folder, set, algorithm, messages, length) }
        format("%.2f", (longer - shorter).fdiv((LENGTHS.last - LENGTHS.first) * messages))
      end
      "| #{algorithm} | #{messages} | #{figures.join(' | ')} |"
    end

    def count(folder, set, algorithm, messages, length)
      sh("qemu-aarch64", "-plugin", "#{folder}/instructions.so", "-cpu", "max", "-L", "/usr/aarch64-linux-gnu",
         "-E", "LD_LIBRARY_PATH=#{folder}", "-E", "SWIFTSUM_ISA=#{set}",
         "#{folder}/workload", algorithm, messages.to_s, length.to_s).to_i
    end

    def sh(*command)
      output, status = Open3.capture2e(*command)
      raise "#{command.join(' ')}: #{output}" unless status.success?

      output
    end
  end
end

ARM64Instructions.print_table
