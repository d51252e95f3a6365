# frozen_string_literal: true

desc "Have each system call and each allocation of the library fail"
task :faults do
  sh({ "FAULT_STEP" => "1" }, "bundle", "exec", "rspec", "spec/every_fault_spec.rb")
end

desc "Read 500 files 2,000 times, abandon 100,000 Enumerators, fail 100,000 times, and see whether memory stays flat"
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

namespace :fuzz do
  desc "Give libFuzzer's inputs to the C ABI, with AddressSanitizer in the engine: SECONDS=60"
  task abi: :compile do
    require_relative "sanitized"
    # Each comparison has a planted fault at first, which must be found.
    8.times do |number|
      _, status = Open3.capture2e(*Sanitized.fuzzing(60, "-DPLANT=#{number}"))
      raise "the planted fault #{number} was not found" if status.success?
    end
    sh(*Sanitized.fuzzing(ENV.fetch("SECONDS", "60")))
  end
end

desc "Run C programs with AddressSanitizer and ThreadSanitizer in the engine, and the library by valgrind"
task sanitize: :compile do
  require_relative "sanitized"
  require "tmpdir"
  %w[ownership structures more_blocks].each do |program|
    sh Sanitized.address(program)
    sh({ "SWIFTSUM_ISA" => "avx2" }, "valgrind", "-q", "--error-exitcode=1", Sanitized.plain(program))
  end
  Dir.mktmpdir do |folder|
    400.times { |number| File.binwrite("#{folder}/#{number}", "x" * (number * 700)) }
    File.binwrite("#{folder}/long", "x" * 9_000_000)
    [Sanitized.address("batch"), Sanitized.threads("batch")].each { |batch| sh "#{batch} #{folder} > /dev/null" }
  end
end

namespace :trust do
  desc "End updates and audits at random moments, by kill -9 and by Ctrl-C: TIMES=200 each"
  task :killed do
    ruby "-W0", "-Ilib", "spec/trust/killed.rb", ENV.fetch("TIMES", "200"), Random.rand(100_000).to_s
  end

  desc "Say how much memory commands take over lists of 1,000,000 files, and over a line of 1 GB: COUNT=…"
  task :memory do
    ruby "-W0", "-Ilib", "spec/trust/many_entries.rb", ENV.fetch("COUNT", "1000000")
  end

  desc "Verify manifests that were damaged at random, of each format: MUTATIONS=100000"
  task :manifests do
    sh({ "MUTATIONS" => ENV.fetch("MUTATIONS", "100000") }, "bundle", "exec", "rspec", "spec/manifest/mutation_spec.rb")
  end
end

# What runs other languages' programs, or takes long, reaches no other lines of Ruby.
FOREIGN_SPECIFICATIONS = FileList[
  "spec/{abi,debian11,debian13,every_fault,examples,faults,first_call,header,installed_library}_spec.rb",
  "spec/{instruction_leak,instruction_set,library,makefile,musl,native_gem,packaging,platform,rfc}_spec.rb",
  "spec/{sanitized,setup,signatures,tidy}_spec.rb"
]

desc "Say which lines of lib/ the specifications do not reach: ONLY=spec/foo_spec.rb,…"
task :coverage do
  require "tmpdir"
  recorder = File.expand_path("spec/trust/covered_lines.rb")
  all = FileList["spec/**/*_spec.rb"] - LONG_SPECIFICATIONS - FOREIGN_SPECIFICATIONS
  Dir.mktmpdir do |folder|
    # Some processes are nobody's.
    File.chmod(0o777, folder)
    options = [*ENV.fetch("RUBYOPT", nil), "-r#{recorder}"].join(" ")
    system({ "COVERED_LINES" => folder, "RUBYOPT" => options }, "rspec", *(ENV["ONLY"]&.split(",") || all))
    require recorder
    unreached, percent = CoveredLines.unreached(folder)
    unreached.each { |path, lines| puts "lib/#{path}: #{lines.join(' ')}" }
    puts format("%.2f %% of the lines of lib/ were reached", percent)
  end
end
