# frozen_string_literal: true

module Swiftsum
  class Bag
    # What is in a bag's folder, by paths from there.
    #
    # @api private
    class Contents
      # @return [Hash{String => Integer}] the bytes of each file in `data`, by its path
      attr_reader :payload

      # @return [Hash{String => Integer}] of each other file
      attr_reader :tag_files

      # @return [Hash{String => Exception}] what is no file that could be read, and why
      attr_reader :unreadable

      # @param folder [String]
      # @raise [SystemCallError] if it can't be opened
      def initialize(folder)
        @payload = {}
        @tag_files = {}
        @unreadable = {}
        @folders = {}
        tree = Tree.new(folder)
        tree.each { |entry| add(tree.relative(entry.path), entry) }
      end

      # @param path [String]
      # @return [Boolean] whether there is such a file
      def file?(path)
        payload.key?(path) || tag_files.key?(path)
      end

      # @param path [String]
      # @return [Boolean] whether it is there and is a folder
      def folder?(path)
        @folders.key?("#{path.chomp('/')}/")
      end

      # @param path [String] in UTF-8
      # @return [String, nil] the one file that has the same name in another Unicode normal form
      def normalized(path)
        key = key(path)
        others = key && by_normal_form.fetch(key, [])
        others.first if others&.one?
      end

      # @return [String] the bytes of the payload and the number of its files, as Payload-Oxum has them
      def oxum
        "#{payload.each_value.sum}.#{payload.size}"
      end

      private

      def add(path, entry)
        return @unreadable[path] = entry.error if entry.error
        return @folders[path] = true if entry.folder?
        return (path.start_with?(PAYLOAD) ? @payload : @tag_files)[path] = entry.size if entry.file?

        @unreadable[path] = IrregularFileError.new("is a #{entry.kind.to_s.tr('_', ' ')}, which is not read")
      end

      # Made when a name is not found: most bags never need it.
      def by_normal_form
        @by_normal_form ||= [*payload.keys, *tag_files.keys].group_by { |path| key(path) }
      end

      def key(path)
        text = path.dup.force_encoding(Encoding::UTF_8)
        text.unicode_normalize(:nfc).b if text.valid_encoding?
      end
    end
  end
end
