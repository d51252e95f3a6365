# frozen_string_literal: true

require "open3"
require "timeout"
require_relative "support/names"
require_relative "support/trees"

RSpec.describe "The digest of a tree" do
  include Trees

  def digest(kind, folder = "tree", prefix: nil, **options)
    Swiftsum::Tree.new(folder, **options).digest(kind, **{ prefix: }.compact)
  end

  def output(*command, **options)
    output, status = Open3.capture2(*command, binmode: true, **options)
    raise "#{command.first}: #{status}" unless status.success?

    output.chomp
  end

  def skip_without(program)
    skip "#{program} is not installed" unless system("which", program, out: File::NULL, err: File::NULL)
  end

  def git(*arguments, **options)
    output("git", "-c", "core.autocrlf=false", "-c", "core.fileMode=true", *arguments, **options)
  end

  # Any names, files that may be executed or not, links; no more: other kinds have no digest.
  def grow_random(seed)
    random = Random.new(seed)
    grow(random, 150)
    Swiftsum::Tree.new(".").reject { |entry| entry.folder? || entry.link? }.each do |entry|
      entry.file? ? File.chmod([0o644, 0o755, 0o600, 0o700].sample(random:), entry.path) : File.unlink(entry.path)
    end
  end

  before { Dir.mkdir("tree") }

  seeds = Array.new(3) { |number| RSpec.configuration.seed + number }

  describe "as git's tree" do
    seeds.each do |seed|
      it "is what git writes of the same files (seed #{seed})" do
        skip_without("git")
        Dir.chdir("tree") do
          git("init", "-q", ".")
          grow_random(seed)
          git("add", "-A", ".")

          expect(digest(:git_tree, ".", exclude: "/.git/").to_s).to eq git("write-tree")
        end
      end
    end

    it "is known of an empty folder, and of one that has empty folders only" do
      empty = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

      expect(digest(:git_tree).to_s).to eq empty
      Dir.mkdir("tree/a")
      Dir.mkdir("tree/a/b")
      expect(digest(:git_tree).to_s).to eq empty
    end

    it "has no more than the owner's right to execute" do
      File.write("tree/a", "")
      plain = digest(:git_tree)
      File.chmod(0o655, "tree/a")

      expect(digest(:git_tree)).to eq plain
      expect(digest(:swhid).checksum).not_to eq plain.checksum
      File.chmod(0o744, "tree/a")
      expect(digest(:git_tree)).not_to eq plain
    end
  end

  describe "as SWHID" do
    it "is git's tree id where no folder is empty" do
      Dir.mkdir("tree/folder")
      File.write("tree/folder/file", "hello\n")
      File.symlink("../../outside", "tree/link")

      expect(digest(:swhid).to_s).to eq "swh:1:dir:#{digest(:git_tree)}"
      expect(digest(:swhid).checksum).to eq digest(:git_tree).checksum
    end

    it "has empty folders as empty trees" do
      skip_without("git")
      Dir.mkdir("tree/empty")
      File.write("tree/file", "hello\n")
      lines = "040000 tree #{digest(:git_tree, 'tree/empty')}\tempty\n" \
              "100644 blob ce013625030ba8dba906f756967f9e9ca394464a\tfile\n"
      git("init", "-q", ".")

      expect(digest(:swhid).to_s).to eq "swh:1:dir:#{git('mktree', '--missing', stdin_data: lines)}"
    end
  end

  describe "as Go's h1" do
    it "is the digest of what sha256sum prints of the files" do
      skip_without("sha256sum")
      NAMES.grep_v(/[\\\n\r]/).each { |name| File.binwrite(File.join("tree", name), name) }
      %w[a a- a.b].each { |name| Dir.mkdir("tree/#{name}") && File.write("tree/#{name}/file", name) }
      Dir.mkdir("tree/empty")
      list = "find . -type f -print0 | sed -z 's,^\\./,,' | LC_ALL=C sort -z | xargs -0 sha256sum --"
      expected = [[output("sh", "-c", "#{list} | sha256sum", chdir: "tree")[/\h+/]].pack("H*")].pack("m0")

      expect(digest(:h1).to_s).to eq "h1:#{expected}"
    end

    it "is known of no files" do
      expect(digest(:h1).to_s).to eq "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    end

    it "puts the module before each name" do
      File.write("tree/go.mod", "module m\n")
      line = "#{Swiftsum::SHA256.hexdigest("module m\n")}  m@v1.0.0/go.mod\n"

      %w[m@v1.0.0 m@v1.0.0/].each do |prefix|
        expect(digest(:h1, prefix:).to_s).to eq "h1:#{Swiftsum::SHA256.base64digest(line)}"
      end
    end

    it "is not to be had of names with a newline, nor of links unless they are followed" do
      File.write("tree/a\nb", "")
      expect { digest(:h1) }.to raise_error Swiftsum::UnsupportedError, /newline/
      File.rename("tree/a\nb", "tree/a")
      File.symlink("a", "tree/link")
      expect { digest(:h1) }.to raise_error Swiftsum::IrregularFileError, %r{tree/link}
      expect(digest(:h1, follow: true)).to eq(digest(:h1, follow: true))
    end
  end

  describe "as Nix's archive" do
    seeds.each do |seed|
      it "is what nix-hash prints of the same files (seed #{seed})" do
        skip_without("nix-hash")
        Dir.chdir("tree") { grow_random(seed) }

        expect(digest(:nar).checksum.to_nix32).to eq output(*%w[nix-hash --type sha256 --base32 tree])
      end
    end

    # What nix-hash 2.8 prints.
    it "is known of a file, one that may be executed, a link, and names that are sorted without slashes" do
      expect(digest(:nar).checksum.to_nix32).to eq "0sjjj9z1dhilhpc8pq4154czrb79z9cm044jvn75kxcjv6v5l2m5"
      File.write("tree/hello", "Hello World\n")
      expect(digest(:nar).checksum.to_nix32).to eq "09avx37fag4lg24q94pnlp9bsisr2gnyclxpbwqvbg5iss6bcc16"
      expect(digest(:nar).to_s).to eq "sha256-JjC2jNaxvLUxX7dT5u0TWUe90qX2koSJeJQ85c7oWyU="
      File.chmod(0o755, "tree/hello")
      executable = digest(:nar).checksum.to_nix32
      File.symlink("hello", "tree/link")
      link = digest(:nar).checksum.to_nix32
      %w[a/b a-/b a./b].each { |name| Dir.mkdir("tree/#{File.dirname(name)}") && File.write("tree/#{name}", name) }
      Dir.mkdir("tree/a/empty")

      expect([executable, link, digest(:nar).checksum.to_nix32]).to eq %w[
        01ilps6ganzx7j3xadsi5ji2hc8c97d90c80fyx3608qbhv506bb
        1yq9g5m8qixckgmppv0685px8qqkvdax290gy887yf7b2yq00m7n
        02v6c3vrv3fdvr3v1kr4j4hrb5jmqw84n9ivqr7mj92zajpmf2y4
      ]
    end
  end

  describe "of any kind" do
    kinds = %i[swhid git_tree h1 nar]

    it "is a frozen value" do
      File.write("tree/a", "a")
      kinds.each do |kind|
        expect(digest(kind)).to eq(digest(kind)).and be_frozen
        expect({ digest(kind) => 1 }).to have_key digest(kind)
        expect(digest(kind)).not_to eq digest((kinds - [kind]).first)
        expect(digest(kind).inspect).to include digest(kind).to_s
        expect(digest(kind.to_s).kind).to eq kind
      end
    end

    it "is of what is not excluded, of what is included, and the same from wherever it is asked for" do
      %w[keep drop].each { |name| Dir.mkdir("tree/#{name}") && File.write("tree/#{name}/file.rb", name) }
      all = kinds.to_h { |kind| [kind, digest(kind, "tree/", exclude: "drop/")] }

      kinds.each do |kind|
        expect(digest(kind, include: "keep/*.rb")).to eq all[kind]
        expect(digest(kind, File.expand_path("tree"), include: "/keep/")).to eq all[kind]
        expect(digest(kind)).not_to eq all[kind]
      end
      FileUtils.rm_r("tree/drop")
      expect(kinds.to_h { |kind| [kind, digest(kind)] }).to eq all
    end

    it "changes with every byte of a content and of a name" do
      File.write("tree/a", "x" * 100_000)
      before = kinds.map { |kind| digest(kind) }
      File.write("tree/a", "y", 99_999)
      changed = kinds.map { |kind| digest(kind) }
      File.rename("tree/a", "tree/b")

      expect([before, changed, kinds.map { |kind| digest(kind) }].transpose.map { |all| all.uniq.size }).to all eq 3
    end

    it "is of what links lead to, if they are followed" do
      Dir.mkdir("tree/folder")
      File.write("tree/folder/file", "text")
      FileUtils.cp_r("tree", "linked")
      FileUtils.rm_r("linked/folder")
      File.symlink("../tree/folder", "linked/folder")

      kinds.each { |kind| expect(digest(kind, "linked", follow: true)).to eq digest(kind) }
      File.symlink("..", "tree/folder/cycle")
      kinds.each { |kind| expect { digest(kind, follow: true) }.to raise_error Errno::ELOOP, /cycle/ }
    end

    it "is not to be had of what is no file, folder or link, nor of what can't be read" do
      File.mkfifo("tree/fifo")
      Timeout.timeout(10) do
        kinds.each do |kind|
          expect { digest(kind) }.to raise_error Swiftsum::IrregularFileError, %r{tree/fifo.* fifo}
          expect { digest(kind, "missing") }.to raise_error Errno::ENOENT, /missing/
        end
      end
    end

    it "is not to be had under another name, nor with an option of another kind" do
      expect { digest(:sha256) }.to raise_error ArgumentError, /swhid, git_tree, h1, nar/
      expect { digest(:nar, prefix: "a") }.to raise_error ArgumentError, /prefix/
    end

    it "leaves nothing open" do
      File.write("tree/a", "a")
      kinds.each { |kind| digest(kind) }
      GC.disable
      before = [Swiftsum.live_objects, Dir.children("/dev/fd").size]
      kinds.each { |kind| digest(kind) }
      File.mkfifo("tree/b")
      kinds.each { |kind| expect { digest(kind) }.to raise_error Swiftsum::IrregularFileError }

      expect([Swiftsum.live_objects - before.first, Dir.children("/dev/fd").size - before.last]).to eq [0, 0]
    ensure
      GC.enable
    end
  end

  describe "while the tree changes" do
    let(:type) { Swiftsum::Tree::RegularFile }

    it "never reads what took a file's place: a link, a FIFO, a folder" do
      File.write("file", "")
      File.symlink("file", "link")
      File.mkfifo("fifo")

      Timeout.timeout(10) do
        expect { type.open("link") { nil } }.to raise_error Errno::ELOOP
        expect(type.open("link", follow: true) { |_, stat| stat.size }).to eq 0
        expect { type.open("fifo") { nil } }.to raise_error Swiftsum::IrregularFileError, /fifo/
        expect { type.open("tree") { nil } }.to raise_error Swiftsum::IrregularFileError, /directory/
      end
    end

    it "has no digest of a file with another length than stands before its contents" do
      File.write("file", "text")
      hasher = Swiftsum::Algorithm[:sha1].hasher

      [3, 5].each do |size|
        expect { type.open("file") { |file, _| type.append(file, size, hasher) } }
          .to raise_error Swiftsum::ChangedError, "file: has 4 bytes, and had #{size}"
      end
    ensure
      hasher.release
    end
  end
end

RSpec.describe Swiftsum::Checksum do
  # Nix's own tests have it.
  it "has the base 32 of Nix" do
    expect(described_class.new(:sha256, Swiftsum::SHA256.digest("abc")).to_nix32)
      .to eq "1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s"
  end

  it "has as many digits of it as the bytes need" do
    expect(described_class.new(:crc32, "\0\0\0\0").to_nix32).to eq "0000000"
    expect(described_class.new(:sha512, Swiftsum::SHA512.digest("abc")).to_nix32.size).to eq 103
  end
end
