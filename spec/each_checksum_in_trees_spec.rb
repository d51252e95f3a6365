# frozen_string_literal: true

require "find"
require_relative "support/many_files"

# The files of a folder, side by side, also while somebody changes it.
RSpec.describe "Swiftsum.each_checksum" do
  include ManyFiles

  describe "with a Tree" do
    def tree
      200.times { |number| write("tree/#{%w[a b b/c d.e d].sample(random:)}/f#{number}") }
      ManyFiles::SIZES.each { |size| write("tree/sizes/#{size}", size) }
      Dir.mkdir("tree/empty")
      File.symlink("a", "tree/link")
      File.symlink("nowhere", "tree/dangling")
      File.mkfifo("tree/fifo")
      Swiftsum::Tree.new("tree")
    end

    it "gives each file its checksum, in the order of their paths, and tells what is no file" do
      results = Swiftsum.each_checksum(tree).to_a
      there = Find.find("tree").reject { |path| File.directory?(path) && !File.symlink?(path) }.map(&:b).sort

      expect(results.map(&:first)).to eq there
      results.each do |path, result|
        if File.file?(path) && !File.symlink?(path)
          expect(result.to_s).to eq sha256(path)
        else
          expect(result).to be_a Swiftsum::IrregularFileError
        end
      end
      expect(results.assoc("tree/link").last.message).to include "tree/link", "link"
    end

    it "gives the same whatever the algorithms, and however many threads" do
      walked = tree
      expected = Swiftsum.each_checksum(walked, :md5, threads: 1).map { |path, sum| [path, sum.to_s] }.to_a

      [[:md5], %i[md5 crc32], %w[md5 blake2b-256]].product([1, 2, 5]) do |algorithms, threads|
        sums = Swiftsum.each_checksum(walked, *algorithms, threads:).map do |path, sum|
          [path, (sum.is_a?(Hash) ? sum.fetch(:md5) : sum).to_s]
        end
        expect(sums.to_a).to eq expected
      end
    end

    it "tells of folders that it may not read" do
      File.chmod(0o755, ".")
      write("tree/open/file")
      Dir.mkdir("tree/closed", 0o000)
      results = run_ruby(<<~RUBY)
        require "swiftsum"
        #{RubyProcess::UNPRIVILEGED}
        Swiftsum.each_checksum(Swiftsum::Tree.new("tree")) { |path, result| puts [path, result.class].join(" ") }
      RUBY

      expect(results.lines(chomp: true)).to eq ["tree/closed/ Errno::EACCES", "tree/open/file Swiftsum::Checksum"]
    end

    it "raises for a folder that is none" do
      expect { Swiftsum.each_checksum(Swiftsum::Tree.new("missing")).to_a }.to raise_error Errno::ENOENT, /missing/
    end

    it "reads files deeper than a path may be long" do
      run_ruby(<<~RUBY)
        Dir.mkdir("tree")
        Dir.chdir("tree")
        50.times { Dir.mkdir("d" * 200).then { Dir.chdir("d" * 200) } }
        File.write("small", "content")
        File.write("long", "content" * 20_000)
      RUBY
      sums = Swiftsum.each_checksum(Swiftsum::Tree.new("tree"), :crc32, threads: 2).map { |_, sum| sum.to_i }.to_a

      expect(sums).to eq [Swiftsum.crc32("content" * 20_000), Swiftsum.crc32("content")]
    ensure
      # Deeper than Ruby removes it.
      system("rm", "-rf", "tree")
    end

    it "needs no more descriptors than a few" do
      120.times { |number| write("tree/d#{number}/long", 70_000) && write("tree/d#{number}/short") }
      results = run_ruby(<<~RUBY)
        require "swiftsum"
        Process.setrlimit(:NOFILE, 64)
        Swiftsum.each_checksum(Swiftsum::Tree.new("tree"), :md5) { |path, result| puts [path, result].join(" ") }
      RUBY

      expect(results.lines(chomp: true))
        .to eq(Find.find("tree").select { |path| File.file?(path) }.sort
                   .map { |path| "#{path} #{Digest::MD5.file(path)}" })
    end
  end

  describe "while others run" do
    it "lets other threads run, and can be killed, at any moment" do
      40.times { |number| File.open(write("f#{number}", 10), "w") { |file| file.truncate(200 << 20) } }
      paths = Dir.glob("f*")

      leaves_nothing_behind do
        5.times do
          started = Queue.new
          thread = Thread.new { Swiftsum.each_checksum(paths.cycle, :sha512) { started << true } }
          sleep random.rand(0.2)
          start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
          thread.kill.join

          expect(Process.clock_gettime(Process::CLOCK_MONOTONIC) - start).to be < 0.4
        end
      end
    end

    it "is safe to fork from" do
      paths = Array.new(300) { |number| write("f#{number}") }
      thread = Thread.new { 20.times.map { Swiftsum.each_checksum(paths).map { |_, sum| sum }.to_a }.uniq.size }
      codes = Array.new(5) do
        pid = fork do
          GC.start
          exit!(Swiftsum.each_checksum(paths).map { |path, sum| sum.to_s == sha256(path) }.to_a.all? ? 0 : 1)
        end
        Process.wait2(pid).last.exitstatus
      end

      expect(codes).to all eq 0
      expect(thread.value).to eq 1
    end

    it "gives no wrong checksum of files that are changed, replaced, removed and put back" do
      states = ["a" * 100_000, "b" * 100_000, "c" * 10, "d" * 300_000]
      sums = states.to_h { |state| [Digest::MD5.hexdigest(state), true] }
      60.times { |number| write("tree/f#{number}") && File.write("tree/f#{number}", states.first) }
      writer = <<~RUBY
        states = ["a" * 100_000, "b" * 100_000, "c" * 10, "d" * 300_000]
        puts
        $stdout.flush
        (1..).each do |number|
          path = "tree/f\#{rand(60)}"
          case rand(4)
          when 0 then File.write("new", states.sample).then { File.rename("new", path) }
          when 1 then File.delete(path) if File.exist?(path)
          when 2 then File.rename("tree", "moved").then { File.rename("moved", "tree") }
          when 3 then File.write("new", states.sample).then { File.rename("new", path) }
          end
        end
      RUBY
      outcomes = Hash.new(0)
      IO.popen([*RubyProcess::COMMAND, "-e", writer]) do |child|
        child.gets
        30.times do
          seen = []
          Swiftsum.each_checksum(Swiftsum::Tree.new("tree"), :md5) do |path, result|
            seen << path
            outcomes[result.is_a?(StandardError) ? :error : sums.fetch(result.to_s, :wrong)] += 1
          end
          expect(seen).to eq seen.uniq
        rescue Errno::ENOENT
          outcomes[:moved] += 1
        end
      ensure
        Process.kill(:KILL, child.pid)
      end

      expect(outcomes).not_to include :wrong
      expect(outcomes).to include true
    end
  end
end
