# frozen_string_literal: true

module Swiftsum
  class Tree
    # A file that a walk found, opened after it. What took its place meanwhile is not read: no link is followed that
    # the walk would not have followed, and a FIFO does not block.
    #
    # @api private
    module RegularFile
      FLAGS = File::RDONLY | File::NONBLOCK | File::NOCTTY | File::BINARY
      private_constant :FLAGS

      # @param path [String]
      # @param follow [Boolean] whether a link counts as what it leads to
      # @yieldparam file [File]
      # @yieldparam stat [File::Stat] of what is open
      # @return what the block returns
      # @raise [SystemCallError]
      # @raise [IrregularFileError]
      def self.open(path, follow: false)
        File.open(path, follow ? FLAGS : FLAGS | File::NOFOLLOW) do |file|
          stat = file.stat
          raise IrregularFileError, "#{path}: not read, for it is a #{stat.ftype}" unless stat.file?

          yield file, stat
        end
      end

      # Appends the contents to a hasher whose input has their length before them.
      #
      # @param file [File]
      # @param size [Integer] in bytes, as it was written to the hasher
      # @param hasher [Native::Hasher]
      # @return [void]
      # @raise [ChangedError] unless there are as many bytes, in one state
      def self.append(file, size, hasher)
        read = 0
        Source.read(file, [hasher], 0) { |done, _| read = done }
        raise ChangedError, "#{file.path}: has #{read} bytes, and had #{size}" unless read == size
      end
    end
  end
end
