# frozen_string_literal: true

require_relative "../manifest"
require_relative "../verification/listed"
require_relative "own_files"

module Swiftsum
  class Audit
    # What a manifest lists, beside what a tree has, in the order of their names as bytes. Both come in that order, so
    # that neither need be in memory. Only a manifest that does not come so is read as a whole and sorted.
    #
    # @api private
    class Pairs
      # `line` and `found` are what there is under `name`: at least one of them. `line` is a Manifest::Entry or a
      # Manifest::OwnLine; `found` is a Tree::Entry of what is no folder, or of one that can't be read; `error` is why
      # nothing is known of a file that is listed.
      Pair = Struct.new(:name, :line, :found, :error) do
        # @return [Manifest::Entry, nil]
        def listed
          line&.entry
        end
      end

      NOTHING = Manifest::MalformedLine.new(1, "lists no files")
      OUTSIDE = %r{\A/|(?:\A|/)\.\.(?:/|\z)}n
      private_constant :NOTHING

      # @param manifest [Manifest]
      # @param tree [Tree]
      # @param own [Array<String>] paths of files that don't count: the manifest
      def initialize(manifest, tree, own: [])
        @manifest = manifest
        @tree = tree
        @own = OwnFiles.new(own)
      end

      # @yieldparam pair [Pair, Manifest::MalformedLine]
      # @return [void]
      # @raise [SystemCallError] if the manifest or the folder can't be read
      # @raise [ParseError] if the manifest says that it is sorted, and is not
      def each(&block)
        @coming = lines
        @unreadable = nil
        advance
        yield NOTHING if @line.nil? && @manifest.options.empty?
        @tree.each { |found| beside(found, &block) unless found.folder? && !found.error }
        absent(&block) while @line
      end

      private

      def beside(found, &block)
        name = @tree.relative(found.path)
        absent(&block) while before?(name)
        listed = @line if @name == name
        advance if listed
        return if @own.include?(found, listed)

        yield Pair.new(name, listed, found, found.error)
        @unreadable = [found.path, found.error] if found.error && found.folder?
      end

      def before?(name)
        @line && (@name.nil? || @name < name)
      end

      # What is listed next and not there, or is no entry.
      def absent
        yield @name ? Pair.new(@name, @line, nil, obstacle(@name)) : @line
        advance
      end

      def advance
        @name, @line = @coming.next
      rescue StopIteration
        @name = @line = nil
      end

      # What is in a folder that can't be read is not missing.
      def obstacle(name)
        return OutsideError.new("names are relative to the folder, and none leads out of it") if OUTSIDE.match?(name)

        path, error = @unreadable
        error if error && "#{@tree.folder.delete_suffix('/')}/#{name}".start_with?(path)
      end

      # @return [Enumerator] of what is listed, with the shortest form of its name, in their order; of what is no entry,
      #   with nil
      def lines
        return in_order { |entry| refuse(entry) } if @manifest.options[:sorted]

        sorted? ? named : sorted.each
      end

      def named
        Enumerator.new do |lines|
          @manifest.each_run do |line|
            next line.each { |entry| lines.yield(clean(entry), entry) } if line.is_a?(Manifest::Run)

            next lines.yield(nil, line) if line.is_a?(Manifest::MalformedLine)

            name = clean(line)
            # What is listed under another spelling is written as usual.
            lines.yield(name, name == line.name ? line : line.entry)
          end
        end
      end

      def clean(line)
        Verification::Listed.clean(line.name)
      end

      # @yieldparam line [Manifest::Entry, Manifest::OwnLine] that comes too late
      def in_order
        before = nil
        Enumerator.new do |lines|
          named.each do |name, line|
            yield line if name && before && before >= name
            before = name || before
            lines.yield(name, line)
          end
        end
      end

      def sorted?
        in_order { return false }.count
        true
      end

      def refuse(entry)
        name = Manifest::Escaping.printable(entry.name).force_encoding(Encoding::UTF_8).scrub
        raise ParseError, "#{@manifest.path}: is not in the order that its first line says: #{name}"
      end

      # With all digests of a file together, whatever lines they stand on.
      def sorted
        groups = named.group_by(&:first)
        malformed = groups.delete(nil) || []
        malformed + groups.sort.map { |name, same| [name, together(same.map(&:last))] }
      end

      def together(lines)
        return lines.first if lines.one?

        entries = lines.map(&:entry)
        checksums = entries.flat_map(&:checksums).uniq
        Manifest::Entry.new(entries.first.name, checksums, entries.filter_map(&:bytesize).first)
      end
    end
  end
end
