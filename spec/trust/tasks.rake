# frozen_string_literal: true

desc "Have each system call and each allocation of the library fail"
task :faults do
  sh({ "FAULT_STEP" => "1" }, "bundle", "exec", "rspec", "spec/every_fault_spec.rb")
end

desc "Read 1,000,000 files, abandon 100,000 Enumerators, fail 100,000 times, and see whether memory stays flat"
task :leaks do
  ruby "-Ilib", "spec/trust/leaks.rb", "1000000", "100000"
end

namespace :trust do
  desc "End work in Ruby at 1,000 random moments"
  task :ruby do
    ruby "-W0", "-Ilib", "spec/trust/interrupts.rb", "1000", Random.rand(100_000).to_s
  end
end

desc "Give damaged texts to all that reads texts of strangers: SECONDS=60, SEED=…"
task :fuzz do
  seed = ENV.fetch("SEED") { Random.rand(1 << 32).to_s }
  ruby "-W0", "-Ilib", "spec/fuzz/run.rb", ENV.fetch("SECONDS", "60"), seed
end
