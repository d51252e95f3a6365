# frozen_string_literal: true

require "fileutils"
require_relative "support/bags"
require_relative "support/trees"

RSpec.describe Swiftsum::Bag do
  include Bags
  include Trees

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

    it "may have a long line, which is not kept, and one without an end, which is not read" do
      append("manifest-sha512.txt", "#{'0' * 128}  data/#{'x' * 300_000}\n#{'0' * 200_000}")
      expect(codes).to eq [[:malformed_line, "manifest-sha512.txt"]] * 2

      append("manifest-sha512.txt", "0" * 2_000_000)
      expect(codes).to include [:unreadable_tag_file, "manifest-sha512.txt"]
      expect(bag.validate.failures.map(&:reason)).to include(/\Aline \d+ has more than 1 MiB/)
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
end
