# frozen_string_literal: true

require_relative "../verification/listed"

module Swiftsum
  class Audit
    # What a manifest lists, beside what a tree has: an Enumerable of pairs, in the order of their names as bytes. Both
    # come in that order, so that neither need be in memory. A manifest that does not is sorted, and then is.
    #
    # @api private
    class Pairs
      # `listed` and `found` are what there is under `name`: at least one of them. `found` is a Tree::Entry of what is
      # no folder, or of one that can't be read; `error` is why nothing is known of a file that is listed.
      Pair = Struct.new(:name, :listed, :found, :error)

      # @param manifest [Manifest]
      # @param tree [Tree]
      # @param own [Array<String>] paths of files that don't count: the manifest
      def initialize(manifest, tree, own: [])
        @manifest = manifest
        @tree = tree
        @own = own.filter_map { |path| identity(path) }
      end

      # @yieldparam pair [Pair, Manifest::MalformedLine]
      # @return [void]
      # @raise [SystemCallError] if the manifest or the folder can't be read
      def each(&block)
        coming = listed.each
        @unreadable = nil
        @tree.each { |found| beside(found, coming, &block) unless passed_over?(found) }
        yield absent(coming.next) while peek(coming)
      end

      private

      def beside(found, coming, &block)
        name = @tree.relative(found.path)
        before(name, coming, &block)
        yield Pair.new(name, taken(name, coming), found, found.error)
        @unreadable = [found.path, found.error] if found.error && found.folder?
      end

      def passed_over?(found)
        return false if found.error

        found.folder? || (found.file? && @own.include?([found.inode, found.device]))
      end

      def before(name, coming)
        while (entry = peek(coming)) && (entry.is_a?(Manifest::MalformedLine) || key(entry) < name)
          yield absent(coming.next)
        end
      end

      def taken(name, coming)
        entry = peek(coming)
        coming.next if entry && key(entry) == name
      end

      # What is in a folder that can't be read is not missing.
      def absent(entry)
        return entry if entry.is_a?(Manifest::MalformedLine)

        path, error = @unreadable
        error = nil unless error && "#{@tree.folder.delete_suffix('/')}/#{key(entry)}".start_with?(path)
        Pair.new(key(entry), entry, nil, error)
      end

      def key(entry)
        Verification::Listed.clean(entry.name)
      end

      def peek(coming)
        coming.peek
      rescue StopIteration
        nil
      end

      def listed
        return @manifest if @manifest.options[:sorted] || sorted?

        @manifest.to_a.sort_by { |entry| entry.is_a?(Manifest::Entry) ? key(entry) : "" }
      end

      def sorted?
        before = nil
        @manifest.all? do |entry|
          next true unless entry.is_a?(Manifest::Entry)

          name = key(entry)
          (before.nil? || before < name).tap { before = name }
        end
      end

      def identity(path)
        stat = File.stat(path)
        [stat.ino, stat.dev]
      rescue SystemCallError
        nil
      end
    end
  end
end
