# frozen_string_literal: true

require "fileutils"

require "swiftsum/rake_task"
require_relative "../support/program"
require_relative "../support/rake_tasks"

RSpec.describe Swiftsum::RakeTask, "its settings" do
  include Program
  include RakeTasks

  describe "a folder" do
    before do
      FileUtils.mkdir_p("pkg/folder/inner")
      File.write("pkg/folder/c.gem", "c")
      File.write("pkg/folder/inner/.hidden", "d")
    end

    let(:all) { ["pkg/a.gem", "pkg/b.gem", "pkg/folder/c.gem", "pkg/folder/inner/.hidden"].map { |name| line(name) } }

    it "means all files in it, where it is given alone" do
      ["pkg", "pkg/", "./pkg", Pathname("pkg")].each_with_index do |files, index|
        define index.to_s, files: files
        invoke index.to_s

        expect(File.read("SHA256SUMS")).to eq all.join
        expect { invoke "#{index}:verify" }.not_to raise_error
      end
    end

    it "is passed over in a list, which is said" do
      [%w[pkg pkg/a.gem pkg/b.gem], Rake::FileList["pkg/*"]].each_with_index do |files, index|
        define index.to_s, files: files

        expect { invoke index.to_s }.to output("SHA256SUMS: 2 files listed; 1 folder passed over\n").to_stdout
        expect(File.read("SHA256SUMS")).to eq all.first(2).join
        expect { invoke "#{index}:verify" }
          .to output("SHA256SUMS: 2 files verified; 1 folder passed over\n").to_stdout
      end
    end

    it "gives nothing to list, alone in a list" do
      define files: %w[pkg pkg/folder]

      expect { invoke :checksums }
        .to raise_error(Swiftsum::Error, "SHA256SUMS: there are no files to list; 2 folders passed over")
    end

    it "does not hold its own manifest, nor what is no regular file, which is said" do
      File.symlink("a.gem", "pkg/link")
      File.mkfifo("pkg/fifo")
      define files: "pkg", manifest: "pkg/SHA256SUMS"

      2.times do
        expect { invoke :checksums }
          .to output("pkg/SHA256SUMS: 4 files listed; 2 left out, for they are not regular files\n").to_stdout
      end
      expect(File.read("pkg/SHA256SUMS")).to eq all.join
    end

    it "has files that are to be listed" do
      define files: "pkg"
      invoke :checksums
      File.write("pkg/folder/new", "")

      expect { invoke "checksums:verify" }.to raise_error(Swiftsum::Error, %r{pkg/folder/new: is not listed})
    end

    it "is read, or the task fails" do
      define files: "pkg"
      code = "require 'swiftsum/rake_task'; #{RubyProcess::UNPRIVILEGED}; " \
             "Swiftsum::RakeTask.new { |t| t.files, t.manifest = 'pkg', 'SUMS' }; Rake::Task['checksums'].invoke"
      File.chmod(0, "pkg/folder/inner")
      File.chmod(0o777, ".")
      outcome = run(*RubyProcess::COMMAND, "-e", code)

      expect(outcome.messages).to match(%r{pkg/folder/inner.*EACCES})
      expect(File).not_to exist "SUMS"
    end
  end

  it "leaves out what a pattern excludes, given by name and in a folder" do
    FileUtils.mkdir_p("pkg/.git")
    File.write("pkg/.git/config", "")
    File.write("pkg/c.tmp", "")
    ["pkg", %w[pkg/c.tmp ./pkg/b.gem pkg/.git/config pkg/a.gem]].each_with_index do |files, index|
      define index.to_s, files: files, exclude: [".git/", "*.tmp"]
      invoke index.to_s

      expect(File.read("SHA256SUMS")).to eq line("pkg/a.gem") + line("pkg/b.gem")
      expect { invoke "#{index}:verify" }.not_to raise_error
    end
    expect { define "other", exclude: "[a" }.to raise_error(ArgumentError, /malformed pattern/)
  end

  it "refuses a FIFO that is given by name: who reads it may wait for ever" do
    File.mkfifo("pkg/fifo")
    define

    expect { invoke :checksums }.to raise_error(Swiftsum::IrregularFileError, %r{\Apkg/fifo: not read})
  end

  it "takes several algorithms: tag lines, unless there is a format" do
    define manifest: "SUMS", algorithms: %i[sha256 crc32]
    invoke :checksums
    define :other, manifest: "SUMS.json", algorithms: %w[md5 sha256], format: :swiftsum
    invoke :other

    expect(File.read("SUMS").lines.first(2)).to match [/\ASHA256 \(pkg.a.gem\) = /, /\ACRC32 \(pkg.a.gem\) = /]
    expect(Swiftsum::Manifest.read("SUMS.json").flat_map { |entry| entry.checksums.map(&:algorithm).map(&:name) })
      .to eq %w[md5 sha256 md5 sha256]
    %w[checksums:verify other:verify].each { |name| expect { invoke name }.not_to raise_error }
    File.write("pkg/a.gem", "changed")
    %w[checksums:verify other:verify].each do |name|
      expect { invoke name }.to raise_error(Swiftsum::Error, /a.gem: has/)
    end
  end

  it "writes every format that can be written" do
    Swiftsum::Manifest::FORMATS.each_key do |format|
      define format, manifest: "list", format: format
      invoke format

      expect(Swiftsum::Manifest.read("list", format:).map(&:name)).to eq %w[pkg/a.gem pkg/b.gem]
      expect { invoke "#{format}:verify" }.not_to raise_error
    end
  end

  it "says how many files it was, unless rake is to be quiet" do
    define files: "pkg/a.gem"

    expect { invoke :checksums }.to output("SHA256SUMS: 1 file listed\n").to_stdout
    expect { invoke "checksums:verify" }.to output("SHA256SUMS: 1 file verified\n").to_stdout
    Rake::FileUtilsExt.verbose(false) { expect { invoke "checksums:verify" }.not_to output.to_stdout }
  end
end
