# frozen_string_literal: true

require "pathname"

module Swiftsum
  module Rake
    # The files of a {RakeTask}, and the names that its manifest has for them. A folder that is given alone means all
    # files in it; in a list of files, where patterns such as `pkg/*` find folders too, it is passed over.
    #
    # @api private
    class ListedFiles
      # @param files [Enumerable<String>, String]
      # @return [Boolean] whether it is one name, not a list
      def self.one?(files)
        files.is_a?(String) || files.respond_to?(:to_path)
      end

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
        files = given.flat_map { |file| File.directory?(file) ? folder(file) : regular(file) }
        files.reject { |file| manifest?(file) }.to_h { |file| [name(file), file] }.sort.to_h
      end

      # @return [String, nil] how many were not listed by the last {#paths}, and why
      def left_out
        return if @left_out.zero?
        return "#{@left_out} left out, for they are not regular files" if ListedFiles.one?(@files)

        "#{@left_out} #{@left_out == 1 ? 'folder' : 'folders'} passed over"
      end

      # @param names [Array<String>] that are listed
      # @return [Array<String>] those that are to be listed, and are not
      def unlisted(names)
        paths.keys - names.map { |name| clean(name) }
      end

      private

      # `./a` is `a`; `..` stays, for the folder before it may be a symbolic link.
      def clean(name)
        Pathname(name.b).cleanpath(true).to_s
      end

      def given
        Array(@files).map { |file| File.path(file) }.select { |file| @filter.include?(clean(file)) }
      end

      def folder(folder)
        return in_folder(folder) if ListedFiles.one?(@files)

        @left_out += 1
        []
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
