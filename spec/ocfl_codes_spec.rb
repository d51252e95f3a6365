# frozen_string_literal: true

require "fileutils"
require "json"
require "open3"
require_relative "support/ocfl_objects"
require_relative "support/trees"

RSpec.describe Swiftsum::OCFLObject do
  include OCFLObjects
  include Trees

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
