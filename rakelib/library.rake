# frozen_string_literal: true

require_relative "library_files"

namespace :install do
  desc "Install library, header, and files for pkg-config and CMake: PREFIX (default /usr/local), DESTDIR"
  task library: :compile do
    puts LibraryFiles.new(ENV.fetch("PREFIX", "/usr/local"), ENV.fetch("DESTDIR", "")).install
  end
end
