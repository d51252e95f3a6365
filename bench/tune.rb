# frozen_string_literal: true

# What the kernels of each instruction set cost on this machine, in cycles for a block of one message, of each of two,
# and of one in each lane: a row for Sources/Engine/Kernels/Microarchitecture.swift, ready to be pasted. What costs
# within 5 % of what its module states is not in it.
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
require_relative "contest/stated_costs"

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

    # @return [Array<String>] a row's lines
    def row(sets)
      name = cpu.values_at("vendor", "cpu family", "model").join("_")
      ["    /// #{Contest::Machine.description[:processor]}. Measured, #{Time.now.strftime('%F')}.",
       "    private static let #{name} = Microarchitecture(",
       "        name: \"#{name}\", processors: [#{models}],",
       "        costs: [", *sets.flat_map { |set, families| lines(set, families) }, "        ])"]
    end

    private

    VENDORS = { "AuthenticAMD" => "amd", "GenuineIntel" => "intel" }.freeze
    private_constant :VENDORS

    def cpu
      facts = File.read("/proc/cpuinfo").scan(/^(vendor_id|cpu family|model)\s*: (.*)$/).to_h
      facts.merge("vendor" => VENDORS.fetch(facts["vendor_id"], "other"))
    rescue Errno::ENOENT
      { "vendor" => "other" }
    end

    def models
      return if cpu["vendor"] == "other"

      model = cpu["model"]
      "CPUModels(PLATFORM_#{cpu['vendor'].upcase}, #{cpu['cpu family']}, #{model}...#{model})"
    end

    def lines(set, families)
      stated = Contest::StatedCosts.of(set)
      families.filter_map do |family, cycles|
        costs = by_own_kernels(cycles).filter_map { |way, measured| cost(way, measured, stated[[family, way]]) }
        "            KernelCost(\"#{set}\", .#{family}, #{costs.join(', ')})," unless costs.empty?
      end
    end

    # Many messages that take no less than one or two by themselves did not go through lanes.
    def by_own_kernels(cycles)
      cycles[:many] < 0.9 * cycles.values_at(:one, :pair).min ? cycles : cycles.except(:many)
    end

    def cost(way, cycles, stated)
      return unless stated

      measured = cycles * stated.lanes
      "#{way}: #{measured.round}" unless measured.between?(0.95 * stated.cycles, 1.05 * stated.cycles)
    end

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
  end
end

if ARGV == ["measure"]
  puts JSON.generate(Tune.measure)
else
  puts "// In use are the kernels for #{Swiftsum.microarchitecture}.", Tune.row(Tune.measure_sets)
end
