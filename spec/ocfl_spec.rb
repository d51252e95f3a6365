# frozen_string_literal: true

require "fileutils"
require "json"
require "pathname"
require "stringio"
require_relative "support/ocfl_objects"
require_relative "support/trees"

RSpec.describe Swiftsum::OCFLObject do
  include OCFLObjects
  include Trees

  describe "that is right" do
    it "is valid, and each file of it has a result" do
      build
      report = object.validate

      expect(report.problems).to eq []
      expect(report.warnings).to eq []
      expect(report).to be_valid
      expect(report.exit_status).to eq 0
      expect(report.results.map(&:name)).to match_array %w[inventory.json inventory.json v1/content/a.txt
                                                           v1/content/b/c]
    end

    it "is valid with several versions, and in version 1.0" do
      %w[1.0 1.1].each do |specification|
        build({ "a" => "1" }, { "a" => "2" }, { "b" => "1" }, {}, specification:)
        expect(object.validate.problems).to eq []
      end
    end

    it "may have another folder for its contents, names of any kind, logs and extensions" do
      build({ "caf\u00e9" => "1", "new\nline" => "2", "[a" => "3", "*" => "4", "~" => "5", "..a" => "6" },
            directory: "[files")
      store("logs/2026/log.txt", "")
      store("extensions/0009-digest-algorithms/a", "")

      expect(object.validate.problems).to eq []
      expect(warned).to eq []
      expect(object).to be_valid
    end

    it "is valid with another digest algorithm since a version" do
      build({ "a" => "1" }, algorithm: "sha256")
      first = JSON.parse(File.read("object/inventory.json"))
      FileUtils.rm("object/inventory.json.sha256")
      store("v2/content/b", "2")
      state = { digest("1") => ["a"], digest("2") => ["b"] }
      versions = { "v1" => first["versions"]["v1"].merge("state" => { digest("1") => ["a"] }),
                   "v2" => first["versions"]["v1"].merge("state" => state) }
      inventory = first.merge("head" => "v2", "digestAlgorithm" => "sha512", "versions" => versions,
                              "manifest" => { digest("1") => ["v1/content/a"], digest("2") => ["v2/content/b"] })
      write(inventory, "v2")
      write(inventory)

      expect(object.validate.problems).to eq []
      expect(warned).to eq %w[W004]
      store("v1/content/a", "X")
      expect(object.validate.problems.map { |problem| [problem.code, problem.expected.algorithm.name] })
        .to match_array [%w[E092 sha256], %w[E092 sha512]]
    end

    it "has every fixity algorithm compared, in whatever case" do
      build({ "a" => "hello\n" })
      change do |inventory|
        names = %w[md5 sha1 sha256 sha512 blake2b-512 blake2b-160 blake2b-256 blake2b-384 sha512/256]
        inventory["fixity"] = names.to_h { |name| [name, { digest("hello\n", name).upcase => ["v1/content/a"] }] }
        inventory["fixity"]["size"] = { "6" => ["v1/content/a"] }
      end

      expect(object.validate.problems).to eq []
    end
  end

  describe "whose contents are not as listed" do
    before { three_versions }

    it "has a file with another digest: E092" do
      store("v1/content/same", "S")
      report = object.validate

      expect(codes(report)).to eq %w[E092]
      expect(report.problems.first)
        .to have_attributes(status: :mismatch, name: "v1/content/same",
                            actual: Swiftsum.checksum(StringIO.new("S"), :sha512))
      expect(report.exit_status).to eq 1
      expect(object).not_to be_valid
    end

    it "lacks a file: E092" do
      FileUtils.rm("object/v2/content/a.txt")

      expect(codes).to eq %w[E092]
      expect(object.validate.problems.map(&:status)).to eq [:missing]
    end

    it "has a file too many: E023" do
      store("v2/content/.hidden", "")

      expect(codes).to eq %w[E023]
      expect(object.validate.exit_status).to eq 1
    end

    it "has another digest in a fixity block: E093" do
      change { |inventory| inventory["fixity"] = { "md5" => { digest("x", "md5") => ["v1/content/same"] } } }
      expect(codes).to eq %w[E093]
      expect(object.validate.problems.first.expected.algorithm.name).to eq "md5"

      change { |inventory| inventory["fixity"] = { "size" => { "17" => ["v1/content/same"] } } }
      expect(codes).to eq %w[E093]

      change { |inventory| inventory["fixity"] = { "blake2b-160" => { "0" * 40 => ["v1/content/same"] } } }
      expect(codes).to eq %w[E093]
    end

    it "has a fixity block of an algorithm that is unknown here, which is said: E028" do
      change { |inventory| inventory["fixity"] = { "whirlpool" => { "00" => ["v1/content/same"] } } }

      expect(codes).to eq []
      expect(warned).to eq %w[E028]
    end
  end

  describe "whose versions contradict each other" do
    before { three_versions }

    def change_first
      inventory = JSON.parse(File.read("object/v1/inventory.json"))
      yield inventory
      write(inventory, "v1")
    end

    {
      "E019" => ->(all) { all["contentDirectory"] = "other" },
      "E037" => ->(all) { all["id"] = "info:other" },
      "E040" => ->(all) { all["head"] = "v2" },
      "E066" => ->(all) { all["versions"]["v1"]["state"].transform_values! { |paths| paths.map(&:upcase) } },
      "E023" => lambda do |all|
        all["manifest"].delete(all["manifest"].keys.first)
      end
    }.each do |code, change|
      it "has #{code}" do
        change_first(&change)

        expect(codes).to include code
        expect(object).not_to be_valid
      end
    end

    it "has E066 where a version's file is another one now, or the versions are others" do
      change_first do |all|
        all["versions"]["v1"]["state"] = all["versions"]["v1"]["state"].to_a.then do |(a, x), (b, y)|
          { a => y, b => x }
        end
      end
      expect(codes).to eq %w[E066]

      three_versions
      change_first { |all| all["versions"]["v2"] = all["versions"]["v1"] }
      expect(codes).to include "E066"
    end

    it "has E103 where an earlier one is of a newer specification" do
      FileUtils.mv("object/0=ocfl_object_1.1", "object/0=ocfl_object_1.0")
      store("0=ocfl_object_1.0", "ocfl_object_1.0\n")
      change { |all| all["type"] = "https://ocfl.io/1.0/spec/#inventory" }

      expect(codes).to eq %w[E103]
    end

    it "says in what they differ that may: W011" do
      change_first { |all| all["versions"]["v1"]["message"] = "other" }

      expect(codes).to eq []
      expect(warned).to eq %w[W011]
    end

    it "compares an earlier inventory with its sidecar" do
      store("v2/inventory.json.sha512", "#{'0' * 128} inventory.json\n")

      expect(codes).to eq %w[E060]
    end
  end

  describe "from a stranger" do
    before { build({ "a" => "hello\n" }, { "a" => "hello\n", "b" => "x" }) }

    it "is never valid with a FIFO or a link in place of a file, and never waits" do
      %w[0=ocfl_object_1.1 inventory.json inventory.json.sha512 v1/inventory.json v1/inventory.json.sha512
         v2/inventory.json v1/content/a].each do |name|
        [-> { File.mkfifo("object/#{name}") }, lambda {
                                                 FileUtils.ln_s(File.expand_path("kept"), "object/#{name}")
                                               }].each do |make|
          FileUtils.rm_f("kept")
          FileUtils.mv("object/#{name}", "kept")
          make.call
          expect([name, object.valid?]).to eq [name, false]
          FileUtils.rm("object/#{name}")
          FileUtils.mv("kept", "object/#{name}")
        end
      end
      expect(object).to be_valid
    end

    it "waits for no FIFO where an algorithm is one that files are read for one by one" do
      change { |inventory| inventory["fixity"] = { "blake2b-160" => { "0" * 40 => ["v1/content/a"] } } }
      File.mkfifo("object/v1/content/fifo")

      expect(codes).to eq %w[E090 E093]
    end

    it "may have an inventory too large to be read" do
      stub_const("Swiftsum::OCFLObject::LARGEST_INVENTORY", 1 << 20)
      File.truncate("object/inventory.json", (1 << 20) + 1)

      expect(codes).to eq %w[E033]
      expect(object.validate.problems.first.reason).to eq "has more than 1 MiB"
    end

    it "is never valid if a byte of it is changed, and never raises" do
      files = Dir.glob("object/**/*").select { |path| File.file?(path) }
      originals = files.to_h { |path| [path, File.binread(path)] }
      random = Random.new(RSpec.configuration.seed)

      100.times do
        path = files.sample(random:)
        text = originals[path].dup
        text.setbyte(random.rand(text.bytesize), random.rand(256))
        text = text.byteslice(0, random.rand(text.bytesize)) if random.rand(4).zero?
        File.binwrite(path, text)
        # Capitals, and what is between digest and name, are free in a sidecar.
        free = text == originals[path] || path.end_with?("sha512")
        report = object.validate
        expect([path, text, report.valid?]).to eq [path, text, false] unless free
        File.binwrite(path, originals[path])
      end
      expect(object).to be_valid
    end

    it "may have any JSON for an inventory, and never raises" do
      random = Random.new(RSpec.configuration.seed)
      inventory = JSON.parse(File.read("object/inventory.json"))
      values = [nil, 1, -1.5, true, "", "text", [], {}, [[]], { "a" => nil }, "v1", "../x", ["v1/content/a"]]

      60.times do
        changed = JSON.parse(JSON.generate(inventory))
        node = changed
        node = node.values.grep(Hash).sample(random:) while random.rand(2).zero? && node.values.grep(Hash).any?
        key = random.rand(4).zero? ? %w[fixity contentDirectory v3 user].sample(random:) : node.keys.sample(random:)
        node[key] = values.sample(random:)
        text = JSON.generate(changed)
        ["v2", nil].each { |version| write({ "digestAlgorithm" => "sha512" }, version, text:) }

        expect { object.validate.to_h }.not_to raise_error, text
      end
    end
  end

  it "is recognised by its declaration" do
    expect(described_class.recognise?("object")).to be false
    build
    expect(described_class.recognise?(Pathname("object"))).to be true
    expect(object.inspect).to eq '#<Swiftsum::OCFLObject "object">'
    expect { described_class.new("nowhere").validate }.to raise_error Errno::ENOENT, /nowhere/
  end

  it "gives its report result by result, and as JSON" do
    build
    store("v1/content/a.txt", "x")
    results = []
    report = object.validate { |result| results << result }

    expect(results).to eq report.results
    expect(JSON.parse(JSON.generate(report.to_h))["results"])
      .to include(include("code" => "E092", "status" => "mismatch", "name" => "v1/content/a.txt"))
  end
end
