# frozen_string_literal: true

require "digest"
require "fileutils"
require "tmpdir"

require "swiftsum/rake_task"
require_relative "support/program"
require_relative "support/rake_tasks"

RSpec.describe Swiftsum::RakeTask do
  include Program
  include RakeTasks

  describe "the task that writes" do
    it "lists all files, sorted" do
      define files: %w[pkg/b.gem pkg/a.gem pkg/b.gem]
      invoke :checksums

      expect(File.read("SHA256SUMS")).to eq line("pkg/a.gem") + line("pkg/b.gem")
    end

    it "takes a single name" do
      define files: "pkg/b.gem"
      invoke :checksums

      expect(File.read("SHA256SUMS")).to eq line("pkg/b.gem")
    end

    it "resolves a FileList when it runs, not before" do
      define
      File.write("pkg/c.gem", "c")
      invoke :checksums

      expect(File.read("SHA256SUMS")).to include line("pkg/c.gem")
    end

    it "lists neither its manifest nor anything it leaves behind, however often it runs" do
      2.times do |round|
        define round.to_s, manifest: "./pkg/SHA256SUMS"
        invoke round.to_s
      end

      expect(File.read("pkg/SHA256SUMS")).to eq line("pkg/a.gem") + line("pkg/b.gem")
      expect(Dir.children("pkg")).to contain_exactly("a.gem", "b.gem", "SHA256SUMS")
    end

    it "takes the algorithm that the manifest is named after, and verifies it" do
      define manifest: "SHA512SUMS"
      invoke :checksums

      expect(File.read("SHA512SUMS").lines.first).to eq "#{Digest::SHA512.hexdigest('a')}  pkg/a.gem\n"
      expect { invoke "checksums:verify" }.not_to raise_error
    end

    it "takes another algorithm and tag lines" do
      define manifest: "CHECKSUMS", algorithm: "SHA-256", format: :tag
      invoke :checksums

      expect(File.read("CHECKSUMS").lines.first).to eq "SHA256 (pkg/a.gem) = #{Digest::SHA256.hexdigest('a')}\n"
    end

    it "lists a file once, under its plain name" do
      define files: %w[./pkg/a.gem pkg//a.gem pkg/a.gem pkg/./b.gem]
      invoke :checksums

      expect(File.read("SHA256SUMS")).to eq line("pkg/a.gem") + line("pkg/b.gem")
      expect { invoke "checksums:verify" }.not_to raise_error
    end

    it "writes through a symbolic link, and lists neither it nor what it leads to" do
      File.symlink("pkg/SUMS", "SHA256SUMS")
      2.times do |round|
        define round.to_s, files: Rake::FileList["pkg/*", "SHA256SUMS"]
        invoke round.to_s
      end

      expect(File.symlink?("SHA256SUMS")).to be true
      expect(File.read("pkg/SUMS")).to eq line("pkg/a.gem") + line("pkg/b.gem")
    end

    it "lists names relative to another folder, so that who downloads the files can check them" do
      define manifest: "pkg/SHA256SUMS", relative_to: "pkg"
      invoke :checksums

      expect(File.read("pkg/SHA256SUMS")).to eq line("pkg/a.gem").sub("pkg/", "") + line("pkg/b.gem").sub("pkg/", "")
      expect(run("sh", "-c", "cd pkg && sha256sum --check --strict --quiet SHA256SUMS").status).to eq 0
      expect { invoke "checksums:verify" }.not_to raise_error
    end

    it "lists what is not in that folder by the way there" do
      Dir.mkdir("other")
      File.write("other/c", "c")
      define files: %w[pkg/a.gem other/c], relative_to: "./pkg/"
      invoke :checksums

      expect(File.read("SHA256SUMS").lines.map { |line| line.split.last }).to eq %w[../other/c a.gem]
      expect { invoke "checksums:verify" }.not_to raise_error
    end

    it "fails where there is nothing to list, and writes nothing" do
      define files: Rake::FileList["nothing/*"]

      expect { invoke :checksums }.to raise_error(Swiftsum::Error, "SHA256SUMS: there are no files to list")
      expect(File).not_to exist("SHA256SUMS")
    end

    it "fails where a file can't be read, and leaves the manifest as it was" do
      define
      invoke :checksums
      File.symlink("nowhere", "pkg/link")
      File.write("pkg/a.gem", "changed")
      Rake::Task.clear
      define

      expect { invoke :checksums }.to raise_error(Errno::ENOENT, %r{pkg/link})
      expect(File.read("SHA256SUMS")).to eq line("pkg/a.gem", "a") + line("pkg/b.gem")
    end
  end

  describe "the task that verifies" do
    before do
      define
      invoke :checksums
    end

    def failure
      invoke "checksums:verify"
      nil
    rescue Swiftsum::Error => e
      e.message
    end

    it "passes if every file was verified and matches" do
      expect(failure).to be_nil
    end

    it "fails for all that do not, and says why" do
      File.write("pkg/a.gem", "changed")
      File.delete("pkg/b.gem")
      File.write("SHA256SUMS", "junk\n", mode: "a")

      expect(failure).to eq <<~TEXT.chomp
        SHA256SUMS is not verified:
          pkg/a.gem: has #{Digest::SHA256.hexdigest('changed')}, not #{Digest::SHA256.hexdigest('a')}
          pkg/b.gem: No such file or directory
          line 3: neither a GNU line nor a BSD tag line
      TEXT
    end

    it "says which file it is, whatever its name" do
      Rake::Task.clear
      define files: ["pkg/caf\u00e9", "pkg/\xFF"], manifest: "r\u00e9sum\u00e9"
      File.write("r\u00e9sum\u00e9", line("pkg/a.gem"))

      expect(failure).to eq <<~TEXT.chomp
        r\u00e9sum\u00e9 is not verified:
          pkg/caf\u00e9: is not listed
          pkg/\uFFFD: is not listed
      TEXT
    end

    it "fails for a manifest that is empty" do
      File.write("SHA256SUMS", "")

      expect(failure).to include "lists no files"
    end

    it "fails for a file that should be listed and is not" do
      File.write("SHA256SUMS", line("pkg/a.gem"))

      expect(failure).to eq "SHA256SUMS is not verified:\n  pkg/b.gem: is not listed"
    end

    it "fails for what does not match under its name relative to a folder" do
      Rake::Task.clear
      define relative_to: "pkg"
      invoke :checksums
      File.write("pkg/a.gem", "changed")
      File.write("pkg/c.gem", "c")
      Rake::Task.clear
      define relative_to: "pkg"

      expect(failure).to match(/^  a.gem: has .*^  c.gem: is not listed/m)
    end

    it "takes a name in the list for the file that it means" do
      File.write("SHA256SUMS", line("pkg/a.gem").sub("  ", "  ./") + line("pkg/b.gem").sub("pkg/", "pkg//"))

      expect(failure).to be_nil
    end

    it "fails without a manifest" do
      File.delete("SHA256SUMS")

      expect { invoke "checksums:verify" }.to raise_error(Errno::ENOENT, /SHA256SUMS/)
    end

    it "takes GNU lines for its own algorithm, whatever the manifest is called" do
      define :fast, algorithm: :blake3
      invoke :fast

      expect { invoke "fast:verify" }.not_to raise_error
    end
  end

  it "says what is not set, where it is defined" do
    expect { described_class.new { |task| task.manifest = "SHA256SUMS" } }.to raise_error(ArgumentError, /files/)
    expect { described_class.new { |task| task.files = [] } }.to raise_error(ArgumentError, /manifest/)
    expect { define algorithms: [] }.to raise_error(ArgumentError, /algorithms/)
    expect { define algorithm: :sha255 }.to raise_error(Swiftsum::UnknownAlgorithmError, /sha256/)
    expect { define format: :csv }.to raise_error(ArgumentError, /:csv/)
  end

  it "works in a Rakefile as it is documented: writes, verifies, and fails the build" do
    File.write("Rakefile", <<~RUBY)
      require "swiftsum/rake_task"

      Swiftsum::RakeTask.new(:checksums) do |t|
        t.files = FileList["pkg/*"]
        t.manifest = "SHA256SUMS"
      end
    RUBY
    rake = [RbConfig.ruby, "-I", File.join(Program::ROOT, "lib"), "-S", "rake"]

    expect(run(*rake, "--tasks").output).to match(/^rake checksums +# Write .*^rake checksums:verify +# Verify /m)
    expect(run(*rake, "checksums", "checksums:verify"))
      .to have_attributes(output: "SHA256SUMS: 2 files listed\nSHA256SUMS: 2 files verified\n", messages: "", status: 0)
    expect(run("sha256sum", "--check", "--quiet", "SHA256SUMS").status).to eq 0

    File.write("pkg/a.gem", "changed")
    outcome = run(*rake, "checksums:verify")

    expect(outcome.status).to eq 1
    expect(outcome.messages).to include "pkg/a.gem: has "
  end
end
