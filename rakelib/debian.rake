# frozen_string_literal: true

# Specifications in other releases of Debian, each in a folder to which `chroot` goes. They take root's permissions,
# debootstrap, and once the network, so that `rake spec` has a part of one only (debian13_spec).

require_relative "../spec/support/specifications"

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

# arm64, whose programs this machine can't run, those that set the packages up included.
file "#{roots}/bookworm-arm64" do |task|
  part = "#{task.name}.part"
  rm_rf part
  mkdir_p roots
  sh "debootstrap", "--foreign", "--variant=minbase", "--arch=arm64", "--include=ruby,ruby-ffi,ruby-rspec",
     "bookworm", part
  FileList["#{part}/var/cache/apt/archives/*.deb"].each { |package| sh "dpkg", "-x", package, part, verbose: false }
  mv part, task.name
end

namespace :spec do
  desc "Run the library in C programs of Debian 11 (glibc 2.31)"
  task debian11: [:compile, "#{roots}/bullseye"] do
    ENV["DEBIAN_11"] = "#{roots}/bullseye"
    sh "rspec", "spec/debian11_spec.rb"
  end

  desc "Run the specifications with Debian 13's Ruby 3.3 and ffi 1.17"
  task debian13: [:compile, "#{roots}/trixie"] do
    sh "bin/in-root", "#{roots}/trixie", "rspec", *Specifications.anywhere
  end
end
