# frozen_string_literal: true

require "tmpdir"
require_relative "trust/sanitized"

# The short form of `rake sanitize` and `rake fuzz:abi`.
RSpec.describe "The engine under AddressSanitizer", :slow do
  %w[ownership structures more_blocks].each do |program|
    it "gives #{program}.c nothing to complain of" do
      output, status = Open3.capture2e(Sanitized.address(program))

      expect(status).to be_success, output
    end
  end

  it "reads a batch of files without a complaint" do
    Dir.mktmpdir do |folder|
      60.times { |number| File.binwrite("#{folder}/#{number}", "x" * (number * 700)) }
      File.binwrite("#{folder}/long", "x" * 9_000_000)
      output, status = Open3.capture2e(Sanitized.address("batch"), folder)

      expect(status).to be_success, output
      expect(output.lines.size).to be >= 61
    end
  end

  it "takes what libFuzzer makes up, and answers as portable code does" do
    output, status = Open3.capture2e(*Sanitized.fuzzing(30), "-seed=#{RSpec.configuration.seed}")

    expect(status).to be_success, output
    expect(output[/Done (\d+) runs/, 1].to_i).to be > 1_000
  end

  it "is seen to fail by libFuzzer where a fault is planted" do
    # One of them; `rake fuzz:abi` has all.
    plant = RSpec.configuration.seed % 8
    output, status = Open3.capture2e(*Sanitized.fuzzing(60, "-DPLANT=#{plant}"))

    expect(status).not_to be_success
    expect(output).to include("not the same"), output
  end
end
