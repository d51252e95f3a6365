# frozen_string_literal: true

module Swiftsum
  class Tree
    module Digests
      # The id that git gives to a tree of such files: the SHA-1 of `tree SIZE\0` and a record for each entry. That is
      # `MODE NAME\0` and the id of the file (`blob SIZE\0` and its contents), link (a blob of what it leads to) or
      # folder. Records are in the order of the names as bytes, folders as if they ended in `/`: that is the order in
      # which a Tree is walked.
      #
      # Empty folders do not count, as git keeps none, nor does a folder that has nothing but those. A file is
      # executable if its owner may execute it.
      #
      # In memory are the records of the folders that the walk is in.
      #
      # @api private
      class GitTree
        OPTIONS = [].freeze
        FILE = "100644"
        EXECUTABLE = "100755"
        LINK = "120000"
        FOLDER = "40000"
        private_constant :FILE, :EXECUTABLE, :LINK, :FOLDER

        # A folder whose entries are not all known.
        Open = Struct.new(:name, :records)
        private_constant :Open

        # @param checksum [Checksum]
        # @return [String]
        def self.write(checksum)
          checksum.hexdigest
        end

        # @param tree [Tree]
        def initialize(tree)
          @tree = tree
        end

        # @return [Checksum]
        # @raise (see Tree#digest)
        def checksum
          @hasher = Algorithm.fetch(:sha1).hasher
          @open = [Open.new("", +"".b)]
          @tree.each_node { |entry, parents, name| add(entry, parents, name) }
          enter([])
          Checksum.new(:sha1, id("tree", @open.first.records))
        ensure
          @hasher&.release
        end

        private

        def add(entry, parents, name)
          return enter([*parents, name]) if entry.folder?

          enter(parents)
          mode, id = entry.link? ? [LINK, id("blob", File.readlink(entry.path))] : file(entry)
          record(mode, name, id)
        end

        # Closes the folders that the walk has left, and opens those that it is in now.
        def enter(folders)
          kept = @open.drop(1).zip(folders).take_while { |open, name| open.name == name }.size
          close until @open.size == kept + 1
          folders.drop(kept).each { |name| @open << Open.new(name, +"".b) }
        end

        def close
          folder = @open.pop
          record(FOLDER, folder.name, id("tree", folder.records)) unless folder.records.empty? && !empty_folders?
        end

        def record(mode, name, id)
          @open.last.records << mode << " " << name << "\0" << id
        end

        def file(entry)
          RegularFile.open(entry.path, follow: @tree.follow?) do |file, stat|
            id = hashed("blob", stat.size) { |hasher| RegularFile.append(file, stat.size, hasher) }
            [executable?(stat.mode) ? EXECUTABLE : FILE, id]
          end
        end

        def id(kind, contents)
          hashed(kind, contents.bytesize) { |hasher| hasher.update(contents) }
        end

        def hashed(kind, size)
          @hasher.reset
          @hasher.update("#{kind} #{size}\0")
          yield @hasher
          @hasher.finish
        end

        def empty_folders?
          false
        end

        def executable?(mode)
          mode.anybits?(0o100)
        end
      end
    end
  end
end
