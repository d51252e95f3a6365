# frozen_string_literal: true

require "fileutils"
require "open3"
require "pathname"
require_relative "support/bags"
require_relative "support/names"
require_relative "support/trees"

RSpec.describe Swiftsum::Bag do
  include Bags
  include Trees

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
