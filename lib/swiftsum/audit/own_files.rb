# frozen_string_literal: true

module Swiftsum
  class Audit
    # Files that don't count as the folder's, if they are in it: the manifest, and what is written meanwhile, also by
    # other processes.
    #
    # @api private
    class OwnFiles
      # @param paths [Array<String>]
      def initialize(paths)
        @paths = paths.to_h { |path| [identity(path), real(path)] }
        @real = @paths.values.compact
        @names = @real.map { |path| File.basename(path) }
        @marks = marks
      end

      # @param lines [Manifest::OwnLines]
      # @return [Boolean] whether one of them may be of such a file
      def listed?(lines)
        @marks.any? { |mark| lines.include?(mark) }
      end

      # Another name of the same file is the folder's if it is listed.
      #
      # @param found [Tree::Entry]
      # @param listed [Manifest::Entry, nil]
      # @return [Boolean]
      def include?(found, listed)
        return false unless found.file?

        path = @paths[[found.inode, found.device]]
        return listed.nil? || path == real(found.path) if path

        replaced?(found.path) || (listed.nil? && Manifest::Draft.held?(found.path))
      end

      private

      # What stands in a line of such a file, if it is to the letter what would be written.
      def marks
        inodes = @paths.each_key.filter_map { |inode, _| "\"inode\":#{inode}," if inode }
        inodes + @names.map { |name| "#{name}\",\"size\":" }
      end

      # By another process, meanwhile: the same name, and another file.
      def replaced?(path)
        path.end_with?(*@names) && @real.include?(real(path))
      end

      def identity(path)
        stat = File.stat(path)
        [stat.ino, stat.dev]
      rescue SystemCallError
        nil
      end

      def real(path)
        File.realpath(path).b
      rescue SystemCallError
        nil
      end
    end
  end
end
