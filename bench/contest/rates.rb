# frozen_string_literal: true

require_relative "rounds"

module Contest
  # How many GB per second each entrant reads, at each size. The first entrant is ours, then come peers, which give
  # the same result, and yardsticks, which do something else and give the figure a scale.
  class Rates
    attr_reader :names, :peers, :sizes

    # @param names [Array<String>] ours first, then the peers
    # @param sizes [Array<#to_i>] in bytes
    # @param yardsticks [Array<String>] names, too
    # @yieldparam size [#to_i]
    # @yieldreturn [Array] the entrants, less those that are not there
    def initialize(names, sizes, yardsticks: [])
      @peers = names.drop(1)
      @names = names + yardsticks
      @sizes = sizes
      @rounds = sizes.to_h { |size| [size, Rounds.new(yield(size))] }
    end

    # May be called again: the best turn counts.
    #
    # @param seconds [Numeric] for each size
    # @return [void]
    def measure(seconds)
      @rounds.each_value { |rounds| rounds.run(seconds) }
    end

    # @return [Float, nil] in GB per second; nil if there is no such entrant
    def of(name, size)
      seconds = @rounds.fetch(size).best[name] and size.to_i / seconds / 1e9
    end

    # @return [Float, nil] how many times as fast as the other entrant ours is
    def ratio(size, other)
      rate = of(other, size) and of(names.first, size) / rate
    end

    # @return [Float, nil] how many times as fast as the fastest peer ours is
    def ratio_to_best(size)
      peers.filter_map { |peer| ratio(size, peer) }.min
    end

    # @return [Hash{String => Hash{Object => Float}}] GB per second, by name and size
    def to_h
      names.to_h { |name| [name, figures { |size| of(name, size) }] }
    end

    # @return [Hash{String => Hash{Object => Float}}] of ours to each of the others
    def ratios
      names.drop(1).to_h { |name| [name, figures { |size| ratio(size, name) }] }
    end

    private

    def figures
      sizes.to_h { |size| [size, yield(size)&.round(3)] }
    end
  end
end
