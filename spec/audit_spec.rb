# frozen_string_literal: true

require "fileutils"
require "swiftsum"
require_relative "support/audited_folder"
require_relative "support/program"
require_relative "support/ruby_process"

RSpec.describe Swiftsum::Audit do
  include AuditedFolder
  include Program

  it "finds nothing where nothing happened" do
    { "a" => "1", "b/c" => "2", "-" => "3", "é" => "4", "new\nline" => "5", "b c" => "", "\xFF" => "6" }
      .each { |name, content| write("f/#{name}", content) }
    list
    results = []
    report = audit.run { |result| results << [result.name, result.status] }

    expect(report).to have_attributes(ok?: true, exit_status: 0, counts: { ok: 7 }, findings: [])
    expect(results.map(&:first)).to eq Dir.children("f").flat_map { |name| name == "b" ? "b/c" : name }.map(&:b).sort
  end

  it "tells moved, copied, new, missing, modified files and suspected bit rot apart, and counts each once" do
    %w[x/a x/b y/c].each { |path| write("f/#{path}", "alike") }
    { "edited" => "one", "rotten" => "content", "same" => "same", "source" => "source", "moved" => "moved" }
      .each { |name, content| write("f/#{name}", content) }
    list
    File.delete("f/x/b")
    FileUtils.mkdir_p("f/z")
    File.rename("f/y/c", "f/z/c")
    File.rename("f/moved", "f/elsewhere")
    write("f/x/a", "changed", Time.now)
    write("f/edited", "two", Time.now)
    rot("f/rotten")
    write("f/copy", "source")
    write("f/fresh", "fresh")
    report = audit.run

    expect(findings(report)).to eq(
      "edited" => [:modified], "rotten" => [:bit_rot], "x/a" => [:modified], "x/b" => [:missing],
      "z/c" => [:moved, "y/c"], "elsewhere" => [:moved, "moved"], "copy" => [:copied, "source"], "fresh" => [:new]
    )
    expect(report.counts).to eq(ok: 2, modified: 2, bit_rot: 1, missing: 1, moved: 2, copied: 1, new: 1)
    expect(report.exit_status).to eq 3
  end

  it "is the same by digests that the library has no number of, which are made file by file" do
    { "a" => "x", "b" => "y", "c" => "z" }.each { |name, content| write("f/#{name}", content) }
    list(algorithms: %i[sha256 blake2b-200])
    rot("f/a")
    write("f/b", "edited", Time.now)
    write("f/d", "new")

    expect(audit.run.counts).to eq(ok: 1, bit_rot: 1, modified: 1, new: 1)
    expect(audit(budget: 3600).record.counts).to eq(ok: 1, bit_rot: 1, modified: 1, new: 1)
    expect(update(accept: true).counts).to eq(unread: 1, bit_rot: 1, modified: 1, new: 1)
    expect(entries["d"]).to have_attributes(bytesize: 3, inode: File.stat("f/d").ino)
    expect(audit.run).to be_ok

    allow(Swiftsum).to receive(:checksums).and_wrap_original do |method, path, *rest, **options|
      method.call(path, *rest, **options).tap { File.write(path, "longer than before") if path.end_with?("/c") }
    end
    expect(audit.run.counts).to eq(ok: 3, changed: 1)
  end

  it "has an exit status for each status, of which the highest counts" do
    write("f/a", "a")
    list
    expect(audit.run.exit_status).to eq 0
    write("f/b", "b")
    expect(audit.run.exit_status).to eq 1
    File.write("m", File.read("m").lines[0..-2].join)
    expect(audit.run).to have_attributes(exit_status: 2, counts: { ok: 1, new: 1, malformed: 1 })
    rot("f/a")
    expect(audit.run.exit_status).to eq 3
  end

  it "finds files that are alike again by their inodes" do
    %w[p q].each { |name| write("f/#{name}", "alike") }
    list
    File.rename("f/p", "f/s")
    File.rename("f/q", "f/r")

    expect(findings(audit.run)).to eq("r" => [:moved, "q"], "s" => [:moved, "p"])
  end

  it "takes empty files for new and missing, whatever else is empty" do
    %w[a b].each { |name| write("f/#{name}", "") }
    list
    File.rename("f/a", "f/c")

    expect(findings(audit.run)).to eq("a" => [:missing], "c" => [:new])
  end

  it "does not call missing what it can't see" do
    write("f/dir/a", "a")
    write("f/dir.b", "b")
    list
    code = "#{RubyProcess::UNPRIVILEGED}; " \
           "p Swiftsum::Audit.new('f', 'm').run.findings.map { |result| [result.status, result.name, result.reason] }"
    File.chmod(0o755, ".")
    File.chmod(0, "f/dir")
    outcome = run(*RubyProcess::COMMAND, "-rswiftsum", "-e", "Swiftsum::Audit::Report; #{code}")

    expect(outcome.output).to eq "[[:unreadable, \"dir/\", \"Permission denied\"], " \
                                 "[:unreadable, \"dir/a\", \"Permission denied\"]]\n"
  end

  it "neither follows nor opens what is no regular file, and says how many there are" do
    write("f/a", "a")
    write("f/b", "b")
    list
    File.mkfifo("f/fifo")
    File.symlink("a", "f/link")
    File.delete("f/b")
    File.symlink("a", "f/b")
    report = audit.run

    expect(report.irregular).to eq(fifo: 1, link: 1)
    expect(report.findings.map { |result| [result.name, result.status, result.reason] })
      .to eq [["b", :missing, "is a link now"]]
  end

  it "goes by the rule that the manifest was made by" do
    %w[a.rb b.tmp c/d.tmp].each { |name| write("f/#{name}", name) }
    list(exclude: "*.tmp")
    write("f/more.tmp", "more")

    expect(audit.run.counts).to eq(ok: 1)
  end

  it "takes lists of other formats, in any order, in which nothing can be told to have rotted" do
    %w[a b c].each { |name| write("f/#{name}", name) }
    File.write("m", %w[c a b].map { |name| "#{Swiftsum::SHA256.hexdigest(name)}  ./#{name}\n" }.join)
    rot("f/b")
    File.rename("f/c", "f/d")

    expect(findings(audit.run)).to eq("b" => [:modified], "d" => [:new], "c" => [:missing])
  end

  it "takes the digests of a file together, whatever lines they stand on" do
    %w[a b].each { |name| write("f/#{name}", name) }
    lines = %w[a b].product(%i[sha256 md5]).map do |name, algorithm|
      "#{Swiftsum.checksum("f/#{name}", algorithm).to_tag(name)}\n"
    end
    File.write("m", lines.join)
    expect(audit.run.counts).to eq(ok: 2)
    File.write("m", lines.join.sub(Swiftsum::MD5.hexdigest("b"), Swiftsum::MD5.hexdigest("c")))

    expect(findings(audit.run)).to eq("b" => [:modified])
  end

  it "raises where the order is another one than the manifest says, and writes nothing" do
    entries = %w[b a].map do |name|
      write("f/#{name}", name)
      Swiftsum::Manifest::Entry.new(name, Swiftsum.checksum("f/#{name}"))
    end
    Swiftsum::Manifest.write("m", entries, format: :swiftsum, options: { algorithms: %w[sha256], sorted: true })
    before = File.read("m")

    expect { audit.run }.to raise_error Swiftsum::ParseError, "m: is not in the order that its first line says: a"
    expect { audit.accept }.to raise_error Swiftsum::ParseError
    expect(File.read("m")).to eq before
  end

  it "is never well where nothing is listed" do
    Dir.mkdir("f")
    File.write("m", "")

    expect(audit.run).to have_attributes(counts: { malformed: 1 }, exit_status: 2)
    list
    expect(audit.run).to have_attributes(counts: {}, exit_status: 0)
    write("f/a", "a")
    expect(update.counts).to eq(new: 1)
  end

  it "looks at nothing outside of the folder" do
    write("f/a", "a")
    File.write("m", "#{Swiftsum::SHA256.hexdigest('a')}  ../f/a\n#{Swiftsum::SHA256.hexdigest('a')}  /etc/hostname\n")
    report = audit.run

    expect(report.counts).to eq(unreadable: 2, new: 1)
    expect(report.findings.first.reason).to eq "names are relative to the folder, and none leads out of it"
  end

  it "does not count the manifest, wherever it is" do
    write("f/a", "a")
    Swiftsum::Manifest.build("f").write("f/m", format: :swiftsum)
    report = described_class.new("f", "f/m").run

    expect(report.counts).to eq(ok: 1)
    expect(Swiftsum::Manifest.read("f/m").update("f").counts).to eq(unread: 1)
  end

  it "does not count the manifest that another process writes meanwhile" do
    write("f/a", "a")
    write("f/b/m", "old")
    own = described_class::OwnFiles.new(["f/b/m"])
    write("f/m", "new")
    FileUtils.cp("f/m", "f/b/new")
    File.rename("f/b/new", "f/b/m")

    files = Swiftsum::Tree.new("f").select(&:file?)
    expect(files.to_h { |file| [file.path, own.include?(file, nil)] })
      .to eq({ "f/a" => false, "f/b/m" => true, "f/m" => false })
  end

  it "reads several algorithms at once, and finds one that differs" do
    write("f/a", "a")
    list(algorithms: %i[sha256 md5])
    lines = File.read("m").sub(Swiftsum::MD5.hexdigest("a"), Swiftsum::MD5.hexdigest("b")).lines[0..-2]
    File.write("m", lines.join)

    expect(audit.run.counts).to eq(bit_rot: 1, malformed: 1)
  end

  it "accepts all that it finds, also what may have rotted" do
    %w[a b c].each { |name| write("f/#{name}", name) }
    list
    rot("f/a")
    File.delete("f/b")
    write("f/d", "d")

    expect(audit.accept.counts).to eq(bit_rot: 1, ok: 1, missing: 1, new: 1)
    expect(audit.run.counts).to eq(ok: 3)
  end

  describe "of what is due" do
    it "reads what was last read before, and what does not look as it is listed" do
      %w[a b c].each { |name| write("f/#{name}", name) }
      list
      expect(audit(due: Time.now - 60).run.counts).to eq(unread: 3)
      write("f/b", "other", Time.now)
      rot("f/c")
      expect(findings(audit(due: Time.now - 60).run)).to eq("b" => [:modified], "c" => [:bit_rot])
      expect(audit(due: Time.now).run.counts).to eq(ok: 1, modified: 1, bit_rot: 1)
    end

    it "notes when files were found to be as they are listed, and nothing else" do
      %w[a b].each { |name| write("f/#{name}", name) }
      list
      write("f/b", "other", Time.now)
      listed = entries["b"].checksums
      noted = Time.now
      audit(due: noted).record

      expect(entries["a"].checked_ns).to be >= noted.to_i * 1_000_000_000
      expect(entries["b"].checksums).to eq listed
      expect(audit(due: noted).run.counts).to eq(unread: 1, modified: 1)
    end

    it "reads the longest unread first, within a budget, and the rest another time" do
      %w[a b].each { |name| write("f/#{name}", name) }
      list
      write("f/c", "c")
      update

      expect(audit(budget: 0).record.counts).to eq(unread: 3)
      expect(audit(budget: 60).record.counts).to eq(ok: 3)
    end
  end

  it "knows of a report what was there and what is" do
    write("f/a", "a")
    list
    write("f/a", "bc", Time.now)
    finding = audit.run.to_h[:findings].first

    expect(finding).to include(status: :modified, name: "a")
    expect(finding[:listed]).to include(size: 1, digests: { "sha256" => Swiftsum::SHA256.hexdigest("a") })
    expect(finding[:found]).to include(size: 2, digests: { "sha256" => Swiftsum::SHA256.hexdigest("bc") })
    expect(audit.run.inspect).to eq '#<Swiftsum::Audit::Report "f" {:modified=>1}>'
  end
end
