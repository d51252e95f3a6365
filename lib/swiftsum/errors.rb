# frozen_string_literal: true

module Swiftsum
  # The root of what can go wrong here, less what is a kind of ArgumentError. Where the operating system failed, its
  # own class is raised instead (`Errno::ENOENT`, …), with the path in the message.
  class Error < StandardError; end

  # A native object was used after its release.
  class ReleasedError < Error; end

  # A file changed while it was read: its digest would be of a state that never existed.
  class ChangedError < Error; end

  # What a tree has under a path is no regular file, and was not read: a symbolic link that is not followed, a FIFO, a
  # socket or a device.
  class IrregularFileError < Error
    # @return [Symbol, nil] (see Tree::Entry#kind), where it is known
    attr_reader :kind

    # @api private
    def initialize(message = nil, kind: nil)
      super(message)
      @kind = kind
    end
  end

  # An entry does not fit into a manifest of that format: its name does not, or what is listed of it.
  class UnwritableEntryError < Error; end

  # A name leads out of the folder that all names are confined to: by `..`, by a link, or because it is absolute.
  class OutsideError < Error; end

  # What is there already is not to be replaced.
  class OverwriteError < Error; end

  # A text is not the checksum that it should be.
  class ParseError < Error; end

  # SWIFTSUM_ISA names an instruction set that is unknown or that this machine lacks, or SWIFTSUM_CPU an unknown
  # processor.
  class InstructionSetError < Error; end

  # The algorithm has no such operation.
  class UnsupportedError < Error; end

  # The registry has no algorithm of that name.
  class UnknownAlgorithmError < ArgumentError; end
end
