# frozen_string_literal: true

module Swiftsum
  class Tree
    # What is in a tree under one path, as it was when the walk came by. Frozen.
    class Entry
      # By the numbers of swiftsum_kind.
      KINDS = %i[unknown file folder link fifo socket character_device block_device].freeze
      private_constant :KINDS

      # @return [String] the tree's folder as it was given, and the names from there: binary and frozen. A folder's ends
      #   in a slash.
      attr_reader :path

      # @return [Symbol] `:file`, `:folder`, `:link`, `:fifo`, `:socket`, `:character_device`, `:block_device`, or
      #   `:unknown`
      attr_reader :kind

      # @return [SystemCallError, nil] why it could not be read, looked at or entered, with the path in its message:
      #   Errno::EACCES and what else the system says, Errno::ELOOP for a followed link to a folder that it is in,
      #   Errno::ESTALE if it, or the folder that it was in, was moved or removed meanwhile
      attr_reader :error

      # @return [Integer, nil] in bytes; nil, as what follows, if the tree was not to ask (`stat: false`), or could not
      attr_reader :size

      # @api private
      alias bytesize size

      # @return [Integer, nil]
      attr_reader :inode

      # @return [Integer, nil]
      attr_reader :device

      # What a walk found. There may be a million: no Array of each, unless it has a state.
      #
      # @api private
      def self.each(paths, facts)
        width = facts.size / paths.size unless paths.empty?
        first = 0
        paths.each do |path|
          # There is no inode 0, and so no state.
          state = facts[first + 2, 7] if width > 2 && facts[first + 3].positive?
          yield new(path, facts[first], facts[first + 1], state)
          first += width
        end
      end

      # @api private
      # @param number [Integer] swiftsum_kind
      # @return [Symbol]
      def self.kind(number)
        KINDS.fetch(number, :unknown)
      end

      # @api private
      def initialize(path, kind, errno, state)
        @path = path.freeze
        @kind = KINDS[kind]
        @error = (SystemCallError.new(path, errno) unless errno.zero?)
        @size, @inode, @device, *@times = state if state
        freeze
      end

      # @return [Integer, nil] when its contents were last changed, in nanoseconds since 1970
      def mtime_ns
        (@times[0] * 1_000_000_000) + @times[2] if @times
      end

      # @return [Integer, nil] when its contents, or what the system knows of it, were last changed
      def ctime_ns
        (@times[1] * 1_000_000_000) + @times[3] if @times
      end

      # @return [Time, nil] of the last change of its contents, to the nanosecond
      def mtime
        Time.at(@times[0], @times[2], :nanosecond) if @times
      end

      # @return [Time, nil] of the last change of its contents or of what the system knows of it
      def ctime
        Time.at(@times[1], @times[3], :nanosecond) if @times
      end

      # @return [Boolean] whether it is a regular file; with `follow`, or a link to one
      def file?
        kind == :file
      end

      # @return [Boolean]
      def folder?
        kind == :folder
      end

      # @return [Boolean] whether it is a symbolic link; with `follow`, one that leads nowhere
      def link?
        kind == :link
      end

      # @return [String]
      def inspect
        "#<#{self.class} #{path.inspect} #{kind}#{" #{error.class}" if error}>"
      end
    end
  end
end
