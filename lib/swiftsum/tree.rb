# frozen_string_literal: true

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
    require_relative "tree/filter"
    require_relative "tree/entry"

    include Enumerable

    autoload :Comparison, "#{__dir__}/tree/comparison"
    autoload :Digest, "#{__dir__}/tree/digests"
    autoload :Digests, "#{__dir__}/tree/digests"
    autoload :RegularFile, "#{__dir__}/tree/regular_file"

    # @return [String] the folder as it was given: binary and frozen
    attr_reader :folder

    # @return [Filter] the rule that `exclude` and `include` make, for other paths
    attr_reader :filter

    # @param folder [String, #to_path] a folder, or a link to one
    # @param exclude [String, Array<String>] patterns ({Tree::Filter}) of what is left out. A folder that one matches
    #   is not read.
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

    # One digest for the whole tree. It is of all entries that the tree has: what `exclude` leaves out does not count.
    #
    # - `:swhid`: the Software Hash Identifier of a directory, `swh:1:dir:…`, as Software Heritage computes it. Empty
    #   folders count.
    # - `:git_tree`: the id that git gives to such a tree, which is the same but for empty folders. Of a checkout,
    #   exclude `/.git`.
    # - `:h1`: that of Go's modules, and of in-toto's `dirHash`. Of a Go module, `prefix` is `PATH@VERSION`. Files alone
    #   count.
    # - `:nar`: the SHA-256 of the tree as an archive of Nix. All paths are in memory meanwhile.
    #
    # Files are read one after the other, and not kept in memory; other threads run meanwhile.
    #
    # @example
    #   Swiftsum::Tree.new("src", exclude: "/.git").digest(:swhid).to_s # => "swh:1:dir:4b825dc642…"
    #   Swiftsum::Tree.new("src").digest(:nar).checksum.to_nix32
    #
    # @param kind [Symbol, String]
    # @param options [Hash]
    # @option options [String] prefix of `:h1` only
    # @return [Tree::Digest]
    # @raise [SystemCallError] for the first entry that can't be read, with its path
    # @raise [IrregularFileError] for a FIFO, a socket or a device, and in `:h1` for a link: the tree has no such digest
    # @raise [UnsupportedError] for a name with a newline in `:h1`
    # @raise [ChangedError] if a file changed while it was read
    # @raise [ArgumentError] for another kind or option
    def digest(kind, **options)
      type = Digests.fetch(kind)
      unknown = options.keys - type::OPTIONS
      raise ArgumentError, "#{kind} takes no #{unknown.join(', ')}" unless unknown.empty?

      checksum = type.new(self, **options).checksum
      Digest.new(kind.to_sym, checksum, type.write(checksum))
    end

    # @return [Boolean] whether links are what they lead to
    def follow?
      @flags.anybits?(Native::WalkOptions::FOLLOW)
    end

    # All that can be a part of a digest, less the tree's folder.
    #
    # @api private
    # @yieldparam entry [Entry]
    # @yieldparam parents [Array<String>] the names of the folders that it is in, from the tree's folder
    # @yieldparam name [String]
    # @raise (see #digest)
    def each_node
      Native::Walker.each(folder, options(@flags & ~Native::WalkOptions::STATES)) do |paths, facts|
        Entry.each(paths, facts) do |entry|
          check(entry)
          *parents, name = relative(entry.path).split("/")
          yield entry, parents, name if name
        end
      end
    end

    # @api private
    # @param path [String] of an entry
    # @return [String] from the tree's folder
    def relative(path)
      path.byteslice(beginning..)
    end

    # @api private
    # @param paths [Array<String>] of entries
    # @return [Array<String>] from the tree's folder
    def all_relative(paths)
      start = beginning
      paths.map { |path| path.byteslice(start, path.bytesize) }
    end

    # A walk for a batch, which asks for no states.
    #
    # @api private
    # @return [Native::Walker]
    def walker
      Native::Walker.new(folder, options(@flags & ~Native::WalkOptions::STATES))
    end

    # @api private
    # @return [Native::Walker] that is not open yet, and walks as far as it is asked
    def walker_with_states
      Native::Walker.new(folder, options)
    end

    # @return [String]
    def inspect
      "#<#{self.class} #{folder.inspect}>"
    end

    private

    # Where names begin in a path.
    def beginning
      folder.end_with?("/") ? folder.bytesize : folder.bytesize + 1
    end

    def check(entry)
      raise entry.error if entry.error
      return if %i[file folder link].include?(entry.kind)

      raise IrregularFileError, "#{entry.path}: not read, for it is a #{entry.kind.to_s.tr('_', ' ')}"
    end

    def options(flags = @flags)
      Native::WalkOptions.new(filter.exclude, filter.include, flags)
    end
  end
end
