# frozen_string_literal: true

# Has another thread run in the middle of a call, where Ruby may switch to it by itself: where a method returns.
module Switching
  # Runs `between` in another thread, which is there beforehand, at the nth return from a method that ours call.
  #
  # @return [Boolean] whether there are so many
  def switching(count, between, &call)
    go = Queue.new
    other = Thread.new { go.pop && between.call }
    at_return(count) { go.push(true).then { other.join } }.enable(target_thread: Thread.current, &call)
    !other.alive?
  ensure
    go << false
    other.join
  end

  # Yields once for each place where Ruby may switch, with the number that `switching` wants.
  #
  # @yieldreturn [Object, nil] nil if there is no such place
  # @return [Array] what the block returned
  def at_each_switch(&attempt)
    (1..).lazy.map(&attempt).take_while(&:itself).to_a
  end

  private

  def at_return(count)
    TracePoint.new(:return, :c_return) do |point|
      next unless point.path.include?("/lib/swiftsum") && !instruction?(point)

      yield if (count -= 1).zero?
    end
  end

  # What the interpreter does itself, unless it is traced: operators of numbers, and a few methods of what is a String
  # and nothing more.
  def instruction?(point)
    return true unless point.method_id.match?(/\w/)

    plain = point.self.instance_of?(String) && point.self.singleton_methods.empty?
    plain && %i[length empty?].include?(point.method_id)
  end
end
