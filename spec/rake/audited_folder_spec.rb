# frozen_string_literal: true

require "fileutils"

require "swiftsum/rake_task"
require_relative "../support/audited_folder"
require_relative "../support/program"
require_relative "../support/rake_tasks"

RSpec.describe Swiftsum::RakeTask, "of a folder that is audited" do
  include AuditedFolder
  include Program
  include RakeTasks

  before { %w[a b c].each { |name| write("f/#{name}", name) } }

  def define(name = :archive, files: "f", manifest: "m", audit: true, update: true, **options)
    super
  end

  def failure(task)
    invoke task
    nil
  rescue Swiftsum::Error => e
    e.message
  end

  it "has the tasks that are asked for" do
    define audit: true, update: nil
    define :other, audit: nil, update: true

    expect(Rake::Task.tasks.map(&:name)).to contain_exactly("archive", "archive:verify", "archive:audit", "other",
                                                            "other:verify", "other:update")
  end

  it "writes a manifest that can be audited and verified" do
    File.symlink("a", "f/link")
    write("f/x.tmp", "")
    define exclude: "*.tmp", algorithms: %i[sha256 md5]

    expect { invoke :archive }
      .to output("m: 3 files listed; 1 left out, for they are not regular files\n").to_stdout
    expect { invoke "archive:audit" }.to output("m: 3 OK, 1 not regular files, and not read\n").to_stdout
    expect { invoke "archive:verify" }.to output(/\Am: 3 files verified/).to_stdout
    expect(entries.keys).to eq %w[a b c]
    expect(entries["a"].checksums.map { |checksum| checksum.algorithm.name }).to eq %w[sha256 md5]
  end

  it "does not list its own manifest" do
    define manifest: "f/m"
    2.times { invoke :archive }
    invoke "archive:update"
    invoke "archive:audit"

    expect(Swiftsum::Manifest.read("f/m").map(&:name)).to eq %w[a b c]
  end

  it "fails an audit where something is not as it was, and says what" do
    define
    invoke :archive
    write("f/a", "other", Time.now)
    FileUtils.mv("f/b", "f/d")
    rot("f/c")
    write("f/caf\u00e9\n", "new")

    expect(failure("archive:audit")).to eq <<~TEXT.chomp
      m: f is not as it was listed:
        a: modified
        c: suspected bit rot
        \\caf\u00e9\\n: new
        d: moved from b
    TEXT
  end

  it "writes nothing when it audits, unless only what is due is read" do
    define
    invoke :archive
    before = File.read("m")
    invoke "archive:audit"
    expect(File.read("m")).to eq before

    define :due, audit: { due: Time.now + 1 }
    invoke "due:audit"
    expect(entries["a"].checked_ns).to be > 0
  end

  it "brings the manifest up to date, and fails for what may have rotted until it is accepted" do
    define
    define :accepting, update: { accept: true }
    invoke :archive
    write("f/a", "other", Time.now)
    File.delete("f/b")
    rot("f/c")

    expect(failure("archive:update")).to eq "m: not all of f is up to date:\n  c: suspected bit rot"
    expect(entries["a"].checksum).to eq Swiftsum.checksum("f/a")
    expect(entries.keys).to eq %w[a c]
    expect { invoke "accepting:update" }.to output("m: 1 OK, 1 suspected bit rot\n").to_stdout
    expect(failure("archive:audit")).to be_nil
  end

  it "reads a share of what looks unchanged" do
    define update: { reread: 1 }
    invoke :archive

    expect { invoke "archive:update" }.to output("m: 3 OK\n").to_stdout
  end

  it "writes the manifest, where there is none to be brought up to date" do
    define

    expect { invoke "archive:update" }.to output("m: 3 files listed\n").to_stdout
    expect { invoke "archive:update" }.to output("m: 3 not read\n").to_stdout
  end

  it "fails without a manifest, and for one of another format" do
    define
    expect { invoke "archive:audit" }.to raise_error(Errno::ENOENT, /m$/)

    Swiftsum::Manifest.build("f").write("m", format: :gnu)
    %w[archive:audit archive:update].each do |task|
      expect(failure(task)).to match(/\Am: is not of Swiftsum's own format/)
    end
  end

  it "fails where the manifest leaves out something else than the task, or has other digests" do
    define :all
    define exclude: "*.tmp"
    define :other, algorithm: :md5
    invoke :archive

    expect(failure("all:audit")).to eq 'm: was written with exclude: ["*.tmp"], and the task has nil: write it anew'
    expect(failure("all:update")).to include "write it anew"
    expect(failure("other:audit")).to start_with 'm: was written with algorithms: ["sha256"], and the task has ["md5"]'
    expect(failure("archive:audit")).to be_nil
  end

  it "is one folder, whose manifest is of Swiftsum's own format and has names relative to it" do
    expect { define files: Rake::FileList["f/*"] }.to raise_error(ArgumentError, /are of one folder/)
    expect { define format: :gnu }.to raise_error(ArgumentError, /need format :swiftsum/)
    expect { define relative_to: "." }.to raise_error(ArgumentError, /relative to f, not to \./)
    expect { define relative_to: "./f/", files: Pathname("f"), format: :swiftsum }.not_to raise_error
  end
end
