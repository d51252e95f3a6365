# frozen_string_literal: true

require "fileutils"
require "json"
require "open3"
require "pathname"
require "stringio"
require "timeout"
require_relative "support/ocfl_objects"
require_relative "support/trees"

RSpec.describe Swiftsum::OCFLObject do
  include OCFLObjects
  include Trees

  let(:object) { described_class.new("object") }

  # Nothing here may hang.
  around { |example| Timeout.timeout(60) { example.run } }

  def codes(report = object.validate)
    report.problems.map(&:code).uniq.sort
  end

  def warned
    object.validate.warnings.map(&:kind).uniq.sort
  end

  def three_versions
    build({ "a.txt" => "1", "same" => "s" }, { "a.txt" => "2", "same" => "s" }, { "a.txt" => "1", "new/x" => "3" })
  end

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

  # By the specification's code: what is done to an object of one version.
  faults = {
    "E001" => [
      -> { store("junk", "") }, -> { FileUtils.mkdir("object/junk") }, -> { store("inventory.json.md5", "") },
      -> { store("inventory.json.sha256", "") }
    ],
    "E003" => [
      -> { FileUtils.rm("object/0=ocfl_object_1.1") }, -> { store("0=ocfl_object_1.0", "ocfl_object_1.0\n") }
    ],
    "E006" => [-> { FileUtils.mv("object/0=ocfl_object_1.1", "object/0=ocfl_object_9.1") }],
    "E007" => [
      -> { store("0=ocfl_object_1.1", "ocfl_object_1.1") }, -> { store("0=ocfl_object_1.1", "") },
      -> { store("0=ocfl_object_1.1", "0=ocfl_object_1.1\n") }, -> { store("0=ocfl_object_1.1", "x" * 1_000_000) }
    ],
    "E008" => [-> { change { |all| all.merge!("versions" => {}, "manifest" => {}) } }],
    "E009" => [
      lambda do
        change { |all| all.merge!("versions" => { "v2" => all["versions"]["v1"] }, "head" => "v2") }
      end
    ],
    "E010" => [
      lambda do
        change { |all| all.merge!("versions" => all["versions"].merge("v3" => all["versions"]["v1"]), "head" => "v3") }
      end
    ],
    "E012" => [
      lambda do
        change do |all|
          all.merge!("versions" => all["versions"].merge("v02" => all["versions"]["v1"]), "head" => "v02")
        end
      end
    ],
    "E015" => [-> { store("v1/junk", "") }],
    "E017" => [-> { change { |all| all["contentDirectory"] = "a/b" } }, lambda {
                                                                          change do |all|
                                                                            all["contentDirectory"] = 1
                                                                          end
                                                                        }],
    "E018" => [-> { change { |all| all["contentDirectory"] = ".." } }],
    "E023" => [-> { store("v1/content/x", "") }],
    "E024" => [-> { FileUtils.mkdir_p("object/v1/content/empty") }],
    "E025" => [
      -> { change { |all| all["digestAlgorithm"] = "md5" } }, -> { change { |all| all["digestAlgorithm"] = [] } },
      -> { change { |all| all["manifest"]["00"] = ["v1/content/a.txt"] } }
    ],
    "E033" => [
      -> { write({ "digestAlgorithm" => "sha512" }, text: "{") }, -> { write({}, text: "[]") }, lambda {
                                                                                                  write({}, text: "")
                                                                                                },
      -> { write({}, text: "{\"a\": \"\xFF\"}") }, -> { write({}, text: "{\"a\": 1, \"a\": 1}") },
      -> { write({}, text: "[" * 100_000) }, -> { write({}, text: "{\"a\":" * 100_000) },
      -> { write({}, text: "{\"a\": NaN}") }, -> { write({}, text: "\"text\"") }, -> { write({}, text: "null") }
    ],
    "E036" => %w[id type digestAlgorithm head].map { |name| -> { change { |all| all.delete(name) } } },
    "E037" => [-> { change { |all| all["id"] = "" } }, -> { change { |all| all["id"] = 1 } }],
    "E038" => [
      -> { change { |all| all["type"] = "https://ocfl.io/1.0/spec/#inventory" } },
      -> { change { |all| all["type"] = "https://ocfl.io/9.0/spec/#inventory" } }, -> { change { |all| all["type"] = {} } }
    ],
    "E040" => [-> { change { |all| all["head"] = "v2" } }, -> { change { |all| all["head"] = 1 } }],
    "E041" => [
      -> { change { |all| all.delete("manifest") } }, -> { change { |all| all.delete("versions") } },
      -> { change { |all| all["manifest"] = [] } }
    ],
    "E042" => [
      -> { change { |all| all["manifest"].transform_values! { ["v1/a.txt"] } } },
      -> { change { |all| all["manifest"].transform_values! { ["v2/content/a.txt"] } } }
    ],
    "E044" => [-> { change { |all| all["versions"] = [] } }],
    "E046" => [
      -> { change { |all| all["versions"]["one"] = all["versions"]["v1"] } }, -> { FileUtils.mkdir("object/v2") },
      -> { FileUtils.rm_r("object/v1") }
    ],
    "E047" => [-> { change { |all| all["versions"]["v1"] = 1 } }],
    "E048" => [
      -> { change { |all| all["versions"]["v1"].delete("created") } },
      -> { change { |all| all["versions"]["v1"].delete("state") } }
    ],
    "E049" => ["2026", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31T12:00Z", "2026-13-01T00:00:00Z",
               1].map do |time|
                -> { change { |all| all["versions"]["v1"]["created"] = time } }
              end,
    "E050" => [
      -> { change { |all| all["versions"]["v1"]["state"][digest("none")] = ["none"] } },
      -> { change { |all| all["versions"]["v1"]["state"] = 1 } },
      -> { change { |all| all["versions"]["v1"]["state"].transform_values!(&:first) } },
      -> { change { |all| all["versions"]["v1"]["state"]["0"] = ["x"] } }
    ],
    "E053" => %w[/x x/].map { |path| -> { change { |all| all["versions"]["v1"]["state"].each_value.first << path } } },
    "E052" => ["..", "a/../b", ".", "a//b", "a/."].map do |path|
      -> { change { |all| all["versions"]["v1"]["state"].each_value.first << path } }
    end,
    "E054" => [
      -> { change { |all| all["versions"]["v1"]["user"] = "A" } }, lambda {
                                                                     change do |all|
                                                                       all["versions"]["v1"]["user"] = {}
                                                                     end
                                                                   },
      -> { change { |all| all["versions"]["v1"]["user"]["address"] = 1 } }
    ],
    "E057" => [
      -> { change { |all| all["fixity"] = { "md5" => [] } } }, lambda {
                                                                 change do |all|
                                                                   all["fixity"] = { "md5" => { "0" => [] } }
                                                                 end
                                                               },
      -> { change { |all| all["fixity"] = { "md5" => { "0" * 32 => "x" } } } },
      -> { change { |all| all["fixity"] = { "md5" => { digest("", "md5") => ["v1/content/none"] } } } }
    ],
    "E058" => [-> { FileUtils.rm("object/inventory.json.sha512") }, lambda {
                                                                      FileUtils.rm("object/v1/inventory.json.sha512")
                                                                    }],
    "E060" => [
      -> { store("inventory.json.sha512", "#{'0' * 128} inventory.json\n") },
      -> { store("inventory.json", "#{File.read('object/inventory.json')}\n") },
      -> { store("v1/inventory.json.sha512", "#{'0' * 128} inventory.json\n") }
    ],
    "E061" => [
      -> { store("inventory.json.sha512", "") }, -> { store("inventory.json.sha512", "#{'0' * 128}\n") },
      -> { store("inventory.json.sha512", "0 inventory.json\n") }, lambda {
                                                                     store("inventory.json.sha512", "x" * 9_000_000)
                                                                   },
      -> { store("inventory.json.sha512", "#{'0' * 128} other.json\n") }
    ],
    "E063" => [-> { FileUtils.rm("object/inventory.json") }],
    "E064" => [-> { store("v1/inventory.json", "#{File.read('object/inventory.json')}\n") }],
    "E067" => [-> { store("extensions/file", "") }],
    "E090" => [
      -> { FileUtils.ln_s("a.txt", "object/v1/content/link") }, -> { File.mkfifo("object/v1/content/fifo") },
      lambda do
        FileUtils.mv("object/v1/content/a.txt", "outside")
        FileUtils.ln_s("../../../outside", "object/v1/content/a.txt")
      end
    ],
    "E091" => [-> { change { |all| all["manifest"].transform_values!(&:first) } }],
    "E094" => [-> { change { |all| all["versions"]["v1"]["message"] = 1 } }],
    "E095" => [
      -> { change { |all| all["versions"]["v1"]["state"].each_value.first << "b" } },
      -> { change { |all| all["versions"]["v1"]["state"].each_value.first << "a.txt" } }
    ],
    "E096" => [
      lambda do
        change { |all| all["manifest"].merge!(all["manifest"].transform_keys(&:upcase)) }
      end
    ],
    "E097" => [
      lambda do
        digests = [digest("hello\n", "md5"), digest("hello\n", "md5").upcase]
        change { |all| all["fixity"] = { "md5" => digests.to_h { |digest| [digest, ["v1/content/a.txt"]] } } }
      end
    ],
    "E099" => ["v1/content/../../../x", "v1/content//a", "v1/content/./a"].map do |path|
      -> { change { |all| all["manifest"].each_value.first << path } }
    end,
    "E100" => ["/v1/content/a", "/etc/passwd", "v1/content/a/"].map do |path|
      -> { change { |all| all["manifest"].each_value.first << path } }
    end,
    "E101" => [
      -> { change { |all| all["manifest"].each_value.first << "v1/content/a.txt/x" } },
      -> { change { |all| all["manifest"].each_value { |paths| paths.concat(paths) } } }
    ],
    "E107" => [
      lambda do
        store("v1/content/unused", "unused")
        change { |all| all["manifest"][digest("unused")] = ["v1/content/unused"] }
      end
    ],
    "E111" => [-> { change { |all| all["fixity"] = [] } }]
  }

  # By the specification's code.
  warnings = {
    "W001" => lambda do
      FileUtils.mv("object/v1", "object/v01")
      text = File.read("object/inventory.json").gsub('"v1"', '"v01"').gsub("v1/", "v01/")
      ["v01", nil].each { |version| write({ "digestAlgorithm" => "sha512" }, version, text:) }
    end,
    "W002" => -> { store("v1/other/x", "") },
    "W003" => lambda do
      build({ "a" => "1" }, {})
      FileUtils.mkdir("object/v2/content")
    end,
    "W004" => -> { build(algorithm: "sha256") },
    "W005" => -> { change { |all| all["id"] = "no-uri" } },
    "W007" => -> { change { |all| all["versions"]["v1"].delete("message") } },
    "W008" => -> { change { |all| all["versions"]["v1"]["user"].delete("address") } },
    "W009" => -> { change { |all| all["versions"]["v1"]["user"]["address"] = "somewhere" } },
    "W010" => -> { FileUtils.rm(Dir.glob("object/v1/inventory*")) },
    "W013" => -> { store("extensions/mine/x", "") }
  }

  describe "that is not right" do
    before { build }

    faults.each do |code, changes|
      it "has #{code}" do
        changes.each_with_index do |change, number|
          FileUtils.rm_rf("outside")
          build
          instance_exec(&change)

          expect([number, object.valid?, codes]).to match [number, false, include(code)]
        end
      end
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

  describe "that could be better" do
    warnings.each do |code, change|
      it "is valid, with #{code}" do
        build
        instance_exec(&change)

        expect(codes).to eq []
        expect(warned).to eq [code]
        expect(object).to be_valid
      end
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

      500.times do
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

      300.times do
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

  # Another implementation, on PyPI. Where a fault has several codes, it may choose another one first.
  describe "beside ocfl-py" do
    installed = system("python3", "-c", "import ocfl", %i[out err] => File::NULL)
    python = {}

    before(:context) do
      skip "ocfl-py is not installed" unless installed
      python[:input], python[:output], = Open3.popen2("python3", "-c", <<~PYTHON)
        import sys, json
        from ocfl.validator import Validator
        for line in sys.stdin:
            validator = Validator()
            try:
                passed = validator.validate_object(line.strip())
            except Exception as error:
                passed = repr(error)
            print(json.dumps([passed, sorted({code[:4] for code in validator.log.codes})]), flush=True)
      PYTHON
    end

    after(:context) { python.each_value(&:close) }

    # By code and number: it takes a declaration without its newline, an inventory of another version than declared, and
    # a link that leads out of the object.
    lenient = [["E007", 0], ["E038", 0], ["E090", 2]]
    # It has another code for JSON that is no object, for a version's name, for a digest of no length, and for links.
    other_code = [*[1, 4, 7, 8].map { |number| ["E033", number] }, ["E046", 0], ["E061", 2], ["E090", 0], ["E090", 1]]

    # Whether it is valid, and the codes. Where it ends with an exception, there are none.
    def ask(python)
      python[:input].puts(File.expand_path("object"))
      passed, found = JSON.parse(python[:output].gets)
      [passed == true, found]
    end

    faults.merge(warnings, "nothing" => [-> {}], "three versions" => [-> { three_versions }]).each do |code, changes|
      it "finds what it finds, and warns of what it warns of: #{code}" do
        [*changes].each_with_index do |change, number|
          FileUtils.rm_rf("outside")
          build
          instance_exec(&change)

          passed, found = ask(python)
          expect([code, number, object.valid?]).to eq [code, number, passed && !lenient.include?([code, number])]
          expect([number, *warned]).to eq [number, *found.sort] if object.valid?
          next if object.valid? || found.empty? || other_code.include?([code, number])

          expect(found & codes).not_to be_empty, "#{number}: #{found}, #{codes}"
        end
      end
    end
  end
end
