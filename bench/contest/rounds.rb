# frozen_string_literal: true

module Contest
  # Entrants take turns, round after round, so that whatever else the machine does meets all of them alike. An
  # entrant has a `name`, can `prepare` for a turn, and tells how many `seconds` a number of calls takes.
  class Rounds
    # In seconds: many calls, but so short that some turns of each entrant are left alone.
    TURN = 0.001

    FEWEST = 2
    private_constant :TURN, :FEWEST

    # @return [Hash{String => Float}] by the entrant's name: the seconds of one call, in its best turn
    attr_reader :best

    def initialize(entrants)
      @calls = entrants.to_h { |entrant| [entrant, calls_of_a_turn(entrant)] }
      @best = entrants.to_h { |entrant| [entrant.name, Float::INFINITY] }
      @rounds = 0
    end

    # May be called again: the best turn counts.
    #
    # @param seconds [Numeric] that the rounds go on for
    # @return [self]
    def run(seconds)
      finish = now + seconds
      round until now >= finish && @rounds >= FEWEST
      self
    end

    private

    # Each in an order of its own, as what ran before decides what the caches hold.
    def round
      @rounds += 1
      @calls.to_a.shuffle.each do |entrant, calls|
        entrant.prepare
        @best[entrant.name] = [@best[entrant.name], entrant.seconds(calls) / calls].min
      end
    end

    def calls_of_a_turn(entrant)
      entrant.prepare
      calls = 1
      calls *= 2 until entrant.seconds(calls) > TURN
      calls
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end
  end
end
