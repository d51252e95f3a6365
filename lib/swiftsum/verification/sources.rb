# frozen_string_literal: true

require_relative "root"

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
      # @raise [UnsupportedError] if there is a root, and the system does not say where an open file is
      def initialize(directory: nil, standard_input: nil, root: nil, named: nil)
        directory ||= root
        @directory = directory && File.path(directory).b
        @standard_input = standard_input
        @root = root && Root.new(root)
        @named = [*named].map { |name| Listed.clean(File.path(name).b) }
      end

      # @param entry [Manifest::Entry]
      # @yieldparam source [String, #to_path, IO]
      # @return what the block returns
      # @raise [IOError] for standard input, if there is none
      # @raise [OutsideError]
      # @raise [IrregularFileError] (see #check)
      # @raise [SystemCallError]
      def open(entry)
        if standard_input?(entry)
          return yield(@standard_input || raise(IOError, "standard input is not to be had here"))
        end

        path = path(entry)
        held = hold(entry, path) if @root
        check(path, held ? held.stat : File.stat(path))
        yield held || path
      ensure
        held&.close
      end

      # @param entry [Manifest::Entry] that is not of standard input
      # @return [String, Root::Held, nil] what can be read beside others; nil if {#open} has more to say of it. What is
      #   held is to be closed
      def beside_others(entry)
        path = path(entry)
        return path unless @root

        held = hold(entry, path)
        held.tap { held = nil } if held.stat.file?
      rescue SystemCallError, OutsideError
        nil
      ensure
        held&.close
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

      # A list may name anything. What never ends is read only where its name was asked for.
      #
      # @param path [String] (see #path)
      # @param stat [File::Stat] of the file
      # @return [void]
      # @raise [IrregularFileError] for a FIFO, a socket or a character device
      # @raise [SystemCallError]
      def check(path, stat = File.stat(path))
        kind = ENDLESS[stat.ftype] or return
        return if @named.any? { |name| name_leads?(name, path) }

        raise IrregularFileError, "not read, for it is a #{kind}"
      end

      private

      def hold(entry, path)
        return @root.open(path) unless File.absolute_path?(entry.name) || entry.name.split("/").include?("..")

        raise OutsideError, "leads out of #{@root}"
      end

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
