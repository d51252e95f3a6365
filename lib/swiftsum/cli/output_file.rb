# frozen_string_literal: true

require_relative "../errors"

module Swiftsum
  class CLI
    # The file that standard output is. A list of all files in a folder that is written there would list its own
    # beginning.
    #
    # @api private
    class OutputFile
      # The output is no input.
      class LeftOutError < Error; end

      # @param output [IO]
      # @return [OutputFile, nil] nil where it is no file
      def self.of(output)
        stat = output.stat
        new(stat) if stat.file?
      rescue SystemCallError
        # There is none at all. Who writes to it is told.
      end

      # @param stat [File::Stat]
      def initialize(stat)
        @inode = stat.ino
        @device = stat.dev
      end

      # Puts an error in the place of its digest, under whatever name it is there.
      #
      # @param group [Checksums::Group]
      # @return [void]
      def leave_out(group)
        devices = group.states.devices
        group.states.inodes.each_with_index do |inode, index|
          here = inode.zero? ? found_here?(group, index) : inode == @inode && devices[index] == @device
          group.errors[index] = LeftOutError.new("is left out: the output is written to it") if here
        end
      end

      private

      # What was not read, and what was read by itself, has no inode. A link that is not followed is another file.
      def found_here?(group, index)
        !group.errors[index].is_a?(IrregularFileError) && leads_here?(group.sources[index])
      end

      def leads_here?(source)
        stat = source.is_a?(IO) ? source.stat : File.stat(source)
        stat.ino == @inode && stat.dev == @device
      rescue SystemCallError, IOError, ArgumentError
        # What cannot be looked at was not read either.
        false
      end
    end
  end
end
