# frozen_string_literal: true

require "digest"
require "fileutils"
require "json"
require "swiftsum"

require_relative "support/audited_folder"
require_relative "support/audit_pages"
require_relative "support/program"

RSpec.describe Swiftsum::Audit::Page do
  include AuditedFolder
  include AuditPages
  include Program

  describe "what it says" do
    # Digests of what stands between the tags, which a browser compares.
    it "is one file that asks for nothing else, and names its own style and script by SHA-256" do
      page = page_of([])
      policy = page[/http-equiv="Content-Security-Policy" content="(.*?)"/, 1]
      digests = %w[style script].map { |tag| Digest::SHA256.base64digest(page[%r{<#{tag}>(.*?)</#{tag}>}m, 1]) }

      expect(policy).to eq "default-src 'none'; style-src 'sha256-#{digests[0]}'; script-src 'sha256-#{digests[1]}'; " \
                           "base-uri 'none'; form-action 'none'"
      expect(page).not_to match(/https?:|\bsrc=|\burl\(|@import|innerHTML|style="|\son\w+="/)
      expect(page.scan("<script>").size).to eq 1
      expect(page).not_to include "{{"
    end

    {
      {} => "There are no files.",
      { ok: 1 } => "The one file is as listed.", { ok: 1204 } => "All 1,204 files are as listed.",
      { unread: 3 } => "No file was read: none was due.",
      { ok: 1, unread: 2 } => "The one file that was read is as listed; 2 not read.",
      { ok: 9, unread: 1_000_000 } => "All 9 files that were read are as listed; 1,000,000 not read.",
      { ok: 9, new: 1 } => "1 of 10 files is not as listed.",
      { modified: 1, missing: 1, unread: 2 } => "2 of 4 files are not as listed, and 2 not read.",
      { ok: 9, unreadable: 1, new: 2 } => "The audit is not complete: 1 file could not be read.",
      { malformed: 2 } => "The audit is not complete: 2 lines of the manifest can’t be understood.",
      { unreadable: 2, malformed: 1 } =>
        "The audit is not complete: 2 files could not be read, and 1 line of the manifest can’t be understood.",
      { bit_rot: 1, malformed: 1 } =>
        "1 file may have rotted: the contents changed, and the time of the last change did not."
    }.each do |counts, sentence|
      it "is a verdict in one sentence: #{counts}" do
        results = counts.flat_map { |status, number| [result(status, status == :malformed ? nil : "a")] * number }

        expect(page_of(results)).to include("<h1>#{sentence}</h1>")
      end
    end

    it "is how many there are of each status, the worst first" do
      statuses = Swiftsum::Audit::Report::EXIT_STATUSES.keys
      page = page_of(statuses.map { |status| result(status, "a") } + [result(:ok, "b")])
      shown = page.scan(%r{<li class="(\w+)">.*?<b>(\d+)</b> (.*?)<}).map { |status, *rest| [status.to_sym, *rest] }

      expect(shown.map(&:first)).to match_array(statuses)
      expect(shown.values_at(0, -1)).to eq [[:bit_rot, "1", "suspected bit rot"], [:ok, "2", "OK"]]
      expect(page.scan(/data-status="(\w+)"/).flatten).to match_array(statuses.map(&:to_s) - %w[ok unread])
    end

    it "is what is not as it was, and for each folder how many files and bytes are of which status" do
      page = page_of([result(:ok, "a/b/1", 10), result(:ok, "a/b/2", 20), result(:modified, "a/b/3", 5, 1_500_000_000),
                      result(:new, "top", 0), result(:moved, "a/m", 7, from: "old"), result(:unreadable, "a/c/"),
                      result(:malformed, nil, nil, problem: "no line")])

      expect(json(page, "rows")).to eq [
        ["modified", "a/b/3", 5, 1500, nil, nil], ["new", "top", 0, nil, nil, nil],
        ["moved", "a/m", 7, nil, "old", nil],
        ["unreadable", "a/c/", nil, nil, nil, nil], ["malformed", nil, nil, nil, nil, "no line"], nil
      ]
      expect(json(page, "folders")).to eq [
        ["a/b", ["ok", 2, 30], ["modified", 1, 5]], ["", ["new", 1, 0], ["malformed", 1, 0]], ["a", ["moved", 1, 7]],
        ["a/c", ["unreadable", 1, 0]]
      ]
    end

    it "is how many links and the like were not read" do
      expect(page_of([], irregular: { link: 1 })).to include "Not read: 1 link, FIFO, socket or device.</p>"
      expect(page_of([], irregular: { link: 1, fifo: 1 }))
        .to include "Not read: 2 links, FIFOs, sockets or devices.</p>"
    end
  end

  describe "names" do
    it "can't be markup" do
      name = "<script>alert(1)</script><!--<b a=\"'&amp;"
      page = page_of([result(:new, name), result(:moved, "#{name}/#{name}", from: name)], folder: name)

      expect(page.scan(/<script|<!--|<b a/)).to eq ["<script"] * 4
      expect(page).to include("/&lt;script&gt;alert(1)&lt;/script&gt;&lt;!--&lt;b a=&quot;&#39;&amp;amp;</bdi>")
      expect(json(page, "rows").first[1]).to eq name
    end

    it "are there with the bytes that are not UTF-8, each as a surrogate" do
      page = page_of([result(:new, "a\xFFé\xE2\x80/b\xC0")], folder: "\xFF\e[1m\u202Ea")

      expect(page).to include('["new","a\\udcffé\\udce2\\udc80/b\\udcc0",', '["a\\udcffé\\udce2\\udc80",["new"')
      expect(page).to include("/\\xFF\\x1B[1m\\xE2\\x80\\xAEa</title>", "<bdi>#{Dir.pwd}/m</bdi>")
      expect(page).to be_valid_encoding
    end

    it "have no control character that is not escaped" do
      page = page_of([result(:new, ("\x01".."\x1F").to_a.join)], folder: "\x7F\u0085\u2028")

      expect(page.scan(/[\0-\x09\x0B-\x1F\x7F\u0085\u2028]/)).to eq []
    end
  end

  describe "the file" do
    before do
      %w[a b/c].each { |name| write("f/#{name}", name) }
      list
    end

    def write_page(path = "page.html", audit = self.audit)
      described_class.write(path, audit) { |page| audit.run { |result| page.add(result) } }
    end

    it "does not count as one of the folder, not even if it is listed" do
      expect(write_page("f/page.html").counts).to eq(ok: 2)
      expect(write_page("f/page.html").counts).to eq(ok: 2)
      expect(audit.run.counts).to eq(ok: 2, new: 1)
      audit.accept
      expect(write_page("f/page.html").counts).to eq(ok: 2)
      expect(Dir.children("f").sort).to eq %w[a b page.html]
    end

    it "has other names that are files of the folder, if they are listed" do
      write_page("f/page.html")
      File.link("f/page.html", "f/kept.html")
      list

      expect(write_page("f/page.html").counts).to eq(ok: 3)
    end

    it "is written as results come, which are not kept" do
      described_class.write("page.html", audit) do |page|
        file = Dir.glob(".swiftsum*").first
        before = File.size(file)
        100_000.times { |index| page.add(result(:ok, "a/#{index}")) }
        expect(File.size(file)).to eq before
        10_000.times { |index| page.add(result(:new, "a/#{index}")) }
        expect(File.size(file)).to be > before + 200_000
        audit.run
      end
      expect(File.read("page.html")).to include '["a",["ok",100000,0],["new",10000,0]]'
    end

    it "is written whole or not at all" do
      write_page
      before = File.read("page.html")

      expect { described_class.write("page.html", audit) { |page| page.add(result(:new, "x")) && raise("no") } }
        .to raise_error("no")
      expect(File.read("page.html")).to eq before
      expect(Dir.children(".").sort).to eq %w[f m page.html]
    end

    it "is written through a link, and keeps its permissions" do
      write_page
      File.chmod(0o600, "page.html")
      File.symlink("page.html", "link")
      write_page("link")

      expect(File.readlink("link")).to eq "page.html"
      expect(File.stat("page.html").mode & 0o777).to eq 0o600
    end

    it "replaces an older page or an empty file, and nothing else, which is known before the audit begins" do
      FileUtils.touch("empty")
      expect(write_page("empty").counts).to eq(ok: 2)
      File.write("other", "<!DOCTYPE html>\n<html lang=\"en\">\n")
      File.mkfifo("fifo")
      File.symlink("m", "link")
      never = ->(_) { raise "it has begun" }
      %w[m link f/a other].each do |path|
        message = "#{path}: is there, and not a page that an audit wrote: choose another name"
        expect { described_class.write(path, audit, &never) }.to raise_error(Swiftsum::OverwriteError, message)
      end
      expect { described_class.write("fifo", audit, &never) }.to raise_error(Swiftsum::OverwriteError, /\Afifo: /)
      expect { described_class.write("f", audit, &never) }.to raise_error(Errno::EISDIR)
      expect { described_class.write("no/page", audit, &never) }.to raise_error(Errno::ENOENT)
    end
  end

  it "goes together with what writes the manifest" do
    write("f/a", "a")
    list
    write("f/a", "b", Time.now)
    audit = self.audit
    report = described_class.write("f/page.html", audit) { |page| audit.accept { |result| page.add(result) } }

    expect(report.counts).to eq(modified: 1)
    expect(entries.keys).to eq ["a"]
    expect(self.audit.run.counts).to eq(ok: 1, new: 1)
  end
end
