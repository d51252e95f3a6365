# frozen_string_literal: true

require "open3"
require_relative "support/ruby_process"

# The short form of `rake trust:ruby`.
RSpec.describe "Work that is ended at a random moment" do
  it "leaves nothing behind, and was right until then" do
    program = File.expand_path("trust/interrupts.rb", __dir__)
    seed = RSpec.configuration.seed.to_s
    lines, status = Open3.capture2e("timeout", "100", *RubyProcess::COMMAND, program, "15", seed)

    expect(status).to be_success, "seed #{seed}: #{status} #{lines}"
  end
end
