# frozen_string_literal: true

require "socket"
require "tmpdir"

require_relative "../support/names"
require_relative "../support/ruby_process"

RSpec.describe Swiftsum::Manifest do
  include RubyProcess

  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  before do
    Dir.mkdir("tree")
    Dir.mkdir("tree/b")
    files = { "a" => "1", "b/c" => "22", ".hidden" => "", "b.txt" => "4" }
    files.each { |name, text| File.write("tree/#{name}", text) }
  end

  def names(manifest)
    manifest.map(&:name)
  end

  describe ".build" do
    it "lists all files of a folder in the order of their names as bytes, with what they are" do
      manifest = described_class.build("tree", algorithms: %i[sha256 md5])
      entry = manifest.find { |each| each.name == "b/c" }
      stat = File.stat("tree/b/c")

      expect(names(manifest)).to eq %w[.hidden a b.txt b/c]
      expect(entry.checksums).to eq Swiftsum.checksums("tree/b/c", :sha256, :md5).values
      expect([entry.bytesize, entry.inode, entry.device]).to eq [2, stat.ino, stat.dev]
      expect([entry.mtime_ns, entry.ctime_ns])
        .to eq([stat.mtime, stat.ctime].map { |time| (time.to_i * 1_000_000_000) + time.nsec })
    end

    it "has the same of any algorithm, and of a folder that ends in a slash" do
      built = %w[tree tree/ ./tree].product([:md5, "blake2b-256"]).map do |folder, algorithms|
        described_class.build(folder, algorithms:).map { |entry| [entry.name, entry.bytesize, entry.mtime_ns] }
      end

      expect(built.uniq.size).to eq 1
    end

    it "leaves out what is excluded" do
      expect(names(described_class.build("tree", exclude: ["b/", ".*"]))).to eq %w[a b.txt]
      expect(names(described_class.build("tree", include: "*.txt"))).to eq %w[b.txt]
    end

    it "says which files it does not list, for they are not regular, and waits for none of them" do
      File.symlink("a", "tree/link")
      File.mkfifo("tree/pipe")
      UNIXServer.new("tree/socket").close
      errors = {}
      manifest = described_class.build("tree", on_error: ->(path, error) { errors[path] = error.class })

      expect(names(manifest)).to eq %w[.hidden a b.txt b/c]
      expect(manifest.notices.map(&:to_s)).to eq ["not listed, for they are not regular files: link, pipe, socket"]
      expect(errors).to eq(%w[link pipe socket].to_h { |name| ["tree/#{name}", Swiftsum::IrregularFileError] })
      expect(names(described_class.build("tree", follow: true))).to include "link"
      expect(described_class.build("tree").first(2).size).to eq 2
    end

    it "raises what it can't read, or tells it" do
      result = run_ruby(<<~RUBY)
        require "swiftsum"
        Swiftsum::Manifest::Replacement
        File.chmod(0o777, ".")
        File.chmod(0, "tree/b.txt")
        #{RubyProcess::UNPRIVILEGED}
        told = []
        names = Swiftsum::Manifest.build("tree", on_error: ->(path, error) { told << path << error.class }).map(&:name)
        p names, told
        begin
          Swiftsum::Manifest.build("tree").write("list")
        rescue SystemCallError => e
          p e.class
        end
        p File.exist?("list")
        Swiftsum::Manifest.build("tree", algorithms: "blake2b-256", on_error: ->(*failed) { p failed.first }).count
      RUBY

      expect(result.lines.map(&:chomp))
        .to eq ['[".hidden", "a", "b/c"]', '["tree/b.txt", Errno::EACCES]', "Errno::EACCES", "false", '"tree/b.txt"']
    end

    it "is written in place of a file, but not of a FIFO or a device" do
      File.mkfifo("fifo")

      expect { described_class.build("tree").write("fifo") }.to raise_error(Swiftsum::OverwriteError, /\Afifo: /)
      expect(File.ftype("fifo")).to eq "fifo"
    end

    it "needs an algorithm, and a folder" do
      expect { described_class.build("tree", algorithms: []) }.to raise_error(ArgumentError, "no algorithm given")
      expect { described_class.build("tree", algorithms: :nosuch) }.to raise_error Swiftsum::UnknownAlgorithmError
      expect { described_class.build("nowhere").to_a }.to raise_error(Errno::ENOENT, /nowhere/)
    end

    it "does not take a file that is called - for standard input" do
      File.write("tree/-", "content")
      described_class.build("tree").write("list")

      expect(Swiftsum.verify("list", directory: "tree").counts).to eq(ok: 5)
    end

    it "keeps nothing of what it has listed" do
      Dir.mkdir("tree/many")
      3_000.times { |number| File.write("tree/many/#{number}", "") }
      most = 0
      described_class.build("tree").each_with_index do |_, index|
        next unless (index % 1_000).zero?

        GC.start
        most = [most, ObjectSpace.each_object(described_class::Entry).count].max
      end

      expect(most).to be < 1_500
    end
  end

  describe "#write" do
    formats = { gnu: :sha256, tag: :sha256, json: :sha256, sfv: :crc32, hashdeep: :sha256, swiftsum: :sha256 }

    it "is tried here in each format" do
      expect(formats.keys).to eq described_class::FORMATS.keys
    end

    formats.each do |format, algorithms|
      it "writes a #{format} list of a folder into it, which does not list itself" do
        manifest = described_class.build("tree", algorithms:)
        2.times do
          manifest.write("tree/list", format:)

          expect(Swiftsum.verify("tree/list", directory: "tree").counts).to eq(ok: 4)
          expect(Dir.children("tree").sort).to eq %w[.hidden a b b.txt list]
        end
      end
    end

    it "does not list itself where links lead to it" do
      File.symlink("../list", "tree/b/link")
      File.symlink("tree", "other")
      File.write("tree/list", "")
      described_class.build("other", follow: true).write("tree/b/link")

      expect(File.symlink?("tree/b/link")).to be true
      expect(names(described_class.read("tree/list"))).to eq %w[.hidden a b.txt b/c]
    end

    it "keeps every name" do
      NAMES.each { |name| File.binwrite("tree/".b + name, name) unless name.include?("/") }
      manifest = described_class.build("tree")
      %i[gnu tag json swiftsum].each do |format|
        manifest.write("list", format:)

        expect(names(described_class.read("list"))).to eq names(manifest)
        expect(Swiftsum.verify("list", directory: "tree")).to be_ok
      end
      %i[sfv hashdeep].each do |format|
        expect { manifest.write("list", format:) }.to raise_error Swiftsum::UnwritableEntryError
      end
    end

    it "writes what it reads in another format, with the state of the files where that has a place" do
      described_class.build("tree", exclude: "b/", algorithms: %i[md5 sha256]).write("list", format: :swiftsum)
      list = File.read("list")
      described_class.read("list").write("list", format: :swiftsum)
      expect(File.read("list")).to eq list

      described_class.read("list").write("deep", format: :hashdeep)
      expect(Swiftsum.verify("deep", directory: "tree").counts).to eq(ok: 3)
    end

    it "writes nothing of a list with a malformed line" do
      described_class.build("tree").write("list")
      File.write("list", "junk\n", mode: "a")

      expect { described_class.read("list").write("other") }.to raise_error(Swiftsum::ParseError, /\Aline 5: /)
      expect(File).not_to exist("other")
    end
  end

  describe ".read" do
    it "reads the file anew each time" do
      described_class.build("tree").write("list")
      manifest = described_class.read("list")

      expect([manifest.count, manifest.count]).to eq [4, 4]
      described_class.build("tree/b").write("list")
      expect(manifest.count).to eq 1
      File.delete("list")
      expect { manifest.count }.to raise_error Errno::ENOENT
    end

    it "has a report of its verification" do
      described_class.build("tree").write("list.sha256")
      File.write("tree/a", "changed")
      report = described_class.read("list.sha256").verify(directory: "tree")

      expect(report).to have_attributes(counts: { ok: 3, mismatch: 1 }, manifest: "list.sha256", notices: [])
      expect(report.to_h).to eq Swiftsum.verify("list.sha256", directory: "tree").to_h
    end
  end
end
