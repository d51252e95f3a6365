# frozen_string_literal: true

require "open3"
require "socket"
require "tmpdir"

# Trees of files to walk through.
module Trees
  # A file system in memory, where there is one: some make a thousand files in a second.
  FAST = ["/dev/shm", Dir.tmpdir].find { |folder| File.writable?(folder) }
  private_constant :FAST

  # In a folder of its own, which `rm` removes: Ruby would go by paths, which have a limit.
  def self.included(group)
    group.around do |example|
      folder = Dir.mktmpdir("tree", example.metadata[:many_files] ? FAST : Dir.tmpdir)
      Dir.chdir(folder) { example.run }
    ensure
      system("chmod", "-R", "u+rwx", folder)
      system("rm", "-rf", folder)
    end
  end

  # What `find` and `sort` say that a tree is, with a slash behind the paths of folders.
  #
  # @return [Array<String>] binary
  def find(folder, *options)
    command = "LC_ALL=C; export LC_ALL; find \"$@\" \\( -type d -printf '%p/\\0' \\) -o -print0 | sort -z"
    Open3.capture2("sh", "-c", command, "sh", *options, folder, binmode: true).first.split("\0")
  end

  # @return [Array<String>]
  def paths(folder, **options)
    Swiftsum::Tree.new(folder, **options).map(&:path)
  end

  # A name of any bytes but `/` and NUL, often the beginning of others.
  def random_name(random)
    bytes = random.rand < 0.5 ? [33, 45, 46, 47, 48, 97, 255].map(&:chr) : (1..255).map(&:chr)
    name = Array.new(random.rand(1..(random.rand < 0.1 ? 255 : 6))) { (bytes - ["/"]).sample(random:) }.join.b
    %w[. ..].include?(name) ? "dots" : name
  end

  # Files, folders, links to anywhere in it and to nowhere, FIFOs and sockets below the current folder.
  def grow(random, count, links: true)
    folders = ["."]
    makers = %i[file file file file folder folder folder special]
    makers.push(:link, :link) if links
    count.times do
      path = File.join(folders.sample(random:), random_name(random))
      next if File.symlink?(path) || File.exist?(path) || path.bytesize > 1_000

      maker = makers.sample(random:)
      send(maker, path, random)
      folders << path if maker == :folder
    end
  end

  private

  def file(path, random)
    File.write(path, "x" * random.rand(9))
  end

  def folder(path, _random)
    Dir.mkdir(path)
  end

  # To somewhere, to above, or to nowhere.
  def link(path, random)
    targets = Dir.children(File.dirname(path)) + [".", "..", "nowhere"]
    File.symlink(targets.sample(random:), path)
  end

  # Paths of sockets are short.
  def special(path, random)
    return File.mkfifo(path) if random.rand(2).zero? || path.bytesize > 90

    UNIXServer.new(path).close
  end
end
