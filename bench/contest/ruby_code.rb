# frozen_string_literal: true

module Contest
  # Ruby code that is repeated. It reads `string`.
  class RubyCode
    # Written out ten times, so that the loop itself costs next to nothing.
    LOOP = <<~RUBY
      proc do |string, calls|
        while (calls -= 10) >= 0
          %<ten_times>s
        end
        calls += 10
        while (calls -= 1) >= 0
          %<code>s
        end
      end
    RUBY
    ONCE = "proc { |string| %<code>s }"
    private_constant :LOOP, :ONCE

    attr_reader :name

    # @param name [String] also the code
    # @param string [String, Array<String>]
    def initialize(name, string:)
      @name = name
      @string = string
      @once = instance_eval(format(ONCE, code: name), __FILE__, __LINE__)
      @loop = instance_eval(format(LOOP, code: name, ten_times: "#{name}\n" * 10), __FILE__, __LINE__)
    end

    # (see NativeCall#prepare)
    def prepare
      seconds(1)
    end

    # @return [Float] that so many calls take
    def seconds(calls)
      start = now
      @loop.call(@string, calls)
      now - start
    end

    # @param length [Integer] of the digest, in bytes
    # @return [String] the digest, also where the code gives it as a number or in pieces
    def result(length)
      value = @once.call(@string)
      value.is_a?(Integer) ? [value].pack("Q>").byteslice(-length..) : [*value].join
    end

    private

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end
  end
end
