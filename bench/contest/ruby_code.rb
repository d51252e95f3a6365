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
    private_constant :LOOP

    attr_reader :name

    # @param name [String] also the code
    # @param string [String]
    def initialize(name, string:)
      @name = name
      @string = string
      @loop = instance_eval(format(LOOP, code: name, ten_times: "#{name}\n" * 10), __FILE__, __LINE__)
    end

    # (see NativeCall#prepare)
    def prepare
      seconds(1)
    end

    # @return [Float] that so many calls take, as far as the processor spends them on this thread
    def seconds(calls)
      start = now
      @loop.call(@string, calls)
      now - start
    end

    private

    def now
      Process.clock_gettime(Process::CLOCK_THREAD_CPUTIME_ID)
    end
  end
end
