# frozen_string_literal: true

# What the kernels of each instruction set cost on this machine, in cycles for a block of one message, of each of two,
# and of one in each lane: a row for Sources/Engine/Kernels/Microarchitecture.swift, ready to be pasted.
#
#   ruby bench/tune.rb

require "json"
require "open3"
require "rbconfig"

require_relative "../lib/swiftsum"
require_relative "contest/calls"
require_relative "contest/cycle"
require_relative "contest/machine"
require_relative "contest/native_call"
require_relative "contest/rounds"

# Measures kernels.
module Tune
  # The families as Swift names them, and an algorithm of each.
  FAMILIES = {
    md5: "md5", sha1: "sha1", sha256: "sha256", sha512: "sha512", keccak: "sha3_256", blake2b: "blake2b",
    blake2s: "blake2s", blake3: "blake3"
  }.freeze
  # A single chunk of BLAKE3, which would fill the lanes by itself; of others so much that the padding hardly counts.
  BYTES = Hash.new(16 << 10).merge("blake3" => 1 << 10).freeze

  # How many messages. The most are enough for the lanes of any kernel.
  WAYS = { one: 1, pair: 2, many: 32 }.freeze

  # How many lanes the kernels of a set have, for words of 32 bits and of 64; for MD5 it is twice as many from AVX2 on.
  LANES = {
    "portable" => [4], "sse4" => [4], "sha" => [4], "avx2" => [8, 4], "avx512" => [16, 8], "avx512sha" => [8]
  }.freeze
  # Those that have a kernel for two.
  PAIRS = { "sha" => %i[sha1 sha256] }.freeze
  WIDE = %i[sha512 keccak blake2b].freeze

  # Its row corrects nothing, so that each set uses what it has.
  PLAIN = "zen4"

  SECONDS = 0.1
  PASSES = 3

  class << self
    # @return [Hash{Symbol => Hash}] by family and way: cycles for a block of each message, with the set in use
    def measure
      Contest::Cycle.measure
      FAMILIES.transform_values do |algorithm|
        WAYS.transform_values { |count| cycles(algorithm, count) }
      end
    end

    # The same in a process for each set, which take turns; the best counts.
    #
    # @return [Hash{String => Hash}] by the set's name
    def measure_sets
      passes = Array.new(PASSES) { Swiftsum.instruction_sets.to_h { |set| [set, measure_in_process(set)] } }
      passes.inject { |best, pass| least(best, pass) }
    end

    # @return [Array<String>] a line for each kernel that a set has over the sets before
    def row(sets)
      before = FAMILIES.transform_values { WAYS.transform_values { Float::INFINITY } }
      sets.flat_map do |set, families|
        families.filter_map do |family, cycles|
          changed = cycles.any? { |way, figure| ((figure / before[family][way]) - 1).abs > 0.03 }
          before[family] = cycles
          line(set, family, cycles) if changed
        end
      end
    end

    private

    def cycles(algorithm, count)
      bytes = BYTES[algorithm]
      blocks = count * bytes / Swiftsum::Algorithm.fetch(algorithm).block_length
      rounds = Contest::Rounds.new([call(algorithm, count, bytes)]).run(SECONDS)
      Contest::Cycle.measure
      rounds.best.values.first / blocks / Contest::Cycle.seconds
    end

    def call(algorithm, count, bytes)
      arguments = [algorithm, Contest::Calls::SWIFTSUM, "swiftsum_digest_all", Contest::Calls.number(algorithm),
                   :inputs, :lengths, :count, :output, :capacity, 1]
      arguments = [algorithm, *Contest::Calls.swiftsum(algorithm)] if count == 1
      Contest::NativeCall.new(*arguments, count:, length: bytes, **memory(count, bytes))
    end

    def memory(count, bytes)
      distance = bytes + 16
      input = FFI::MemoryPointer.new(count * distance).put_bytes(0, Random.bytes(count * distance))
      output = FFI::MemoryPointer.new(count * 64)
      { input:, output:, capacity: output.size, inputs: words(count) { |index| input.address + (index * distance) },
        lengths: words(count) { bytes } }
    end

    def words(count, &word)
      FFI::MemoryPointer.new(:uint64, count).write_array_of_uint64(Array.new(count, &word))
    end

    def measure_in_process(set)
      environment = { "SWIFTSUM_ISA" => set }
      environment["SWIFTSUM_CPU"] = PLAIN if Swiftsum.microarchitectures.include?(PLAIN)
      output, status = Open3.capture2(environment, RbConfig.ruby, __FILE__, "measure")
      abort "tune: #{set}: #{status}" unless status.success?

      JSON.parse(output, symbolize_names: true)
    end

    def least(best, pass)
      return [best, pass].min if best.is_a?(Numeric)

      best.merge(pass) { |_, one, other| least(one, other) }
    end

    # What is no faster than the way before has no kernel of its own.
    def line(set, family, cycles)
      one, pair, many = cycles.values_at(*WAYS.keys)
      costs = { one:, pair: (2 * pair if PAIRS.fetch(set, []).include?(family)) }
      costs[:many] = lanes(set, family) * many if many < 0.9 * [one, pair].min
      costs = costs.compact
      "KernelCost(\"#{set}\", .#{family}, #{costs.map { |way, cost| "#{way}: #{cost.round}" }.join(', ')}),"
    end

    def lanes(set, family)
      lanes = LANES.fetch(set, [])[WIDE.include?(family) ? 1 : 0] || 1
      family == :md5 && lanes > 4 ? 2 * lanes : lanes
    end
  end
end

if ARGV == ["measure"]
  puts JSON.generate(Tune.measure)
else
  puts "// #{Contest::Machine.description[:processor]}, #{Time.now.strftime('%F')}; in use are the kernels for " \
       "#{Swiftsum.microarchitecture}", Tune.row(Tune.measure_sets)
end
