# frozen_string_literal: true

require_relative "../manifest"
require_relative "../verification/listed"

module Swiftsum
  class Audit
    # What a manifest lists, beside what a tree has, in the order of their names as bytes. Both come in that order, so
    # that neither need be in memory. Only a manifest that does not come so is read as a whole and sorted.
    #
    # @api private
    class Pairs
      # `listed` and `found` are what there is under `name`: at least one of them. `found` is a Tree::Entry of what is
      # no folder, or of one that can't be read; `error` is why nothing is known of a file that is listed.
      Pair = Struct.new(:name, :listed, :found, :error)

      NOTHING = Manifest::MalformedLine.new(1, "lists no files")
      OUTSIDE = %r{\A/|(?:\A|/)\.\.(?:/|\z)}n
      private_constant :NOTHING, :OUTSIDE

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
      # @raise [ParseError] if the manifest says that it is sorted, and is not
      def each(&block)
        coming = listed.each
        yield NOTHING if @manifest.options.empty? && peek(coming).nil?
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

        Pair.new(key(entry), entry, nil, obstacle(key(entry)))
      end

      def obstacle(name)
        return OutsideError.new("names are relative to the folder, and none leads out of it") if OUTSIDE.match?(name)

        path, error = @unreadable
        error if error && "#{@tree.folder.delete_suffix('/')}/#{name}".start_with?(path)
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
        return in_order if @manifest.options[:sorted]

        sorted? ? @manifest : sorted
      end

      def in_order
        before = nil
        Enumerator.new do |entries|
          @manifest.each do |entry|
            if entry.is_a?(Manifest::Entry)
              refuse(entry) unless before.nil? || before < key(entry)
              before = key(entry)
            end
            entries << entry
          end
        end
      end

      def refuse(entry)
        name = Manifest::Escaping.printable(entry.name).force_encoding(Encoding::UTF_8).scrub
        raise ParseError, "#{@manifest.path}: is not in the order that its first line says: #{name}"
      end

      # With all digests of a file together, whatever lines they stand on.
      def sorted
        entries, malformed = @manifest.partition { |entry| entry.is_a?(Manifest::Entry) }
        malformed + entries.group_by { |entry| key(entry) }.sort.map { |_, same| together(same) }
      end

      def together(entries)
        return entries.first if entries.one?

        checksums = entries.flat_map(&:checksums).uniq
        Manifest::Entry.new(entries.first.name, checksums, entries.filter_map(&:bytesize).first)
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
