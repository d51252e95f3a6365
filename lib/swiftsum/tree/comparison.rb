# frozen_string_literal: true

module Swiftsum
  class Tree
    # In what two folders, or two files, differ: names, kinds, contents of files, and what links lead to. Times, owners
    # and permissions do not count.
    #
    # @api private
    class Comparison
      # @param path [String, #to_path]
      # @param other [String, #to_path] what it should be like
      # @param exclude [String, Array<String>] patterns ({Filter}) of what is not compared
      # @raise [ArgumentError] for a malformed pattern
      def initialize(path, other, exclude: [])
        @paths = [path, other].map { |each| File.path(each) }
        @trees = @paths.map { |each| Tree.new(each, exclude:) }
      end

      # Files are read side by side, unless their sizes tell.
      #
      # @return [Array(String, String)] each name that differs, in their order, and what is to be said of it
      # @raise [SystemCallError] for the first entry that can't be read
      # @raise [IrregularFileError] for a FIFO, a socket or a device, which has no content that could be compared
      # @raise [ChangedError] if a file changes meanwhile
      def differences
        folders = @paths.map { |path| File.stat(path).directory? }
        return of_trees.sort if folders.all?
        return of_files([[@paths.first, *@paths]]) if folders.none?

        [[@paths.first, folders.first ? "is a folder" : "is not a folder"]]
      end

      private

      def of_trees
        entries, others = @trees.map { |tree| entries(tree) }
        of_names(entries.keys, others.keys) + of_pairs(entries.slice(*others.keys), others)
      end

      def of_pairs(entries, others)
        pairs = entries.map { |name, entry| [name, entry, others[name]] }
        pairs.filter_map { |pair| of_kinds(*pair) } + of_files(paths(pairs))
      end

      def paths(pairs)
        files = pairs.select { |_, *both| both.all?(&:file?) }
        files.map { |name, *both| [name, *both.map(&:path)] }
      end

      # @return [Hash{String => Entry}] by their names from the tree's folder on
      def entries(tree)
        entries = tree.to_h { |entry| [tree.relative(entry.path).to_s.chomp("/"), checked(entry)] }
        entries.reject { |name, _| name.empty? }
      end

      def checked(entry)
        raise entry.error if entry.error
        return entry if %i[file folder link].include?(entry.kind)

        raise IrregularFileError.new("#{entry.path}: not read, for it is a #{kind(entry)}", kind: entry.kind)
      end

      def of_names(names, others)
        (others - names).map { |name| [name, "is missing"] } +
          (names - others).map { |name| [name, "is there, and should not be"] }
      end

      def of_kinds(name, entry, other)
        return [name, "is a #{kind(entry)}, not a #{kind(other)}"] unless entry.kind == other.kind
        return unless entry.kind == :link

        target, its = [entry, other].map { |link| File.readlink(link.path).b }
        [name, "leads to #{target.inspect}, not to #{its.inspect}"] unless target == its
      end

      def kind(entry)
        entry.kind.to_s.tr("_", " ")
      end

      # @param files [Array(String, String, String)] of each a name, and the paths of both
      def of_files(files)
        sizes = files.to_h { |name, *paths| [name, paths.map { |path| File.size(path) }] }
        same, others = files.partition { |name, *| sizes[name].uniq.one? }
        others.map { |name, *| [name, "has #{sizes[name].first} bytes, not #{sizes[name].last}"] } + of_bytes(same)
      end

      def of_bytes(files)
        mine, its = [1, 2].map { |side| checksums(files.map { |file| file[side] }) }
        differing = files.each_index.reject { |index| mine[index] == its[index] }
        differing.map { |index| [files[index].first, "has other bytes"] }
      end

      # BLAKE3 is the fastest of those that find every difference.
      def checksums(paths)
        Swiftsum.each_checksum(paths, :blake3).map { |_, result| result.is_a?(Exception) ? raise(result) : result }.to_a
      end
    end
  end
end
