# frozen_string_literal: true

require_relative "rounds"

module Contest
  # How many GB per second each entrant reads, at each size. The first entrant is ours, the others are peers.
  class Rates
    attr_reader :names, :sizes

    # @param names [Array<String>]
    # @param sizes [Array<Integer>] in bytes
    # @yieldparam size [Integer]
    # @yieldreturn [Array] the entrants, less those that are not there
    def initialize(names, sizes)
      @names = names
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

    # @return [Array<String>]
    def peers
      names.drop(1)
    end

    # @return [Float, nil] in GB per second; nil if there is no such entrant
    def of(name, size)
      seconds = @rounds.fetch(size).best[name] and size / seconds / 1e9
    end

    # @return [Float, nil] how many times as fast as the peer ours is
    def ratio(size, peer)
      rate = of(peer, size) and of(names.first, size) / rate
    end

    # @return [Float, nil] how many times as fast as the fastest peer ours is
    def ratio_to_best(size)
      peers.filter_map { |peer| ratio(size, peer) }.min
    end

    # @return [Hash{String => Hash{Integer => Float}}]
    def to_h
      names.to_h { |name| [name, sizes.to_h { |size| [size, of(name, size)&.round(3)] }] }
    end
  end
end
