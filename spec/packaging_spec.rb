# frozen_string_literal: true

require "fileutils"
require "rubygems"

RSpec.describe "The gem's specification" do
  root = File.expand_path("..", __dir__)
  specification = Gem::Specification.load(File.join(root, "swiftsum.gemspec"))
  files = specification.files

  it "has what a gem's page shows" do
    expect(specification).to have_attributes(license: "MIT", summary: /\S/, description: /\S/, authors: [/\S/])
    expect(specification.required_ruby_version).to eq Gem::Requirement.new(">= 3.1")
    expect(files).to include(*specification.extra_rdoc_files, "docs/cli.md", "LICENSE", ".yardopts")
  end

  it "has the sources of the library, and neither the library nor tests" do
    expect(files).to include "Package.swift", "Sources/CSwiftsum/swiftsum.h", "ext/swiftsum/extconf.rb"
    expect(files.grep(%r{\Aspec/|\.(?:so|dylib)\b|\A(?:bin|tmp|pkg)/|\A\.build})).to eq []
  end

  it "has all that the library is made of" do
    made_here = /\.so(?:\.\d+)?\z|\.dylib\z|swiftsum\.h\z/

    expect(files).to include(*Dir.glob("{lib,sig}/**/*.*", base: root).grep_v(made_here))
  end

  it "has nothing that Python writes beside an example" do
    folder = File.join(root, "examples/python/__pycache__")
    there = Dir.exist?(folder)
    FileUtils.mkdir_p(folder)
    File.write(File.join(folder, "specified.pyc"), "")
    path = File.join(root, "swiftsum.gemspec")

    expect(TOPLEVEL_BINDING.eval(File.read(path), path).files.grep(/pyc/)).to eq []
  ensure
    there ? FileUtils.rm_f(File.join(folder, "specified.pyc")) : FileUtils.rm_rf(folder)
  end

  def links(document)
    text = File.read(File.expand_path("../#{document}", __dir__)).gsub(/^```.*?^```/m, "")
    links = text.scan(/\]\(([^)\s]+)\)/).flatten.grep_v(/\Ahttps?:|\A#/)
    links.map { |link| File.expand_path("/#{File.dirname(document)}/#{link[/\A[^#]*/]}").delete_prefix("/") }
  end

  files.grep(/\.md\z/).each do |document|
    it "has what #{document} links to" do
      missing = links(document).reject { |link| files.any? { |file| file == link || file.start_with?("#{link}/") } }

      expect(missing).to eq []
    end
  end
end
