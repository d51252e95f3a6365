# frozen_string_literal: true

require_relative "tree/filter"
require_relative "tree/entry"

module Swiftsum
  # A folder, and all that is in it at any depth: an Enumerable of its entries.
  #
  # Entries come in the order of their paths as bytes, that of `LC_ALL=C sort`, the folder itself first. Hidden files
  # are entries as others are, and so are links, FIFOs, sockets and devices. Nothing but folders is ever opened, and 17
  # of those at most at a time. Neither depth nor the length of a path has a limit.
  #
  # What can't be read or looked at is an entry with an {Entry#error}, and never left out. So is what is left of a
  # folder that is moved or removed meanwhile. A folder that is replaced by a link leads nowhere else.
  #
  # Each call of {#each} walks anew, also from several threads at a time. Other threads run meanwhile; `break`,
  # exceptions, Thread#kill and Ctrl-C end it at once, with everything closed.
  #
  # @example
  #   tree = Swiftsum::Tree.new("pkg", exclude: [".git/", "*.tmp"])
  #   tree.select(&:file?).sum(&:size)
  #   tree.each { |entry| warn entry.error.message if entry.error }
  class Tree
    include Enumerable

    # @return [String] the folder as it was given: binary and frozen
    attr_reader :folder

    # @return [Filter] the rule that `exclude` and `include` make, for other paths
    attr_reader :filter

    # @param folder [String, #to_path] a folder, or a link to one
    # @param exclude [String, Array<String>] patterns ({Filter}) of what is left out. A folder that one matches is not
    #   read.
    # @param include [String, Array<String>] patterns. If there are any, only what matches one of them is an entry; and
    #   what has an error.
    # @param follow [Boolean] whether links are what they lead to. One that leads nowhere is a link with an error, and
    #   one to a folder that it is in is a folder with the error Errno::ELOOP.
    # @param one_file_system [Boolean] whether folders of another file system are not read. They are entries all the
    #   same.
    # @param stat [Boolean] whether entries have a size, times, inode and device, for which the system is asked once
    #   more
    # @raise [ArgumentError] for a malformed pattern, with the reason
    # @raise [TypeError] unless `folder` and patterns are Strings or have a path
    def initialize(folder, exclude: [], include: [], follow: false, one_file_system: false, stat: true)
      @folder = File.path(folder).b.freeze
      @filter = Filter.new(exclude:, include:)
      @flags = (follow ? Native::WalkOptions::FOLLOW : 0) |
               (one_file_system ? Native::WalkOptions::ONE_FILE_SYSTEM : 0) |
               (stat ? Native::WalkOptions::STATES : 0)
      freeze
    end

    # @yieldparam entry [Entry]
    # @return [self, Enumerator] an Enumerator without a block
    # @raise [SystemCallError] with the path in its message, if the tree's folder can't be opened
    def each(&block)
      return to_enum unless block

      Native::Walker.each(folder, options) { |paths, facts| Entry.each(paths, facts, &block) }
      self
    end

    # A walk for a batch, which asks for no states.
    #
    # @api private
    # @return [Native::Walker]
    def walker
      Native::Walker.new(folder, options(@flags & ~Native::WalkOptions::STATES))
    end

    # @return [String]
    def inspect
      "#<#{self.class} #{folder.inspect}>"
    end

    private

    def options(flags = @flags)
      Native::WalkOptions.new(filter.exclude, filter.include, flags)
    end
  end
end
