# frozen_string_literal: true

require_relative "gem_files"

# What RubyGems writes as the time of all files.
task :epoch do
  ENV["SOURCE_DATE_EPOCH"] ||= `git log -1 --format=%ct`.chomp
end

desc "Build the source gem into pkg"
task build: :epoch do
  mkdir_p "pkg", verbose: false
  puts GemFiles.build_source("pkg")
end

file GemFiles::LIBRARIES["aarch64-linux"] => FileList["bin/build-arm64", "Sources/**/*"] do |task|
  sh "bin/build-arm64", task.name
  sh "aarch64-linux-gnu-strip", "--strip-unneeded", task.name
end

namespace :gem do
  # Both libraries come from there: that for arm64 is cross-compiled.
  task :architecture do
    abort "gem:native builds both gems on x86-64 Linux only" unless RUBY_PLATFORM.start_with?("x86_64-linux")
  end

  desc "Build the gems that have the library inside, for Linux on x86-64 and arm64, into pkg"
  task native: [:architecture, :compile, :epoch, GemFiles::LIBRARIES["aarch64-linux"]] do
    mkdir_p "pkg", verbose: false
    GemFiles::LIBRARIES.each_key { |platform| puts GemFiles.build_native(platform, "pkg") }
  end

  desc "Install each gem in an empty place, and run the specifications there (as root, for 15 minutes)"
  task check: [:build, :native, "tmp/roots/bookworm-arm64"] do
    ENV["GEM_CHECK"] = "1"
    sh "rspec", "spec/native_gem_spec.rb", "spec/installed_gem_spec.rb"
  end
end
