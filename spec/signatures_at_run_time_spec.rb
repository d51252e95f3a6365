# frozen_string_literal: true

require "open3"
require "rbs"
require "tmpdir"

require_relative "support/ruby_process"

# What RBS finds out while the methods run: with what they are called, and what they give back.
RSpec.describe "The signatures, of calls" do
  root = File.expand_path("..", __dir__)
  environment = { "RBS_TEST_TARGET" => "Swiftsum,Swiftsum::*", "RBS_TEST_LOGLEVEL" => "error",
                  "RBS_TEST_OPT" => "-r digest -r pathname -r tempfile -I #{File.join(root, 'sig')}" }

  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  # In a process of its own, for RBS wraps the methods of the whole process.
  define_method(:typed) do |code|
    Open3.capture2e(environment, RbConfig.ruby, "-W0", "-I", RubyProcess::LIB, "-r", "rbs/test/setup", "-e", code)
  end

  it "hold" do
    said, status = typed(<<~'RUBY')
      require "stringio"
      require "swiftsum"

      Dir.mkdir("folder")
      %w[a b].each { |name| File.write("folder/#{name}", name) }
      paths = Dir.glob("folder/*")

      Swiftsum.algorithms.each do |algorithm|
        type = algorithm.digest_class
        type.new.update("a").file(paths.first).reset.hexdigest
        type.digest_all(["a", "b"])
        type.combine(1, 2, 3) if algorithm.combinable?
        type.checksum("a", 1) if algorithm.crc?
        Swiftsum.checksum(paths.first, algorithm).then { |sum| [sum.to_s, sum.to_oci, sum.to_sri, sum.to_h, sum.inspect] }
      end
      Swiftsum.crc("CRC-16/XMODEM", "a", 1)
      [Swiftsum.crc32("a"), Swiftsum.adler32("a"), Swiftsum.xxh64("a", seed: 1), Swiftsum.crc32_combine(1, 2, 3)]
      Swiftsum.checksums(StringIO.new("a"), :sha256, :crc32c) { |done, total| done + total }
      Swiftsum.each_checksum(paths, :md5) { |path, result| [path, result] }
      Swiftsum.each_checksum([*paths, "missing"], algorithm: %i[md5 sha1]).to_a
      Swiftsum::CRC.define(width: 16, poly: 0x1021).hexdigest("a")
      Swiftsum::BLAKE3.new(key: "k" * 32).update("a").digest
      Swiftsum::Checksum.parse("crc32:00000000").matches?(paths.first)

      lines = paths.map { |path| Swiftsum.checksum(path).to_tag(path) }
      File.write("list", lines.join("\n"))
      Swiftsum::Manifest.read("list").write("written", format: :swiftsum)
      File.write("list", [*lines, "junk", lines.first.sub("/a", "/c")].join("\n"))
      report = Swiftsum.verify("list", no_extra: true) { |result| [result.reason, result.to_h] }
      [report.failures, report.to_json, report.exit_status, report.inspect]
      Swiftsum::Manifest.open("list") { |manifest| manifest.map(&:inspect) }
      Swiftsum::Tree.new("folder", exclude: ["b"]).each { |entry| [entry.path, entry.kind, entry.size] }
      Swiftsum::Tree.new("folder").digest(:swhid)
      Swiftsum::Bag.make("folder").validate.then { |bag| [bag.valid?, bag.problems] }
      print "done"
    RUBY

    expect([said, status]).to match ["done", be_success]
  end

  it "are what is looked at" do
    said, = typed("require 'swiftsum'; Swiftsum.crc32(:a)")

    expect(said).to include "expected `::String` (string) but given `:a`"
  end
end
