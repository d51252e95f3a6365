# frozen_string_literal: true

require "English"
require "fileutils"
require "find"
require "pathname"
require "timeout"
require_relative "support/abi"
require_relative "support/names"
require_relative "support/ruby_process"
require_relative "support/trees"

RSpec.describe Swiftsum::Tree do
  include ABI
  include RubyProcess
  include Trees

  # Native objects and descriptors, without the help of the garbage collector.
  def held
    [Swiftsum.live_objects, Dir.children("/dev/fd").size]
  end

  def leaves_nothing_behind
    GC.disable
    before = held
    yield
    expect(held).to eq before
  ensure
    GC.enable
  end

  # Entries of the current folder, by their paths.
  def entries(**options)
    described_class.new(".", **options).to_h { |entry| [entry.path.delete_prefix("./"), entry] }
  end

  describe "its entries" do
    Array.new(8) { |number| RSpec.configuration.seed + number }.each do |seed|
      it "are those of find, sorted as bytes, whatever the tree (seed #{seed})" do
        Dir.mkdir("tree")
        Dir.chdir("tree") { grow(Random.new(seed), 300) }

        expect(paths("tree")).to eq find("tree")
        expect(paths("tree", stat: false)).to eq find("tree")
        found = Find.find("tree").map { |path| File.lstat(path).directory? ? "#{path}/" : path }
        expect(paths("tree")).to match_array(found.map(&:b))
      end
    end

    it "are in the order of whole paths, where a folder's name goes on with a slash" do
      %w[a a- a.b a0 A].each { |name| File.write(name, "") }
      %w[b b/c b- b-/c b. b0 b/c- b/c-/d].each { |name| Dir.mkdir(name) }
      File.write("b/c/d", "")

      expect(paths(".").map { |path| path.delete_prefix("./") })
        .to eq [""] + %w[A a a- a.b a0 b-/ b-/c/ b./ b/ b/c-/ b/c-/d/ b/c/ b/c/d b0/]
      expect(paths(".")).to eq find(".")
    end

    it "are of any name, also of names that have much in common" do
      names = NAMES + (1..9).flat_map { |n| ["same-beginning#{'x' * n}", "same-beginningxxxxxxxx-#{n}"] }
      names.each { |name| File.write(name, "") }

      expect(paths(".")).to eq find(".")
      expect(paths(".").drop(1)).to match_array(names.map { |name| "./#{name}".b })
    end

    it "begin with the folder as it was given" do
      Dir.mkdir("folder")
      File.write("folder/file", "")
      File.symlink("folder", "link")

      { "folder" => "folder/", "folder/" => "folder/", "./folder" => "./folder/", "folder//" => "folder//",
        "link" => "link/", Pathname("folder") => "folder/", Dir.pwd => "#{Dir.pwd}/" }.each do |given, path|
        root = File.directory?("#{given}/folder") ? "#{path}folder/" : path
        expect(paths(given)).to include(path.b, "#{root}file".b)
      end
      expect(described_class.new("/").first.path).to eq "/"
    end

    it "are frozen, with what lstat says" do
      grow(Random.new(1), 200)
      File.write("sparse", "").then { File.truncate("sparse", 5 << 32) }
      File.utime(Time.at(-1, 7, :nanosecond), Time.at(-1, 7, :nanosecond), "sparse")
      kinds = { "file" => :file, "directory" => :folder, "link" => :link, "fifo" => :fifo, "socket" => :socket }

      described_class.new(".").each do |entry|
        state = File.lstat(entry.path)
        expect(entry).to be_frozen.and have_attributes(
          kind: kinds.fetch(state.ftype), size: state.size, inode: state.ino, device: state.dev, mtime: state.mtime,
          ctime: state.ctime, error: nil, file?: state.file?, folder?: state.directory?, link?: state.symlink?
        )
        expect(entry.path).to be_frozen.and have_attributes(encoding: Encoding::BINARY)
      end
      expect(entries["sparse"].mtime).to have_attributes(to_i: -1, nsec: 7)
    end

    it "are devices, too" do
      expect(described_class.new("/dev", include: "/null").to_a)
        .to contain_exactly(have_attributes(path: "/dev/null", kind: :character_device))
    end

    it "have the same kind, and no more, without being asked" do
      grow(Random.new(2), 200)
      asked = described_class.new(".").map { |entry| [entry.path, entry.kind] }

      unasked = described_class.new(".", stat: false).to_a
      expect(unasked.map { |entry| [entry.path, entry.kind] }).to eq asked
      expect(unasked).to all have_attributes(size: nil, inode: nil, device: nil, mtime: nil, ctime: nil, error: nil)
    end

    it "may be 20,000 in a folder", :many_files do
      Dir.mkdir("folder")
      Array.new(20_000) { |number| "folder/#{(number * 7_919) % 20_011}" }.each { |name| File.write(name, "") }

      expect(paths("folder")).to eq find("folder")
    end

    # Depth, and length of names: the system takes paths of 4,096 bytes.
    { 3_000 => 3, 600 => 250 }.each do |depth, length|
      it "may be #{depth} folders deep, with names of #{length} bytes", :many_files do
        dig(depth, "m" * length)

        leaves_nothing_behind { expect(paths(".") == find(".")).to be true }
        expect(described_class.new(".").count(&:error)).to eq 0
      end
    end

    # With something before and after each folder, in the one above. In a process of its own, since it goes there.
    def dig(depth, name)
      run_ruby(<<~RUBY)
        #{depth}.times do
          File.write("a", "")
          File.write("z", "")
          Dir.mkdir("#{name}")
          Dir.chdir("#{name}")
        end
      RUBY
    end

    it "hold 16 folders open at most, so that 64 descriptors are enough for all of Ruby" do
      dig(100, "m")
      # So many that some are seen while the walk is there.
      run_ruby("100.times { Dir.chdir('m') }; 3_000.times { |number| File.write(number.to_s, '') }")
      output = run_ruby(<<~RUBY)
        require "swiftsum"
        Process.setrlimit(Process::RLIMIT_NOFILE, 64)
        before = Dir.children("/dev/fd").size
        most = 0
        entries = Swiftsum::Tree.new(".").each { most = [most, Dir.children("/dev/fd").size - before].max }
        errors = Swiftsum::Tree.new(".").count(&:error)
        puts [Swiftsum::Tree.new(".").count, errors, most].inspect
      RUBY

      expect(output).to eq "[3301, 0, 16]\n"
    end

    it "are the same however little is fetched at a time" do
      grow(Random.new(3), 200)
      Dir.mkdir("many")
      3_000.times { |number| File.write("many/long-name-#{number * 7 % 3_000}", "") }
      whole = run_c("walk.c", arguments: [".", "t"]).split("\0")

      expect(whole).to eq find(".")
      [[1, 1], [2, 300], [4_096, 40]].each do |capacity, room|
        expect(run_c("walk.c", arguments: [".", "t", "1", capacity.to_s, room.to_s]).split("\0")).to eq whole
      end
    end
  end

  describe "what it can't read" do
    it "is an entry with an error, and the rest is there" do
      Dir.mkdir("closed")
      Dir.mkdir("listed")
      %w[closed listed].each { |folder| File.write("#{folder}/file", "").then { Dir.mkdir("#{folder}/folder") } }
      Dir.mkdir("open")
      File.write("open/file", "")
      File.chmod(0o000, "closed")
      File.chmod(0o444, "listed")
      File.chmod(0o755, ".")

      errors = run_ruby(<<~RUBY)
        require "swiftsum"
        Swiftsum::Tree.new(".").first
        #{RubyProcess::UNPRIVILEGED}
        Swiftsum::Tree.new(".").each { |entry| puts [entry.path, entry.kind, entry.error.class, entry.size.nil?].join(" ") }
        puts Swiftsum::Tree.new(".", stat: false).filter_map(&:error).map(&:message)
        puts Swiftsum::Tree.new(".", exclude: "closed", include: "file").filter_map(&:error).map(&:message)
        begin
          Swiftsum::Tree.new("closed").to_a
        rescue SystemCallError => error
          puts error.message
        end
      RUBY

      expect(errors.lines(chomp: true)).to eq [
        "./ folder NilClass false", "./closed/ folder Errno::EACCES false", "./listed/ folder NilClass false",
        "./listed/file file Errno::EACCES true", "./listed/folder/ folder Errno::EACCES true",
        "./open/ folder NilClass false", "./open/file file NilClass false",
        "Permission denied - ./closed/", "Permission denied - ./listed/folder/",
        "Permission denied - ./listed/file", "Permission denied - ./listed/folder/",
        "Permission denied - closed"
      ]
    end

    it "is an entry, too, if a folder was open by then, and whatever is included" do
      Dir.mkdir("folder")
      [{}, { include: "*.rb" }].each do |options|
        walker = described_class.new("folder", **options).walker.tap(&:open)
        Dir.rmdir("folder")
        walker.each { |paths, facts| expect([paths, facts]).to eq [["folder/"], [2, Errno::ENOENT::Errno]] }
        Dir.mkdir("folder")
      ensure
        walker.release
      end
    end

    it "is raised, if it is the folder itself" do
      File.write("file", "")

      { "nowhere" => Errno::ENOENT, "file" => Errno::ENOTDIR, "" => Errno::ENOENT }.each do |folder, error|
        expect { described_class.new(folder).first }.to raise_error(error) { |e| expect(e.message).to end_with folder }
      end
      expect { described_class.new("a\0b") }.to raise_error ArgumentError, /null byte/
      expect { described_class.new(nil) }.to raise_error TypeError
    end
  end

  describe "links" do
    before do
      Dir.mkdir("real")
      Dir.mkdir("real/below")
      File.write("real/below/file", "content")
      File.symlink("real", "to-folder")
      File.symlink("real/below/file", "to-file")
      File.symlink("nowhere", "to-nowhere")
      File.symlink("to-itself", "to-itself")
      File.symlink("..", "real/to-above")
    end

    it "are entries, and not followed" do
      expect(entries.transform_values(&:kind)).to eq(
        "" => :folder, "real/" => :folder, "real/below/" => :folder, "real/below/file" => :file,
        "real/to-above" => :link, "to-file" => :link, "to-folder" => :link, "to-itself" => :link, "to-nowhere" => :link
      )
      expect(entries.values.map(&:error).compact).to eq []
      expect(entries["to-file"].size).to eq "real/below/file".bytesize
    end

    [true, false].each do |stat|
      it "are followed on demand, to nowhere and round in circles as an error (stat: #{stat})" do
        followed = entries(follow: true, stat:)

        expect(followed.transform_values { |entry| [entry.kind, entry.error.class] }).to eq(
          "" => [:folder, NilClass], "real/" => [:folder, NilClass], "real/below/" => [:folder, NilClass],
          "real/below/file" => [:file, NilClass], "real/to-above/" => [:folder, Errno::ELOOP],
          "to-file" => [:file, NilClass], "to-folder/" => [:folder, NilClass],
          "to-folder/below/" => [:folder, NilClass], "to-folder/below/file" => [:file, NilClass],
          "to-folder/to-above/" => [:folder, Errno::ELOOP],
          "to-itself" => [:link, Errno::ELOOP], "to-nowhere" => [:link, Errno::ENOENT]
        )
        expect(followed.keys).to eq followed.keys.sort
        expect(followed["to-file"].size).to eq("content".bytesize) if stat
      end
    end

    it "are no way round to a folder above, be it by another folder" do
      Dir.mkdir("tree")
      File.symlink(Dir.pwd, "tree/out")

      loops = described_class.new("tree", follow: true).select { |entry| entry.error.is_a?(Errno::ELOOP) }
      expect(loops.map(&:path)).to include("tree/out/tree/").and satisfy("end") { |paths| paths.size < 10 }
    end

    it "are followed deeper than folders stay open, and back again" do
      40.times do |level|
        Dir.mkdir("level#{level}")
        File.write("level#{level}/a", "")
        File.symlink("../level#{level + 1}", "level#{level}/m")
        File.write("level#{level}/z", "")
      end
      Dir.mkdir("level40")

      expect(described_class.new("level0", follow: true).to_a).to all have_attributes(error: nil)
      expect(paths("level0", follow: true)).to eq find("level0", "-L")
    end
  end

  it "leaves other file systems alone on demand" do
    skip "/dev/shm is no file system of its own here" unless File.stat("/dev").dev != File.stat("/dev/shm").dev
    Dir.mktmpdir("tree", "/dev/shm") do |folder|
      expect(paths("/dev", include: File.basename(folder))).to eq ["#{folder}/"]
      expect(paths("/dev", include: File.basename(folder), one_file_system: true)).to eq []
      expect(paths("/dev", one_file_system: true)).to include("/dev/shm/")
      expect(described_class.new("/dev", one_file_system: true).find { |e| e.path == "/dev/shm/" })
        .to have_attributes(error: nil, device: File.stat("/dev/shm").dev)
      # The folder itself may be anywhere.
      expect(paths(folder, one_file_system: true)).to eq ["#{folder}/"]
    end
  end

  describe "a tree that changes meanwhile", :many_files do
    # As many files as make sure that folders behind them are not yet read when the first is seen.
    def crowd(folder)
      5_000.times { |number| File.write("#{folder}/crowd#{number}", "") }
    end

    before do
      Dir.mkdir("outside")
      Dir.mkdir("outside/secret")
      Dir.mkdir("tree")
      crowd("tree")
      Dir.mkdir("tree/z")
      File.write("tree/z/file", "")
    end

    def walk_while(options = {})
      seen = described_class.new("tree", **options).map do |entry|
        yield if entry.path == "tree/"
        entry
      end
      expect(seen.map(&:path)).to eq seen.map(&:path).uniq
      seen
    end

    it "does not lead out of it by a link in a folder's place" do
      seen = walk_while do
        File.rename("tree/z", "gone")
        File.symlink("../outside", "tree/z")
      end

      expect(seen.last).to have_attributes(path: "tree/z/", kind: :folder, error: Errno::ENOTDIR)
    end

    it "says what is no longer there" do
      seen = walk_while { system("rm", "-r", "tree/z", "tree/crowd999") }

      expect(seen.select(&:error)).to all have_attributes(error: Errno::ENOENT)
      expect(seen.select(&:error).map(&:path)).to eq %w[tree/crowd999 tree/z/]
    end

    it "says what is another kind of thing" do
      seen = walk_while { File.unlink("tree/crowd999") && Dir.mkdir("tree/crowd999") }

      expect(seen.select(&:error)).to contain_exactly(have_attributes(path: "tree/crowd999", error: Errno::ESTALE))
    end

    # A chain of folders, of which those in the middle are closed by the time that there is a crowd.
    def chain(depth)
      path = "tree/chain#{'/m' * depth}"
      system("mkdir", "-p", path)
      (0..depth).each { |level| File.write("tree/chain#{'/m' * level}/z", "") }
      crowd(path)
      path
    end

    def walk_chain(depth)
      path = chain(depth)
      described_class.new("tree").map do |entry|
        yield if entry.path == "#{path}/"
        entry
      end
    end

    it "is walked on if a folder with all that is in it is moved: it is still what it was" do
      seen = walk_chain(40) { File.rename("tree/chain/m/m", "elsewhere") }

      expect(seen.select(&:error)).to eq []
      expect(seen.count { |entry| entry.path.end_with?("/z") }).to eq 41
    end

    it "is not walked on in a folder that it can't come back to" do
      seen = walk_chain(40) do
        File.rename("tree/chain#{'/m' * 20}", "outside/moved")
        File.rename("tree/chain#{'/m' * 10}", "moved")
      end

      # Those from 19 up to 10 can't be found again. 9 is where it was.
      lost = seen.select(&:error)
      expect(lost).to all have_attributes(error: Errno::ESTALE)
      expect(lost.map(&:path)).to eq (10..19).map { |level| "tree/chain#{'/m' * level}/z" }.reverse
      expect(seen.map(&:path) - lost.map(&:path)).not_to include(a_string_including("secret"))
    end

    it "never has a path twice, nor one from outside, while another process turns it upside down" do
      mischief = fork { turn_upside_down(Random.new(RSpec.configuration.seed)) }
      200.times do
        [{}, { stat: false }].each do |options|
          seen = described_class.new("tree/z", **options).map(&:path)

          expect(seen).to eq seen.uniq
          expect(seen.grep(/secret/)).to eq []
        rescue Errno::ENOENT, Errno::ENOTDIR
          next
        end
      end
    ensure
      Process.kill(:KILL, mischief)
      Process.wait(mischief)
    end

    # By name, and another one.
    mischiefs = [
      ->(name, other) { FileUtils.mkdir_p("#{name}/#{other}/#{other}") },
      ->(name, other) { File.rename(name, "tree/z/#{other}") },
      ->(name, other) { File.rename("#{name}/#{other}", "outside/#{other}") },
      ->(name, _) { FileUtils.rm_rf(name) },
      ->(name, other) { File.write("#{name}/#{other}", "") },
      ->(name, _) { File.symlink(File.absolute_path("outside"), name) }
    ]

    define_method(:turn_upside_down) do |random|
      loop do
        mischiefs.sample(random:).call("tree/z/#{random.rand(5)}", random.rand(5))
      rescue SystemCallError
        next
      end
    end
  end

  describe "a walk", :many_files do
    before { 3_000.times { |number| File.write("file#{number}", "") } }

    let(:tree) { described_class.new(".") }

    it "is Enumerable, lazily, too, and can be done again" do
      expect(tree.each).to be_an(Enumerator)
      expect(tree.lazy.map(&:path).first(2)).to eq %w[./ ./file0]
      expect(tree.count).to eq 3_001
      expect(tree.each(&:path)).to be tree
      expect(tree.to_a.map(&:path)).to eq tree.map(&:path)
      expect(tree.inspect).to eq "#<Swiftsum::Tree \".\">"
      expect(tree.first.inspect).to eq "#<Swiftsum::Tree::Entry \"./\" folder>"
    end

    it "is closed by break, exceptions and throw" do
      leaves_nothing_behind do
        tree.each { |entry| break if entry.file? }
        expect { tree.each { |entry| raise "stop" if entry.file? } }.to raise_error "stop"
        catch(:stop) { tree.each { |entry| throw :stop if entry.file? } }
        tree.first(5)
        tree.lazy.select(&:file?).first(5)
      end
    end

    it "is closed by Thread#kill and Thread#raise at any moment" do
      random = Random.new(RSpec.configuration.seed)
      tree.count
      leaves_nothing_behind do
        100.times do |number|
          thread = Thread.new { loop { tree.first(2_000) } }
          thread.report_on_exception = false
          random.rand(300).times { Thread.pass }
          number.even? ? thread.kill : thread.raise("stop")
          expect { thread.join }.to number.even? ? output("").to_stdout : raise_error("stop")
        end
      end
    end

    it "that an Enumerator was left in the middle of is closed by the garbage collector" do
      before = held
      Thread.new { 200.times { tree.each.next } }.join
      10.times { Thread.new { GC.start }.join }

      # What a stack still looks like it refers to.
      expect(held.zip(before).map { |now, then_| now - then_ }).to all be < 20
    end

    it "lets other threads run" do
      expect(Swiftsum::Native.singleton_methods).to include(:walk_without_gvl, :make_walker_without_gvl)
      expect(Swiftsum::Native.singleton_methods).not_to include(:walk, :make_walker)
    end

    it "goes on in the parent and in a child that was forked meanwhile" do
      paths = []
      codes = []
      tree.each do |entry|
        paths << entry.path
        next unless paths.size == 100

        Process.wait(fork { exit!(tree.count == 3_001 ? 0 : 1) })
        codes << $CHILD_STATUS.exitstatus
      end

      expect(codes).to eq [0]
      expect(paths).to eq find(".")
    end

    it "does not hold what it has been through" do
      40.times do |folder|
        Dir.mkdir(folder.to_s)
        1_000.times { |file| File.write("#{folder}/name-of-some-length-#{file}", "") }
      end
      growth = run_ruby(<<~RUBY)
        require "swiftsum"
        def most = File.read("/proc/self/status")[/VmHWM:\\s+(\\d+)/, 1].to_i
        Swiftsum::Tree.new(".").first(3_000)
        before = most
        Swiftsum::Tree.new(".").each { |entry| entry.path }
        puts most - before
      RUBY

      expect(growth.to_i).to be < 8_192
    end
  end
end
