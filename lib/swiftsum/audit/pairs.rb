# frozen_string_literal: true

require_relative "../manifest"
require_relative "found"
require_relative "listing"
require_relative "own_files"
require_relative "pair_run"

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
      # Of a few lines each, in a row.
      MOST_MISSES = 2
      private_constant :NOTHING, :MOST_MISSES

      # @param manifest [Manifest]
      # @param tree [Tree]
      # @param own [Array<String>] paths of files that don't count: the manifest
      def initialize(manifest, tree, own: [])
        @manifest = manifest
        @tree = tree
        @listing = Listing.new(manifest)
        @own = OwnFiles.new(own)
      end

      # @yieldparam pair [Pair, PairRun, Manifest::MalformedLine]
      # @return [void]
      # @raise [SystemCallError] if the manifest or the folder can't be read
      # @raise [ParseError] if the manifest says that it is sorted, and is not
      def each(&block)
        @found = Found.new(@tree)
        @unreadable = nil
        merge(&block)
        only_found(&block) while @found.name
      ensure
        @found&.release
      end

      private

      def merge(&block)
        nothing = true
        @listing.each do |name, line|
          @found.open if nothing
          nothing = false
          line.is_a?(Manifest::OwnLines) ? many(line, &block) : one(name, line, &block)
        end
        yield NOTHING if nothing && @manifest.options.empty?
      end

      # Where one is other than it is listed, those around it may not be.
      def many(lines, &block)
        @misses = 0
        together(lines, &block) || lines.each_part(Manifest::OwnLines::FEW) { |part| few(part, &block) }
      end

      # Where several are, nearly all may be.
      def few(lines, &block)
        return if @misses < MOST_MISSES && together(lines, &block)

        @misses += 1
        @listing.each_of(lines) { |name, line| one(name, line, &block) }
      end

      # @return [Boolean] whether all are as they are listed
      def together(lines)
        run = (@found.run(lines) unless @own.listed?(lines)) or return false
        @misses = 0
        @listing.came_to(run.lines.names.last)
        yield run
        true
      end

      # @param name [String, nil] nil for what is no entry
      def one(name, line, &block)
        return yield(line) unless name

        @listing.check_order(name, line)
        only_found(&block) while (coming = @found.name) && coming < name
        return yield(Pair.new(name, line, nil, obstacle(name))) unless coming == name

        pair(name, line, &block)
      end

      def only_found(&block)
        pair(@found.name, nil, &block)
      end

      def pair(name, line)
        found = @found.take
        return if @own.include?(found, line)

        yield Pair.new(name, line, found, found.error)
        @unreadable = [found.path, found.error] if found.error && found.folder?
      end

      # What is in a folder that can't be read is not missing.
      def obstacle(name)
        return OutsideError.new("names are relative to the folder, and none leads out of it") if OUTSIDE.match?(name)

        path, error = @unreadable
        error if error && "#{@tree.folder.delete_suffix('/')}/#{name}".start_with?(path)
      end
    end
  end
end
