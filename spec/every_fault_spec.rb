# frozen_string_literal: true

require "fileutils"
require "tmpdir"
require_relative "support/abi"

# Each system call and each allocation of the library fails, one after another: the first ones of each task always, of
# those behind them a part that the seed chooses, or all of them (`rake faults`).
RSpec.describe "The library, where a call fails" do
  include ABI

  it "has for each file its digest or an error, and leaves nothing behind" do
    step = ENV.fetch("FAULT_STEP", "29")
    # A file system in memory, where there is one.
    Dir.mktmpdir(nil, File.writable?("/dev/shm") ? "/dev/shm" : nil) do |folder|
      report = run_c("every_fault.c", "-O1", "-pthread", arguments: [folder, step, RSpec.configuration.seed.to_s])

      expect(report).to match(/\A\d{4,} faults, 0 wrong\n\z/)
    end
  end
end
