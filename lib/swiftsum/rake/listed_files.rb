# frozen_string_literal: true

require "pathname"

module Swiftsum
  module Rake
    # The files of a {RakeTask}, and the names that its manifest has for them. A folder means all files in it.
    #
    # @api private
    class ListedFiles
      # @return [Integer] how many of what the folders have are no regular files, and so are not listed
      attr_reader :left_out

      # @param files [Enumerable<String>, String]
      # @param manifest [String] which does not list itself
      # @param relative_to [String, nil] the folder that names are relative to; nil is the current one
      # @param exclude [Array<String>, String] patterns (see Tree::Filter)
      # @raise [ArgumentError] for a malformed pattern
      def initialize(files, manifest:, relative_to:, exclude:)
        @files = files
        @manifest = manifest
        @relative_to = relative_to
        @filter = Tree::Filter.new(exclude:)
        @left_out = 0
      end

      # @return [Hash{String => String}] the path of each, by its name in the manifest, sorted
      # @raise [SystemCallError] if a folder can't be read, with the path in its message
      # @raise [IrregularFileError] for a FIFO and the like that was given by its name: who reads it may wait for ever
      def paths
        @left_out = 0
        files = given.flat_map { |file| File.directory?(file) ? in_folder(file) : regular(file) }
        files.reject { |file| manifest?(file) }.to_h { |file| [name(file), file] }.sort.to_h
      end

      # `./a` is `a`; `..` stays, for the folder before it may be a symbolic link.
      #
      # @param name [String]
      # @return [String]
      def clean(name)
        Pathname(name.b).cleanpath(true).to_s
      end

      private

      def given
        Array(@files).map { |file| File.path(file) }.select { |file| @filter.include?(clean(file)) }
      end

      def in_folder(folder)
        entries = Tree.new(folder, exclude: @filter.exclude, stat: false).reject { |entry| folder?(entry) }
        files, others = entries.partition(&:file?)
        @left_out += others.size
        files.map(&:path)
      end

      def regular(file)
        return file if File.file?(file) || !File.exist?(file)

        raise IrregularFileError, "#{file}: not read, for it is no regular file"
      end

      def folder?(entry)
        raise entry.error if entry.error

        entry.folder?
      end

      def manifest?(file)
        File.identical?(file, @manifest) || File.absolute_path(file) == File.absolute_path(@manifest)
      end

      def name(file)
        return clean(file) unless @relative_to

        Pathname(File.absolute_path(file)).relative_path_from(File.absolute_path(@relative_to)).to_s.b
      end
    end
  end
end
