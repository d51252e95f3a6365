# frozen_string_literal: true

require "fileutils"
require "timeout"

# Bags in the folder `bag`, written by RFC 8493: nothing of them comes from what is tested, but for the digests.
module Bags
  # Nothing may hang: not for a FIFO, not for a line without an end.
  def self.included(group)
    group.around { |example| Timeout.timeout(60) { example.run } }
    group.let(:bag) { Swiftsum::Bag.new("bag") }
  end

  def build(payload = { "a" => "hello\n", "b/c" => "" }, version: "1.0", algorithms: %w[sha512], tags: {})
    FileUtils.rm_rf("bag")
    payload.each { |name, text| store("data/#{name}", text) }
    FileUtils.mkdir_p("bag/data")
    store("bagit.txt", "BagIt-Version: #{version}\nTag-File-Character-Encoding: UTF-8\n")
    tags.each { |name, text| store(name, text) }
    algorithms.each do |algorithm|
      store("manifest-#{algorithm}.txt", payload.map { |name, text| line(algorithm, text, "data/#{name}") }.join)
    end
  end

  def store(name, text)
    path = File.join("bag", name)
    FileUtils.mkdir_p(File.dirname(path))
    File.binwrite(path, text)
  end

  def line(algorithm, text, path)
    "#{Swiftsum.hexdigest(algorithm, text)}  #{path}\n"
  end

  def tag_manifest(algorithm = "sha512", except: [])
    names = Dir.children("bag").grep_v(/\Atagmanifest|\Adata\z/) - except
    store("tagmanifest-#{algorithm}.txt",
          names.sort.map { |name| line(algorithm, File.binread("bag/#{name}"), name) }.join)
  end

  def append(name, text)
    File.open(File.join("bag", name), "ab") { |file| file << text }
  end

  def codes(report = bag.validate)
    report.problems.map { |problem| [problem.code, problem.name] }
  end

  def warned
    bag.validate.warnings.map(&:kind)
  end
end
