# frozen_string_literal: true

require "fileutils"
require "json"
require "open3"
require "pathname"
require "timeout"
require_relative "support/names"
require_relative "support/trees"

RSpec.describe Swiftsum::Bag do
  include Trees

  let(:bag) { described_class.new("bag") }

  # A bag as RFC 8493 has it, written here: nothing of it comes from what is tested.
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

  # Nothing here may hang.
  around { |example| Timeout.timeout(60) { example.run } }

  describe "that is right" do
    it "is valid, and each file of it has a result" do
      build
      tag_manifest
      report = bag.validate

      expect(report).to be_valid.and be_complete
      expect(report.results.map { |result| [result.status, result.name] }).to match_array(
        %w[data/a data/b/c bagit.txt manifest-sha512.txt].map { |name| [:ok, name] }
      )
      expect(report.exit_status).to eq 0
      expect(bag).to be_valid.and be_complete
    end

    %w[0.93 0.94 0.95 0.96 0.97 1.0].each do |version|
      it "is valid in version #{version}" do
        build(version:)

        expect(bag).to be_valid
        expect(bag.version).to eq version
      end
    end

    it "may have no files in its payload" do
      build({})

      expect(bag.validate).to have_attributes(valid?: true, exit_status: 0)
    end

    it "may have any algorithm that there is" do
      build(algorithms: %w[md5 sha1 sha256 sha3256 sha512256 blake2b blake3 crc32 sha3_384])
      tag_manifest("sha224")

      expect(bag.validate.problems).to eq []
    end

    it "may have lines with capitals, tabs, several blanks, and any ends" do
      build({ "a" => "1", "b" => "2", "c" => "3" })
      digests = %w[1 2 3].map { |text| Swiftsum.hexdigest(:sha512, text) }
      store("manifest-sha512.txt",
            "#{digests[0].upcase}\tdata/a\r\n#{digests[1]}   \tdata/b\r#{digests[2]} data/c")

      expect(codes).to eq []
    end

    it "may have tag files that are listed nowhere, and one that is called nearly like a manifest" do
      build(tags: { "notes/a.txt" => "", "manifest-md5.txt.old" => "junk\n", "manifest-md5.bak" => "junk\n" })

      expect(codes).to eq []
    end

    it "has names of any bytes that stand in it with percent signs where they must" do
      names = ["new\nline", "carriage\rreturn", "100%", "50%25", "%0A", " blank", "trailing ", "*", "\u65e5\u672c",
               "~a", "a..b", "...", "\\", "C:x", "a'b\"c"]
      build({})
      names.each { |name| store("data/#{name}", name) }
      written = { "\n" => "%0A", "\r" => "%0D", "%" => "%25" }
      store("manifest-md5.txt",
            names.map { |name| line(:md5, name, "data/#{name.gsub(/[\n\r%]/, written)}") }.join)
      FileUtils.rm("bag/manifest-sha512.txt")

      expect(codes).to eq []
      expect(bag.validate.counts).to eq(ok: names.size)
    end

    it "may have been written in another encoding, if it says so" do
      { "ISO-8859-1" => "data/caf\u00e9", "Windows-1252" => "data/\u20ac" }.each do |encoding, path|
        build({})
        store(path, "x")
        store("bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: #{encoding}\n")
        store("manifest-sha512.txt", line(:sha512, "x", path).encode(encoding))
        expect(codes).to eq []
      end
      store("bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n")
      store("manifest-sha512.txt", "\uFEFF#{line(:sha512, 'x', "data/\u20ac")}".encode("UTF-16LE"))
      expect(codes).to eq []
    end
  end

  describe "whose contents are not as listed" do
    before { build(algorithms: %w[sha512 md5]) }

    it "is complete, and not valid" do
      store("data/a", "hellO\n")
      report = bag.validate

      expect(report).to be_complete
      expect(report).not_to be_valid
      expect(codes(report)).to eq [[:checksum_mismatch, "data/a"]] * 2
      expect(report.problems.map { |problem| problem.expected.algorithm.name }).to match_array %w[md5 sha512]
      expect(report.problems.first.reason).to match(/\Ahas \w+:\h+, not \h+ as manifest-\w+\.txt lists\z/)
      expect(report.exit_status).to eq 1
      expect(bag).to be_complete
      expect(bag).not_to be_valid
    end

    it "is found by any of its manifests" do
      store("manifest-md5.txt", File.read("bag/manifest-md5.txt").sub(/^./) { |digit| digit == "0" ? "1" : "0" })

      expect(codes).to eq [[:checksum_mismatch, "data/a"]]
    end

    it "is so for a tag file, too" do
      tag_manifest
      append("bagit.txt", "")
      append("manifest-md5.txt", "\n")

      expect(codes).to eq [[:checksum_mismatch, "manifest-md5.txt"]]
    end

    it "is never valid without having read the contents" do
      report = bag.completeness

      expect(report).to be_complete
      expect(report).not_to be_valid
      expect(report.ok?).to be false
      expect(report.exit_status).to eq 2
    end
  end

  describe "that is not complete" do
    before { build(algorithms: %w[sha512 md5]) }

    it "lacks a file" do
      FileUtils.rm("bag/data/a")

      expect(codes).to eq [[:missing_file, "data/a"]]
      expect(bag).not_to be_complete
      expect(bag.validate.exit_status).to eq 1
    end

    it "has a file that no manifest lists, hidden ones too" do
      store("data/.hidden/x", "")

      expect(codes).to eq [[:unlisted_file, "data/.hidden/x"]]
      expect(bag).not_to be_complete
    end

    it "has a file that one manifest lists, and not all: but before 1.0 one does" do
      store("manifest-md5.txt", line(:md5, "hello\n", "data/a"))

      expect(codes).to eq [[:not_in_every_manifest, "data/b/c"]]
      store("bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
      expect(codes).to eq []
    end

    it "lacks what makes it a bag" do
      FileUtils.rm("bag/bagit.txt")
      expect(codes).to eq [[:no_declaration, "bagit.txt"]]
      build
      FileUtils.rm("bag/manifest-sha512.txt")
      expect(codes.map(&:first)).to match_array %i[no_payload_manifest unlisted_file unlisted_file]
      build({})
      FileUtils.rm_r("bag/data")
      expect(codes).to eq [[:no_payload_folder, "data/"]]
      expect { described_class.new("nowhere").validate }.to raise_error Errno::ENOENT, /nowhere/
    end

    it "lists a folder" do
      append("manifest-md5.txt", "#{'0' * 32}  data/b\n#{'0' * 32}  data/b/\n")

      expect(codes).to include [:irregular_file, "data/b"]
    end

    it "lacks a tag file that is listed, and a payload manifest in its tag manifest" do
      tag_manifest(except: ["manifest-md5.txt"])
      append("tagmanifest-sha512.txt", line(:sha512, "", "gone.txt"))

      expect(codes).to match_array [[:missing_file, "gone.txt"], [:unlisted_manifest, "manifest-md5.txt"]]
    end
  end

  describe "with files to be fetched" do
    let(:fetch) { "https://example.org/a 6 data/a\nhttps://example.org/c - data/b/c\n" }

    before { build(tags: { "fetch.txt" => fetch, "bag-info.txt" => "Payload-Oxum: 6.2\n" }) }

    it "is not complete without them, and nothing else is wrong" do
      FileUtils.rm("bag/data/a")
      report = bag.validate

      expect(codes(report)).to eq [[:unfetched, "data/a"]]
      expect(report).to be_unfetched
      expect(report).not_to be_complete
      expect(report).not_to be_valid
    end

    it "is valid with them, whatever length the list has" do
      store("fetch.txt", fetch.sub(" 6 ", " 7 "))

      expect(codes).to eq []
      expect(warned).to eq [:fetch_length]
      expect(bag.validate).not_to be_unfetched
    end

    it "must list them, in all manifests" do
      append("fetch.txt", "https://example.org/d 1 data/d\n")

      expect(codes).to eq [[:fetch_not_listed, "data/d"]]
    end

    it "has none outside the payload, and no other lines" do
      append("fetch.txt", "http://x - bagit.txt\nhttp://x - ../x\nhttp://x 1\nhttp://x -1 data/a\n")
      append("fetch.txt", "http://x - /etc/passwd\n")

      expect(codes).to match_array [
        [:not_payload, "bagit.txt"], [:unsafe_path, "../x"], [:malformed_line, "fetch.txt"],
        [:malformed_line, "fetch.txt"], [:unsafe_path, "/etc/passwd"]
      ]
    end
  end

  describe "whose declaration is not right" do
    {
      "" => :malformed_declaration,
      "BagIt-Version: 1.0\n" => :malformed_declaration,
      "\xEF\xBB\xBFBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n" => :malformed_declaration,
      "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: 1\n" => :malformed_declaration,
      "BagIt-Version: 1.0\n\nTag-File-Character-Encoding: UTF-8\n" => :malformed_declaration,
      "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n" => :malformed_declaration,
      "BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n" => :malformed_declaration,
      "Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n" => :malformed_declaration,
      "BagIt-Version: one\nTag-File-Character-Encoding: UTF-8\n" => :malformed_declaration,
      "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n" => :unsupported_version,
      "BagIt-Version: 1.0\nTag-File-Character-Encoding: KLINGON\n" => :unsupported_encoding,
      "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-7\n" => :unsupported_encoding,
      "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n#{' ' * 5000}" => :malformed_declaration
    }.each do |text, code|
      it "is not valid: #{text[0, 70].inspect}" do
        build(tags: {})
        store("bagit.txt", text)

        expect(codes).to eq [[code, "bagit.txt"]]
        expect(bag.validate.exit_status).to eq 2
        expect { bag.version }.to raise_error Swiftsum::ParseError
      end
    end
  end

  describe "whose manifests are not right" do
    before { build }

    it "has lines that are none, each with its number" do
      append("manifest-sha512.txt", "junk\n\n00  data/a\n#{'g' * 128}  data/a\n#{'0' * 128}\n")

      expect(bag.validate.problems.map { |problem| [problem.code, problem.reason[/\Aline \d+/]] })
        .to eq(%w[3 5 6 7].map { |number| [:malformed_line, "line #{number}"] })
    end

    it "is of an algorithm that is unknown here: what was not verified is not valid" do
      store("manifest-whirlpool.txt", "00  data/a\n00  data/b/c\n")

      expect(codes).to eq [[:unknown_algorithm, "manifest-whirlpool.txt"]]
      expect(bag.validate.exit_status).to eq 2
      FileUtils.rm("bag/manifest-sha512.txt")
      expect(codes).to eq [[:unknown_algorithm, "manifest-whirlpool.txt"]]
    end

    it "lists what is not of its kind" do
      append("manifest-sha512.txt", line(:sha512, File.read("bag/bagit.txt"), "bagit.txt"))
      tag_manifest
      append("tagmanifest-sha512.txt", line(:sha512, "hello\n", "data/a") + line(:sha512, "", "tagmanifest-sha512.txt"))

      expect(codes).to match_array [
        [:not_payload, "bagit.txt"], [:not_a_tag_file, "data/a"], [:not_a_tag_file, "tagmanifest-sha512.txt"]
      ]
    end

    it "lists a file twice: before 1.0 that may be, with the same digest" do
      append("manifest-sha512.txt", line(:sha512, "hello\n", "data/a"))
      expect(codes).to eq [[:listed_twice, "data/a"]]

      store("bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
      expect(codes).to eq []
      expect(warned).to eq [:listed_twice]

      append("manifest-sha512.txt", line(:sha512, "other", "data/a"))
      expect(codes).to eq [[:listed_twice, "data/a"]]
    end

    it "was written by md5sum, as one can see" do
      store("manifest-sha512.txt", File.read("bag/manifest-sha512.txt").gsub("  ", " *"))
      expect(codes).to eq []
      expect(warned).to eq %i[md5sum_format md5sum_format]

      store("manifest-sha512.txt", File.read("bag/manifest-sha512.txt").gsub(" *", "  ./"))
      expect(codes).to eq []
      expect(warned).to eq %i[unclean_path unclean_path]

      append("manifest-sha512.txt", "#{'0' * 128} *data/gone\n")
      expect(codes).to eq [[:missing_file, "data/gone"]]
    end

    it "has percent signs that were not encoded: decoded comes first" do
      build({ "100%.txt" => "x", "a%0Ab" => "y" })
      expect(codes).to eq []
      expect(warned).to eq [:not_encoded]

      store("data/a\nb", "z")
      expect(codes).to match_array [[:checksum_mismatch, "data/a\nb"], [:unlisted_file, "data/a%0Ab"]]
    end

    it "has names in another normal form than the files, which is said" do
      build({})
      store("data/cafe\u0301", "x")
      store("manifest-sha512.txt", line(:sha512, "x", "data/caf\u00e9"))

      expect(codes).to eq []
      expect(warned).to eq [:normal_form]

      store("data/caf\u00e9", "y")
      expect(codes).to match_array [[:unlisted_file, "data/cafe\u0301".b], [:checksum_mismatch, "data/caf\u00e9".b]]
    end
  end

  describe "from a stranger" do
    before { build }

    ["../x", "data/../../x", "/etc/passwd", "~/x", "~root/x", "data/..", "C:\\x", "\\\\host\\x", "data\\..\\..\\x",
     "data/a\0", "data/./../../x", "*../x", "%0A/../../x"].each do |path|
      it "never has a file outside read: #{path.inspect}" do
        File.write("x", "secret")
        append("manifest-sha512.txt", line(:sha512, "secret", path))

        expect(codes.map(&:first)).to eq [:unsafe_path]
        expect(bag.validate.exit_status).to eq 2
      end
    end

    it "never has links followed, not even to what is listed" do
      File.write("outside", "hello\n")
      FileUtils.rm("bag/data/a")
      File.symlink("../../outside", "bag/data/a")
      expect(codes).to eq [[:irregular_file, "data/a"]]
      expect(bag.validate.exit_status).to eq 2

      build
      FileUtils.mv("bag/data", "folder")
      File.symlink("../folder", "bag/data")
      expect(codes).to include([:irregular_file, "data"], [:missing_file, "data/a"])

      %w[bagit.txt manifest-sha512.txt].each do |name|
        build
        FileUtils.mv("bag/#{name}", "elsewhere")
        File.symlink("../elsewhere", "bag/#{name}")
        expect(bag).not_to be_valid
        FileUtils.rm("elsewhere")
      end
    end

    it "does not wait for FIFOs" do
      FileUtils.rm("bag/data/a")
      File.mkfifo("bag/data/a")
      expect(codes).to eq [[:irregular_file, "data/a"]]

      %w[bagit.txt manifest-sha512.txt bag-info.txt fetch.txt tagmanifest-md5.txt].each do |name|
        build
        FileUtils.rm_f("bag/#{name}")
        File.mkfifo("bag/#{name}")
        expect(bag).not_to be_valid, name unless %w[fetch.txt tagmanifest-md5.txt].include?(name)
        expect(bag.validate.notices.map(&:kind)).to include(:irregular_file), name unless name == "bagit.txt"
      end
    end

    it "may have a line without an end, which is not kept" do
      append("manifest-sha512.txt", "#{'0' * 128}  data/#{'x' * 3_000_000}\n#{'0' * 200_000}")

      expect(codes).to eq [[:malformed_line, "manifest-sha512.txt"]] * 2
    end

    it "may have more labels than fit into memory" do
      store("bag-info.txt", "a: #{'x' * 60_000}\n" * 300)

      expect(codes).to eq [[:unreadable_tag_file, "bag-info.txt"]]
      expect { bag.info }.to raise_error Swiftsum::ParseError, /16 MiB/
    end

    it "is never valid if a byte of it is changed, and never raises" do
      build({ "a" => "hello\n", "b" => "text" }, tags: { "bag-info.txt" => "Payload-Oxum: 10.2\n" })
      tag_manifest
      files = Dir.glob("bag/**/*").select { |path| File.file?(path) }
      originals = files.to_h { |path| [path, File.binread(path)] }
      random = Random.new(RSpec.configuration.seed)

      500.times do
        path = files.sample(random:)
        mutated = mutate(originals[path], random)
        File.binwrite(path, mutated)
        # Nothing lists the tag manifest: capitals and blanks are free there.
        same = path.include?("tagmanifest") || mutated == originals[path]
        expect([path, mutated, bag.validate.valid?]).to eq [path, mutated, false] unless same
        bag.validate if same
        File.binwrite(path, originals[path])
      end
      expect(bag).to be_valid
    end

    def mutate(text, random)
      place = random.rand(text.bytesize)
      case random.rand(4)
      when 0 then text.dup.tap { |copy| copy.setbyte(place, random.rand(256)) }
      when 1 then text.byteslice(0, place)
      when 2 then text.byteslice(0, place) + random.bytes(random.rand(1..9)) + text.byteslice(place..)
      else text + text.byteslice(place..)
      end
    end
  end

  describe "its bag-info.txt" do
    it "is read in its order, with values of several lines" do
      build(tags: { "bag-info.txt" => "Contact-Name: A: B\nnote:x\n  and\n\tmore \n\nContact-Name:  C\nempty:\n" })

      expect(bag.info).to eq [["Contact-Name", "A: B"], ["note", "x and more"], %w[Contact-Name C], ["empty", ""]]
      expect(codes).to eq []
      expect(bag.info.flatten.map(&:encoding)).to all eq Encoding::UTF_8
    end

    it "has lines that are no labels" do
      build(tags: { "bag-info.txt" => "junk\nlabel: value\n: empty\n" })

      expect(codes).to eq [[:malformed_line, "bag-info.txt"]] * 2
    end

    it "allows a quick check by Payload-Oxum" do
      build
      expect(bag.oxum_matches?).to be_nil
      store("bag-info.txt", "payload-oxum: 6.2\n")
      expect(bag.oxum_matches?).to be true
      expect(codes).to eq []
      append("data/b/c", "x")
      expect(bag.oxum_matches?).to be false
      expect(codes).to match_array [[:checksum_mismatch, "data/b/c"], [:oxum_mismatch, "bag-info.txt"]]
    end

    it "has a Payload-Oxum that is none" do
      build(tags: { "bag-info.txt" => "Payload-Oxum: many\n" })

      expect(codes).to eq [[:malformed_line, "bag-info.txt"]]
    end
  end

  describe "that is made" do
    before do
      FileUtils.mkdir_p("bag/data/b")
      NAMES.each { |name| File.binwrite("bag/#{name}", name) if name.dup.force_encoding("UTF-8").valid_encoding? }
      File.write("bag/data/b/c", "x")
      File.write("bag/bag-info.txt", "of the payload")
    end

    it "is valid, with all that was there, byte for byte" do
      before = Swiftsum::Tree.new("bag").digest(:swhid)
      made = described_class.make("bag", algorithms: %w[sha512 md5 sha3-256], info: { "Contact-Name" => %w[A B] })

      expect(Swiftsum::Tree.new("bag/data").digest(:swhid)).to eq before
      expect(made.validate.problems).to eq []
      expect(made.validate.warnings).to eq []
      expect(made.version).to eq "1.0"
      expect(made.info).to include(%w[Contact-Name A], %w[Contact-Name B])
      expect(made.info.to_h).to include("Payload-Oxum", "Bagging-Date" => /\A\d{4}-\d\d-\d\d\z/)
      expect(made.oxum_matches?).to be true
      expect(Dir.children("bag")).to match_array %w[
        bag-info.txt bagit.txt data manifest-md5.txt manifest-sha3256.txt manifest-sha512.txt
        tagmanifest-md5.txt tagmanifest-sha3256.txt tagmanifest-sha512.txt
      ]
    end

    it "is written anew after a change, with other algorithms" do
      made = described_class.make("bag", algorithms: %i[sha512 md5])
      store("data/new", "new")
      store("notes.txt", "tag file")
      expect(made).not_to be_valid

      expect(made.write(algorithms: :blake3, info: [%w[Bagging-Date 2001-01-01]])).to be made
      expect(made).to be_valid
      expect(made.info).to eq [%w[Bagging-Date 2001-01-01], ["Payload-Oxum", made.info.to_h["Payload-Oxum"]]]
      expect(Dir.children("bag").grep(/manifest/)).to match_array %w[manifest-blake3.txt tagmanifest-blake3.txt]
      expect(File.read("bag/tagmanifest-blake3.txt")).to include "  notes.txt\n"
    end

    it "is refused before anything is touched" do
      refused = lambda do |error, **options|
        before = Swiftsum::Tree.new("bag").map(&:path)
        expect { described_class.make("bag", **options) }.to raise_error(*error)
        expect(Swiftsum::Tree.new("bag").map(&:path)).to eq before
      end
      refused.call([ArgumentError, /algorithm/], algorithms: [])
      refused.call([Swiftsum::UnknownAlgorithmError], algorithms: [:sha257])
      refused.call([ArgumentError, /one line/], info: { "a" => "b\nc" })
      refused.call([ArgumentError, /label/], info: { "a:b" => "c" })
      File.symlink("data", "bag/link")
      refused.call([Swiftsum::IrregularFileError, /link/])
      File.unlink("bag/link")
      File.mkfifo("bag/fifo")
      refused.call([Swiftsum::IrregularFileError, /fifo/])
      File.unlink("bag/fifo")
      File.write("bag/\xFF", "")
      refused.call([Swiftsum::UnsupportedError, /UTF-8/])
      File.unlink("bag/\xFF")
      File.write("bag/bagit.txt", "")
      refused.call([ArgumentError, /already/])
    end

    it "leaves all where it was if not all can be moved" do
      before = Dir.children("bag").sort
      calls = 0
      allow(File).to receive(:rename).and_wrap_original do |original, *paths|
        raise Errno::EIO, paths.first if (calls += 1) == 3

        original.call(*paths)
      end

      expect { described_class.make("bag") }.to raise_error Errno::EIO
      expect(Dir.children("bag").sort).to eq before
    end

    it "is recognised by its declaration" do
      expect(described_class.recognise?("bag")).to be false
      described_class.make("bag")

      expect(described_class.recognise?(Pathname("bag"))).to be true
      expect(described_class.recognise?("nowhere")).to be false
      expect(described_class.new("bag").inspect).to eq '#<Swiftsum::Bag "bag">'
    end
  end

  describe "its report" do
    it "is given result by result, and as JSON" do
      build
      store("data/a", "other")
      results = []
      report = bag.validate { |result| results << result }

      expect(results).to eq report.results
      expect(JSON.parse(JSON.generate(report.to_h))).to include(
        "ok" => false, "counts" => { "ok" => 1, "mismatch" => 1 }, "manifest" => "bag",
        "results" => include(include("code" => "checksum_mismatch", "name" => "data/a"))
      )
      expect(report.folder).to eq "bag"
      expect(report.problems.first.inspect).to include "checksum_mismatch"
    end
  end

  # Of the Library of Congress, on PyPI.
  describe "beside bagit.py" do
    before do
      skip "bagit.py is not installed" unless system("python3", "-c", "import bagit", %i[out err] => File::NULL)
    end

    def bagit(*arguments)
      Open3.capture2e("python3", "-m", "bagit", *arguments)
    end

    it "makes bags that it validates, and validates those that it makes" do
      payload = { "a" => "hello\n", "b/c d" => "", "caf\u00e9" => "x", "new\nline" => "y" }
      payload.each { |name, text| store(name, text) }
      described_class.make("bag", algorithms: %i[sha256 sha512 md5])
      messages, status = bagit("--validate", "bag")
      expect(status).to be_success, messages

      FileUtils.rm_r("bag")
      payload.each { |name, text| store(name, text) }
      messages, status = bagit("--md5", "--sha256", "--sha3_256", "--contact-name", "A", "bag")
      expect(status).to be_success, messages
      expect(bag.validate.problems).to eq []
      expect(bag.info).to include %w[Contact-Name A]
    end

    changes = {
      "a file changed" => ->(_) { File.write("bag/data/a", "HELLO\n") },
      "a file gone" => ->(_) { File.unlink("bag/data/a") },
      "a file too many" => ->(_) { File.write("bag/data/new", "") },
      "a manifest changed" => ->(_) { File.write("bag/manifest-md5.txt", "\n", mode: "a") },
      "no declaration" => ->(_) { File.unlink("bag/bagit.txt") },
      "no payload" => ->(_) { FileUtils.rm_r("bag/data") },
      "a wrong Payload-Oxum" => lambda do |_|
        File.write("bag/bag-info.txt", "Payload-Oxum: 1.1\n")
        FileUtils.rm(Dir.glob("bag/tagmanifest*"))
      end
    }

    changes.each do |what, change|
      it "finds what it finds: #{what}" do
        build(algorithms: %w[md5 sha512], tags: { "bag-info.txt" => "Payload-Oxum: 6.2\n" })
        tag_manifest
        expect([bagit("--validate", "bag").last.success?, bag.valid?]).to eq [true, true]
        change.call(bag)

        expect([bagit("--validate", "bag").last.success?, bag.valid?]).to eq [false, false]
      end
    end
  end
end
