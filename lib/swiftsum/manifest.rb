# frozen_string_literal: true

require_relative "../swiftsum"
require_relative "manifest/entry"
require_relative "manifest/escaping"
require_relative "manifest/file_name"
require_relative "manifest/foreign"
require_relative "manifest/lines"
require_relative "manifest/malformed_line"
require_relative "manifest/notice"
require_relative "manifest/untagged"
require_relative "manifest/formats"

module Swiftsum
  # A list of files with the checksum of each, such as `SHA256SUMS`: GNU lines, BSD tag lines, or both, also signed;
  # JSON lines; SFV; a single digest.
  #
  # It is read as it is walked through, a line at a time. What it holds is not lost when it is not understood:
  # such a line is a {MalformedLine} in its place.
  #
  # @example
  #   Swiftsum::Manifest.open("SHA256SUMS") do |manifest|
  #     manifest.each { |line| p line }
  #     warn manifest.notices
  #   end
  class Manifest
    include Enumerable

    # Those that are written, by the name that the command line and the rake task have for them.
    FORMATS = Formats::WRITTEN

    # Those that are read, likewise.
    READABLE = Formats::READ

    # In bytes: a longer line is malformed.
    LONGEST_LINE = Lines::LONGEST

    # Opens the manifest at `path` for the length of the block.
    #
    # @param path [String, #to_path]
    # @param options (see #initialize)
    # @option options [Algorithm, Symbol, String] algorithm
    # @option options [String, #to_path] listed_file
    # @option options [Symbol] format
    # @yieldparam manifest [Manifest]
    # @return what the block returns
    # @raise [SystemCallError] where it cannot be read
    # @raise [UnknownAlgorithmError]
    def self.open(path, **options)
      File.open(path, "rb") { |io| yield new(io, path:, **options) }
    end

    # Writes a manifest, whole or not at all: a reader sees the old one or the new one. A symbolic link stays, and what
    # it leads to is written; a manifest that is there keeps its permissions.
    #
    # @param path [String, #to_path]
    # @param entries [Enumerable<Entry>]
    # @param format [Symbol] of {FORMATS}
    # @return [void]
    # @raise [SystemCallError]
    # @raise [UnwritableEntryError] for an entry that this format has no way to write
    # @raise [ArgumentError] for an unknown format
    def self.write(path, entries, format: :gnu)
      form = format(FORMATS, format)
      replace(File.realdirpath(path)) { |file| form.write(file, entries) }
    end

    class << self
      # @api private
      # @param formats [Hash{Symbol => Class}]
      # @param name [Symbol, String]
      # @return [Class]
      # @raise [ArgumentError]
      def format(formats, name)
        formats[name.to_sym] or
          raise ArgumentError, "unknown format #{name.inspect}; there are #{formats.keys.join(', ')}"
      end

      private

      # Beside the manifest, because a rename does not cross file systems; hidden, so that `pkg/*` does not find it.
      def replace(path)
        require "tempfile"
        Tempfile.create([".swiftsum", ""], File.dirname(path)) do |file|
          yield file.binmode
          file.fsync
          file.chmod(mode(path))
          File.rename(file, path)
        end
      end

      def mode(path)
        File.stat(path).mode & 0o7777
      rescue Errno::ENOENT
        0o666 & ~File.umask
      end
    end

    # @return [Array<Notice>] what is to be known about it besides its entries; complete when {#each} has come to the
    #   end
    attr_reader :notices

    # @param io [IO, StringIO, #readpartial] what to read
    # @param path [String, #to_path, nil] its name, which may say the algorithm, and whose digest it is that has no name
    # @param listed_file [String, #to_path, nil] the file whose digest it is that has no name; by default the one beside
    #   `path` that has its name without the extension
    # @param algorithm [Algorithm, Symbol, String, nil] of lines that do not say; by default what `path` says, or
    #   SHA-256. A heading above such a line holds nevertheless
    # @param format [Symbol, nil] of {READABLE}; by default the one that it is recognised as
    # @raise [UnknownAlgorithmError]
    # @raise [ArgumentError] for an unknown format
    def initialize(io, path: nil, algorithm: nil, listed_file: nil, format: nil)
      @io = io
      @path = path
      @listed_file = listed_file || (path && FileName.listed_file(path))
      @algorithm = algorithm && Algorithm.fetch(algorithm)
      @format = format && Manifest.format(READABLE, format)
      @notices = []
    end

    # Blank lines and comments, which begin with `#`, are passed over.
    #
    # @yieldparam line [Entry, MalformedLine]
    # @return [self, Enumerator]
    def each(&block)
      return enum_for unless block

      read(&block)
      self
    end

    private

    def read(&block)
      lines = Lines.new(@io)
      foreign = Foreign.recognise(lines.head) unless @format
      return yield(MalformedLine.new(1, foreign)) if foreign

      format = format(lines.head)
      format.each_entry(lines, &block)
      @notices.concat(format.notices)
    rescue Lines::EncodingFault => e
      yield MalformedLine.new(e.number, e.message)
    end

    def format(head)
      format = @format || Formats.recognise(head, @path)
      format.new(untagged: Untagged.new(@algorithm, @path && FileName.algorithm(@path)), listed_file: @listed_file)
    end
  end
end
