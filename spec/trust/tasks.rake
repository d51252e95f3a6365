# frozen_string_literal: true

desc "Have each system call and each allocation of the library fail"
task :faults do
  sh({ "FAULT_STEP" => "1" }, "bundle", "exec", "rspec", "spec/every_fault_spec.rb")
end
