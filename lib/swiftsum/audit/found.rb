# frozen_string_literal: true

module Swiftsum
  class Audit
    # What a tree has that is no folder, and folders that can't be read, in the order of the names. It is walked through
    # as far as somebody asks. There may be a million, so there is no object for each of them, unless {#take} is asked
    # for one.
    #
    # @api private
    class Found
      # As Native::States have them.
      FILE = 1
      FOLDER = 2
      MODIFIED = 1
      private_constant :FILE, :FOLDER, :MODIFIED

      # @param tree [Tree]
      def initialize(tree)
        @tree = tree
        @walker = tree.walker_with_states
        @next = 0
        @paths = []
        @states = Native::States.new("".b)
      end

      # @return [void]
      # @raise [SystemCallError] if the folder can't be opened
      def open
        @walker.open unless @walker.pointer
      end

      # @return [void]
      def release
        @walker.release
      end

      # @return [String, nil] the next one, from the tree's folder; nil at the end
      # @raise (see #open)
      def name
        @tree.relative(@paths[@next]) if there?(1)
      end

      # @return [Tree::Entry] the one that {#name} says
      def take
        entry.tap { @next += 1 }
      end

      # @param lines [Manifest::OwnLines]
      # @return [PairRun, nil] of what comes next, if that is what the lines list, and as they list it
      def run(lines)
        return unless begin?(lines)

        part = @next...(@next + lines.size)
        states = @states.slice(part)
        columns = columns(states) or return
        paths = @paths[part]
        listed = lines.run(@tree.all_relative(paths), columns) or return
        @next = part.end
        PairRun.new(listed, paths, states, columns[MODIFIED].max)
      end

      private

      def begin?(lines)
        lines.size.positive? && there?(lines.size) && lines.begin_with?(name, entry)
      end

      def entry
        found = nil
        Tree::Entry.each([@paths[@next]], @states.slice(@next..@next).facts) { |entry| found = entry }
        found
      end

      # @return [Array<Array<Integer>>, nil] nil unless all are files of which the system says what they are
      def columns(states)
        states.columns if states.kinds.uniq == [FILE] && states.errnos.uniq == [0]
      end

      # Walks on for them.
      #
      # @return [Boolean] whether so many come
      def there?(count)
        walk_on until @ended || count <= @paths.size - @next
        count <= @paths.size - @next
      end

      # What was taken is forgotten.
      def walk_on
        open
        paths, states = @walker.read
        return @ended = true unless paths

        @states = @states.slice(@next...@paths.size) + without_folders(paths, states)
        @paths = @paths.drop(@next).concat(paths)
        @next = 0
      end

      # Removes them from the paths, too.
      def without_folders(paths, states)
        kinds = states.kinds
        return states unless kinds.include?(FOLDER)

        errnos = states.errnos
        folders = paths.each_index.select { |index| kinds[index] == FOLDER && errnos[index].zero? }
        folders.reverse_each { |index| paths.delete_at(index) }
        states.without(folders)
      end
    end
  end
end
