# frozen_string_literal: true

if ENV["COVERAGE"]
  require "simplecov"
  SimpleCov.start { add_filter "/spec/" }
end

require "swiftsum"

RSpec.configure do |config|
  config.disable_monkey_patching!
  config.order = :random
  Kernel.srand config.seed
  config.expect_with(:rspec) { |expectations| expectations.max_formatted_output_length = 1_000 }

  # What is alive now has lost its owner. A new thread has nothing on its stack that could still be one; the stacks of
  # those that ended are given up by the first collection only.
  config.after(:suite) do
    2.times { Thread.new { GC.start }.join }
    # A CRC that was defined keeps one for as long as its class lives.
    alive = Swiftsum.live_objects - ObjectSpace.each_object(Swiftsum::Native::CRCHasher).count
    raise "#{alive} native objects were never released" unless alive.zero?
  end
end
