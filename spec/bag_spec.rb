# frozen_string_literal: true

require "fileutils"
require "json"
require_relative "support/bags"
require_relative "support/trees"

RSpec.describe Swiftsum::Bag do
  include Bags
  include Trees

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
      expect(report.unfetched?).to be true
      expect(report).not_to be_complete
      expect(report).not_to be_valid
    end

    it "is valid with them, whatever length the list has" do
      store("fetch.txt", fetch.sub(" 6 ", " 7 "))

      expect(codes).to eq []
      expect(warned).to eq [:fetch_length]
      expect(bag.validate.unfetched?).to be false
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
end
