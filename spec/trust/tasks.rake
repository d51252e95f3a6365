# frozen_string_literal: true

desc "Have each system call and each allocation of the library fail"
task :faults do
  sh({ "FAULT_STEP" => "1" }, "bundle", "exec", "rspec", "spec/every_fault_spec.rb")
end

desc "Read 1,000,000 files, abandon 100,000 Enumerators, fail 100,000 times, and see whether memory stays flat"
task :leaks do
  ruby "-Ilib", "spec/trust/leaks.rb", "1000000", "100000"
end
