# frozen_string_literal: true

# Specifications in other releases of Debian, each in a folder to which `chroot` goes. They take root's permissions,
# debootstrap, and once the network, so that they are no part of `rake spec`.

roots = "tmp/roots"

packages_of = {
  "bullseye" => %w[gcc libc6-dev],
  "trixie" => %w[b3sum g++ libxxhash0 openssl python3 rake ruby ruby-ffi ruby-progressbar ruby-rspec xxhash]
}

packages_of.each do |suite, packages|
  file "#{roots}/#{suite}" do |task|
    # Under its own name it is complete.
    part = "#{task.name}.part"
    rm_rf part
    mkdir_p roots
    sh "debootstrap", "--variant=minbase", "--include=#{packages.join(',')}", suite, part
    mv part, task.name
  end
end

# What builds the library or looks at its objects, reads the repository, or takes an hour.
elsewhere = %w[arm64 conformance debian11 first_call huge_input installed_gem instruction_leak makefile musl native_gem
               readme setup signatures tidy]

namespace :spec do
  desc "Run the library in C programs of Debian 11 (glibc 2.31)"
  task debian11: [:compile, "#{roots}/bullseye"] do
    ENV["DEBIAN_11"] = "#{roots}/bullseye"
    sh "rspec", "spec/debian11_spec.rb"
  end

  desc "Run the specifications with Debian 13's Ruby 3.3 and ffi 1.17"
  task debian13: [:compile, "#{roots}/trixie"] do
    specifications = FileList["spec/**/*_spec.rb"].exclude(*elsewhere.map { |name| "spec/#{name}_spec.rb" })
    sh "bin/in-root", "#{roots}/trixie", "rspec", *specifications
  end
end
