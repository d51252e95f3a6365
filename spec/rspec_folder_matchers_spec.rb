# frozen_string_literal: true

require "digest"
require "fileutils"
require "pathname"
require "tmpdir"

require "swiftsum/rspec"
require_relative "support/ruby_process"

RSpec.describe "Matchers of what folders hold" do
  include RubyProcess

  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  def message
    yield
    nil
  rescue RSpec::Expectations::ExpectationNotMetError => e
    e.message
  end

  describe "match_manifest" do
    def line(name, text = File.read("pkg/#{name}"))
      "#{Digest::SHA256.hexdigest(text)}  #{name}\n"
    end

    before do
      FileUtils.mkdir_p("pkg/inner")
      File.write("pkg/a.gem", "a")
      File.write("pkg/inner/b", "b")
      File.write("pkg/SHA256SUMS", line("a.gem") + line("inner/b"))
    end

    it "passes for a folder that has all that is listed" do
      expect("pkg").to match_manifest("pkg/SHA256SUMS")
      expect("pkg/").to match_manifest(Pathname("pkg/SHA256SUMS")).and_nothing_else
      File.write("pkg/other", "")
      expect("pkg").to match_manifest("pkg/SHA256SUMS")
      expect("pkg").not_to match_manifest("pkg/SHA256SUMS").and_nothing_else
    end

    it "lists what differs" do
      File.write("pkg/a.gem", "changed")
      File.delete("pkg/inner/b")
      File.write("pkg/\e new", "")
      text = message { expect("pkg").to match_manifest("pkg/SHA256SUMS").and_nothing_else }

      expect(text).to eq <<~TEXT
        expected "pkg" to match pkg/SHA256SUMS, but
          a.gem: has #{Digest::SHA256.hexdigest('changed')}, not #{Digest::SHA256.hexdigest('a')}
          inner/b: No such file or directory
          "\\e new": is there, and not listed
      TEXT
    end

    it "lists no more than a reader wants to see" do
      File.write("pkg/SHA256SUMS", Array.new(50) { |index| line("gone#{index}/#{'x/' * 1000}y", "") }.join)
      text = message { expect("pkg").to match_manifest("pkg/SHA256SUMS") }

      expect(text.lines.size).to eq 12
      expect(text).to end_with "  and 40 more\n"
      expect(text.size).to be < 4_000
    end

    it "takes a file that the manifest is to list" do
      File.write("SUMS", line("a.gem").sub("a.gem", "pkg/a.gem") + line("inner/b"))

      expect("pkg/a.gem").to match_manifest("SUMS")
      expect("./pkg/a.gem").to match_manifest("SUMS", algorithm: :sha256)
      File.write("pkg/a.gem", "changed")
      expect("pkg/a.gem").not_to match_manifest("SUMS")
      expect { expect("pkg/SHA256SUMS").to match_manifest("SUMS") }.to raise_error(Swiftsum::Error, /no digest of it/)
    end

    it "passes neither way where not all could be verified" do
      ["", "junk\n", "#{line('a.gem')}junk\n"].each do |list|
        File.write("list", list)
        expect { expect("pkg").to match_manifest("list") }.to raise_error(Swiftsum::Error, /\Alist: not all could be/)
        expect { expect("pkg").not_to match_manifest("list") }.to raise_error(Swiftsum::Error)
      end
      expect { expect("pkg").not_to match_manifest("nowhere") }.to raise_error(Errno::ENOENT)
    end

    it "describes itself" do
      expect(match_manifest("SUMS").and_nothing_else.description).to eq "match the manifest SUMS and nothing else"
      expect(message { expect("pkg").not_to match_manifest("pkg/SHA256SUMS") })
        .to eq "expected \"pkg\" not to match pkg/SHA256SUMS\n"
    end
  end

  describe "have_same_content_as" do
    before do
      FileUtils.mkdir_p("one/inner/empty")
      File.write("one/a", "a")
      File.write("one/inner/b", "b" * 10_000)
      File.symlink("a", "one/link")
      FileUtils.cp_r("one", "two")
    end

    it "passes for two folders that hold the same, whatever the times and permissions" do
      File.utime(Time.at(0), Time.at(0), "two/a")
      File.chmod(0o600, "two/a")

      expect("one").to have_same_content_as("two")
      expect(Pathname("one/")).to have_same_content_as("./two/")
      expect("one").to have_same_content_as("one")
    end

    {
      "a: has 7 bytes, not 1" => -> { File.write("one/a", "changed") },
      "a: has other bytes" => -> { File.write("one/a", "b") },
      "a: is missing" => -> { File.delete("one/a") },
      "new: is there, and should not be" => -> { File.write("one/new", "") },
      "inner/empty: is missing" => -> { Dir.rmdir("one/inner/empty") },
      "a: is a folder, not a file" => -> { FileUtils.rm("one/a") && Dir.mkdir("one/a") },
      "link: is a file, not a link" => -> { FileUtils.rm("one/link") && File.write("one/link", "a") },
      "link: leads to \"b\", not to \"a\"" => -> { FileUtils.ln_sf("b", "one/link") }
    }.each do |difference, change|
      it "says what differs: #{difference}" do
        change.call

        expect("one").not_to have_same_content_as("two")
        expect(message { expect("one").to have_same_content_as("two") })
          .to eq "expected \"one\" to have the same content as two, but\n  #{difference}\n"
      end
    end

    it "lists the names in order, and no more than a reader wants to see" do
      20.times { |index| File.write(format("one/f%02d", index), "") }
      text = message { expect("one").to have_same_content_as("two") }

      expect(text.lines[1..]).to eq [
        *Array.new(10) { |index| format("  f%02d: is there, and should not be\n", index) }, "  and 10 more\n"
      ]
    end

    it "does not compare what is excluded" do
      File.write("one/a.tmp", "")
      File.write("two/inner/b.tmp", "")

      expect("one").to have_same_content_as("two", exclude: "*.tmp")
      expect("one").not_to have_same_content_as("two", exclude: "b.tmp")
    end

    it "takes two files" do
      expect("one/a").to have_same_content_as("two/a")
      expect("one/a").not_to have_same_content_as("two/inner/b")
      File.write("one/a", "b")
      expect(message { expect("one/a").to have_same_content_as("two/a") }).to include "one/a: has other bytes"
      expect(message { expect("one/a").to have_same_content_as("two") }).to include "one/a: is not a folder"
    end

    it "passes neither way where something can't be read" do
      expect { expect("one").not_to have_same_content_as("nowhere") }.to raise_error(Errno::ENOENT, /nowhere/)
      File.mkfifo("one/fifo")
      expect { expect("one").not_to have_same_content_as("two") }.to raise_error(Swiftsum::IrregularFileError, /fifo/)
      File.delete("one/fifo")

      File.chmod(0, "two/inner")
      File.chmod(0o755, ".")
      expect(run_ruby("#{RubyProcess::UNPRIVILEGED}\n#{<<~RUBY}")).to match(/EACCES.*inner|denied.*inner/)
        require "swiftsum/rspec"
        include RSpec::Matchers
        begin
          expect("one").not_to have_same_content_as("two")
        rescue SystemCallError => e
          puts e.message
        end
      RUBY
    end
  end
end
