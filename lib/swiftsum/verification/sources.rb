# frozen_string_literal: true

module Swiftsum
  class Verification
    # Where the files of a manifest are: what its names are relative to, and what is standard input.
    class Sources
      # What programs write that have read standard input: xxhsum and OpenSSL, rhash. It may be a file's name, too.
      SPELLINGS = ["stdin", "(stdin)"].freeze
      # What may keep its reader waiting for ever, or never ends.
      ENDLESS = { "fifo" => "FIFO", "socket" => "socket", "characterSpecial" => "character device" }.freeze
      private_constant :SPELLINGS, :ENDLESS

      # @param directory [String, #to_path, nil] that names are relative to; nil is the current directory
      # @param standard_input [IO, nil] nil if there is none
      # @param root [String, #to_path, nil] a folder that no name leads out of; names are relative to it where there is
      #   no `directory`
      # @param named [Array<String>, nil] names that were asked for: those are read, whatever they are
      # @raise [SystemCallError] if there is no such folder
      def initialize(directory: nil, standard_input: nil, root: nil, named: nil)
        directory ||= root
        @directory = directory && File.path(directory).b
        @standard_input = standard_input
        @root = root && File.join(File.realpath(root), "").b
        @named = [*named].map { |name| Listed.clean(File.path(name).b) }
      end

      # @param entry [Manifest::Entry]
      # @return [String, IO]
      # @raise [IOError] for standard input, if there is none
      # @raise [OutsideError]
      # @raise [IrregularFileError] (see #check)
      # @raise [SystemCallError]
      def source(entry)
        raise OutsideError, "leads out of #{@root}" if outside?(entry)
        return path(entry).tap { |path| check(path) } unless standard_input?(entry)

        @standard_input || raise(IOError, "standard input is not to be had here")
      end

      # @param entry [Manifest::Entry]
      # @return [String] the path of a file
      def path(entry)
        return entry.name if @directory.nil? || File.absolute_path?(entry.name)

        File.join(@directory, entry.name)
      end

      # @param names [Array<String>]
      # @return [Array<String>, nil] the paths of files; nil if a name may be none, or has to be looked at by itself
      def paths(names)
        return if @root || [STANDARD_INPUT, *SPELLINGS].any? { |spelling| names.include?(spelling) }
        return names unless @directory

        names.map { |name| File.absolute_path?(name) ? name : File.join(@directory, name) }
      end

      # @param entry [Manifest::Entry]
      # @return [Boolean] whether the name is that of standard input, and of no file
      def standard_input?(entry)
        entry.name == STANDARD_INPUT || (SPELLINGS.include?(entry.name) && !there?(path(entry)))
      end

      # @param entry [Manifest::Entry]
      # @return [Boolean] whether the file is not in the folder that all are confined to, as the links are now
      def outside?(entry)
        return false if @root.nil? || entry.name == STANDARD_INPUT
        return true if File.absolute_path?(entry.name) || entry.name.split("/").include?("..")

        !File.realpath(path(entry)).b.start_with?(@root)
      rescue SystemCallError
        # It can't be read either.
        false
      end

      # A list may name anything. What never ends is read only where its name was asked for.
      #
      # @param path [String] (see #path)
      # @return [void]
      # @raise [IrregularFileError] for a FIFO, a socket or a character device
      # @raise [SystemCallError]
      def check(path)
        kind = ENDLESS[File.stat(path).ftype] or return
        return if @named.any? { |name| name_leads?(name, path) }

        raise IrregularFileError, "not read, for it is a #{kind}"
      end

      private

      def name_leads?(name, path)
        name = File.join(@directory, name) if @directory && !File.absolute_path?(name)
        Listed.clean(name) == Listed.clean(path)
      end

      def there?(path)
        File.lstat(path)
      rescue Errno::ENOENT, Errno::ENOTDIR
        false
      rescue SystemCallError
        true
      end
    end
  end
end
