# frozen_string_literal: true

require "rubygems/package"

require_relative "../support/bags"
require_relative "../support/ocfl_objects"

module Fuzz
  # The packages of folders, as the specifications build them.
  class Packages
    # What the modules ask of a group of specifications.
    def self.around; end
    def self.let(*); end

    include Bags

    # A bag of one file, all of whose manifests are written.
    def bag
      payload = { "a" => "hello\n", "b/c" => "x" * 100 }
      build(payload, algorithms: %w[sha256 md5], tags: { "bag-info.txt" => "Source: x\n" })
      tag_manifest("sha256")
      self
    end

    def self.gem
      File.write("demo.rb", "# demo\n" * 100)
      specification = Gem::Specification.new do |s|
        s.name = "demo"
        s.version = "1.0"
        s.summary = s.author = "demo"
        s.files = ["demo.rb"]
      end
      Gem::DefaultUserInteraction.use_ui(Gem::SilentUI.new) { Gem::Package.build(specification, true) }
    end
  end

  # The same of OCFL.
  class Objects < Packages
    include OCFLObjects

    def make
      build
      self
    end
  end
end
