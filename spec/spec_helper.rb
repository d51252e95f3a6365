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

  # What is alive and has no owner is lost. Some owners outlive the collection: the class of a CRC that was defined,
  # and whatever something on a stack looks like a reference to.
  config.after(:suite) do
    Thread.new { GC.start }.join
    owned = ObjectSpace.each_object(Swiftsum::Native::OwnedPointer).count { |pointer| !pointer.released? }
    alive = Swiftsum.live_objects - owned
    raise "#{alive} native objects were never released" if alive.positive?
  end
end
