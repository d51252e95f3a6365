# frozen_string_literal: true

require_relative "library_files"

desc "Write down what the header promises to programs; stops if it breaks what it promised"
task :abi do
  require_relative "../spec/support/contract"
  header = Contract.of_header
  broken = File.exist?(Contract::PATH) ? header.broken(Contract.promised) : []
  abort "This breaks programs; raise SWIFTSUM_ABI_VERSION, or keep:\n#{broken.join("\n")}" unless broken.empty?
  File.write(Contract::PATH, header.lines.map { |line| "#{line}\n" }.join)
end

namespace :install do
  desc "Install library, header, and files for pkg-config and CMake: PREFIX (default /usr/local), DESTDIR"
  task :library do
    files = LibraryFiles.new(ENV.fetch("PREFIX", "/usr/local"), ENV.fetch("DESTDIR", ""))
    Rake::Task[:compile].invoke
    puts files.install
  rescue ArgumentError => e
    abort e.message
  end
end
