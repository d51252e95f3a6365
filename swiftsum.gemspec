# frozen_string_literal: true

require_relative "lib/swiftsum/version"

Gem::Specification.new do |spec|
  spec.name = "swiftsum"
  spec.version = Swiftsum::VERSION
  spec.authors = ["The Swiftsum authors"]
  spec.license = "MIT"
  spec.summary = "Checksums and digests of memory and files at the speed of the machine"
  spec.description = <<~DESCRIPTION
    CRCs, xxHash, MD5, SHA-1, SHA-2, SHA-3, RIPEMD-160, SM3, BLAKE2 and BLAKE3 for Ruby, computed by a small Swift library that
    uses the best instructions the CPU has: classes that behave as Ruby's Digest does, files hashed by any number of
    algorithms in one read, checksum files written and verified from Ruby, Rake, RSpec and the command line.
  DESCRIPTION

  # With the documents, and what they link to.
  spec.files = Dir.glob(
    %w[
      .yardopts CHANGELOG.md CONTRIBUTING.md LICENSE README.md SECURITY.md docs/*.{json,md,svg} docs/notes/*.md
      examples/**/* bench/**/*.{c,rb} completions/* man/*
      Package.swift Sources/**/* ext/**/*.rb exe/* lib/**/*.{css,html,js,rb} sig/**/*.rbs
    ],
    base: __dir__
  ).select { |path| File.file?(File.join(__dir__, path)) && !path.include?("__pycache__/") }
  spec.extra_rdoc_files = %w[README.md CHANGELOG.md LICENSE]
  spec.rdoc_options = %w[--main README.md]
  spec.bindir = "exe"
  spec.executables = ["swiftsum"]
  spec.extensions = ["ext/swiftsum/extconf.rb"]

  spec.required_ruby_version = ">= 3.1"
  spec.add_dependency "ffi", "~> 1.15"

  spec.metadata["rubygems_mfa_required"] = "true"
end
