# frozen_string_literal: true

module Swiftsum
  class Tree
    module Digests
      # The SHA-256 of the tree as an archive of Nix. Everything in it is a string: its length in bytes as 64 bits, the
      # lower byte first, and the bytes, with NULs up to a multiple of eight. Empty folders count, links are what they
      # say; of a file it counts whether its owner may execute it.
      #
      # Entries come in the order of their names as bytes, `a` with all that is in it before `a-`. A walk has them the
      # other way round, so all paths are in memory. The contents are not.
      #
      # @api private
      class NAR
        OPTIONS = [].freeze
        WORD = 8
        private_constant :WORD

        # @param checksum [Checksum]
        # @return [String]
        def self.write(checksum)
          checksum.to_sri
        end

        # @param (see GitTree#initialize)
        def initialize(tree)
          @tree = tree
        end

        # @return [Checksum]
        # @raise (see Tree#digest)
        def checksum
          @hasher = Algorithm.fetch(:sha256).hasher
          @folders = []
          write("nix-archive-1", "(", "type", "directory")
          nodes.each { |entry, parents, name| add(entry, parents, name) }
          enter([])
          write(")")
          Checksum.new(:sha256, @hasher.finish)
        ensure
          @hasher&.release
        end

        private

        # As a NUL, which no name has, the slash comes before all other bytes.
        def nodes
          @tree.to_enum(:each_node).sort_by { |entry, _, _| entry.path.tr("/", "\0") }
        end

        def add(entry, parents, name)
          return enter([*parents, name]) if entry.folder?

          enter(parents)
          write("entry", "(", "name", name, "node", "(")
          entry.link? ? write("type", "symlink", "target", File.readlink(entry.path).b) : file(entry.path)
          write(")", ")")
        end

        def enter(folders)
          kept = @folders.zip(folders).take_while { |open, name| open == name }.size
          (@folders.size - kept).times { write(")", ")") }
          folders.drop(kept).each { |name| write("entry", "(", "name", name, "node", "(", "type", "directory") }
          @folders = folders
        end

        def file(path)
          RegularFile.open(path, follow: @tree.follow?) do |file, stat|
            write("type", "regular")
            write("executable", "") if stat.mode.anybits?(0o100)
            write("contents")
            @hasher.update([stat.size].pack("Q<"))
            RegularFile.append(file, stat.size, @hasher)
            pad(stat.size)
          end
        end

        def write(*strings)
          strings.each do |string|
            @hasher.update([string.bytesize].pack("Q<") << string)
            pad(string.bytesize)
          end
        end

        def pad(size)
          @hasher.update("\0" * (-size % WORD))
        end
      end
    end
  end
end
