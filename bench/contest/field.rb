# frozen_string_literal: true

require_relative "../../lib/swiftsum"
require_relative "rates"

module Contest
  # Who competes in one contest, as data: an entrant's name, and what its kind of call is made from.
  #
  # algorithm::  what ours and the peers compute, by its name in the registry
  # ours::       a Hash of one
  # peers::      give the same result, or it is no contest
  # yardsticks:: do something else: a ceiling of the machine, or an algorithm whose speed everybody knows
  Field = Struct.new(:algorithm, :ours, :peers, :yardsticks) do
    def initialize(algorithm, ours, peers: {}, yardsticks: {})
      super(algorithm, ours, peers, yardsticks)
    end

    # @param names [Array<String>] of peers and yardsticks
    # @return [Field] ours against these
    def against(*names)
      Field.new(algorithm, ours, peers: peers.slice(*names), yardsticks: yardsticks.slice(*names))
    end

    # @param sizes [Array<#to_i>]
    # @yieldparam size [#to_i]
    # @yieldparam name [String] of an entrant
    # @yieldparam call [Object]
    # @yieldreturn [Object] the entrant, which has a `result`, too (see Rounds)
    # @return [Rates]
    # @raise [RuntimeError] if a peer's result is another than ours
    def rates(sizes, &entrant)
      Rates.new([*ours.keys, *peers.keys], sizes, yardsticks: yardsticks.keys) do |size|
        alike = entrants(ours.merge(peers), size, &entrant)
        compare(*alike)
        alike + entrants(yardsticks, size, &entrant)
      end
    end

    private

    def entrants(calls, size)
      calls.filter_map do |name, call|
        yield size, name, call
      rescue LoadError
        nil # Its row says so.
      end
    end

    def compare(first, *others)
      length = Swiftsum::Algorithm.fetch(algorithm).digest_length
      expected = first.result(length)
      others.each do |other|
        result = other.result(length)
        next if same?(result, expected)

        raise "#{algorithm}: #{first.name} gives #{expected.unpack1('H*')}, #{other.name} #{result.unpack1('H*')}"
      end
    end

    # A value that is returned can't be more than the last 64 bits, and some leave the final inversion to their caller.
    def same?(result, expected)
      return false if result.empty?

      expected = expected.byteslice(-result.bytesize..)
      [expected, expected.each_byte.map { |byte| byte ^ 0xff }.pack("C*")].include?(result)
    end
  end
end
