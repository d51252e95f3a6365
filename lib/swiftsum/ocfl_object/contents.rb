# frozen_string_literal: true

module Swiftsum
  class OCFLObject
    # What is in an object's folder, by paths from there.
    #
    # @api private
    class Contents
      NONE = [[].freeze, [].freeze].freeze
      private_constant :NONE

      # @return [Hash{String => Integer}] the bytes of each file, by its path
      attr_reader :files

      # @return [Hash{String => Exception}] what is no file that could be read, and why
      attr_reader :unreadable

      # @param folder [String]
      # @raise [SystemCallError] if it can't be opened
      def initialize(folder)
        @files = {}
        @folders = {}
        @children = {}
        @unreadable = {}
        tree = Tree.new(folder)
        tree.each { |entry| add(tree.relative(entry.path), entry) }
      end

      # @param path [String]
      # @return [Boolean] whether there is such a folder
      def folder?(path)
        @folders.key?(path)
      end

      # What stands in a folder itself. One that is not there has nothing.
      #
      # @param path [String] empty for the object's
      # @return [Array(Array<String>, Array<String>)] the names of its files, and of its folders
      def children(path)
        @children.fetch(path.b, NONE)
      end

      # @return [Array<String>] the paths of folders with nothing in them
      def empty_folders
        @folders.keys.reject { |path| @children.key?(path) }
      end

      # @param folders [Array<String>] with a slash at the end
      # @return [Array<String>] the paths of the files in them, at any depth
      def in_folders(folders)
        @files.keys.select { |path| path.start_with?(*folders) }
      end

      private

      def add(path, entry)
        return @unreadable[path.chomp("/")] = entry.error if entry.error
        return add_folder(path.chomp("/")) if entry.folder?
        return add_file(path, entry.size) if entry.file?

        note(path, nil)
        @unreadable[path] = IrregularFileError.new("is a #{entry.kind.to_s.tr('_', ' ')}, which is not read")
      end

      def add_folder(path)
        @folders[path] = true
        note(path, 1) unless path.empty?
      end

      def add_file(path, size)
        @files[path] = size
        note(path, 0)
      end

      # By the parent's path: what makes folders that are not empty.
      def note(path, kind)
        parent, _, name = path.rpartition("/")
        children = (@children[parent] ||= [[], []])
        children[kind] << name if kind
      end
    end
  end
end
