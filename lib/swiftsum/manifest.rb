# frozen_string_literal: true

require "tempfile"

require_relative "../swiftsum"
require_relative "manifest/entry"
require_relative "manifest/escaping"
require_relative "manifest/file_name"
require_relative "manifest/formats/gnu_line"
require_relative "manifest/malformed_line"
require_relative "manifest/formats/tag_line"

module Swiftsum
  # A list of files with the checksum of each, such as `SHA256SUMS`: GNU lines, BSD tag lines, or both.
  #
  # It is read as it is walked through, a line at a time. What it holds is not lost when it is not understood:
  # such a line is a {MalformedLine} in its place.
  #
  # @example
  #   require "swiftsum/manifest"
  #
  #   Swiftsum::Manifest.open("SHA256SUMS") do |manifest|
  #     manifest.each { |line| p line }
  #   end
  class Manifest
    include Enumerable

    # By the name that the command line and the rake task have for them, in the order in which a line is tried: a padded
    # tag would do for the digest of a GNU line.
    FORMATS = { tag: TagLine, gnu: GNULine }.freeze

    # In bytes. No system takes a path of a quarter of it, and a file that is no manifest may be one line of gigabytes.
    LONGEST_LINE = 64 << 10

    BLANK_OR_COMMENT = /\A(?:\r?\n?\z|#)/n
    BYTE_ORDER_MARK = "\xEF\xBB\xBF".b.freeze
    private_constant :BLANK_OR_COMMENT, :BYTE_ORDER_MARK

    # Opens the manifest at `path` for the length of the block.
    #
    # @param path [String, #to_path]
    # @param algorithm [Algorithm, Symbol, String] of GNU lines; by default what the file's name says, or SHA-256
    # @yieldparam manifest [Manifest]
    # @return what the block returns
    # @raise [SystemCallError] where it cannot be read
    def self.open(path, algorithm: FileName.algorithm(path))
      File.open(path, "rb") { |io| yield new(io, algorithm:) }
    end

    # Writes a manifest, whole or not at all: a reader sees the old one or the new one.
    #
    # @param path [String, #to_path]
    # @param entries [Enumerable<Entry>]
    # @param format [Symbol] of {FORMATS}
    # @return [void]
    def self.write(path, entries, format: :gnu)
      form = FORMATS.fetch(format)
      path = File.expand_path(path)
      # Beside the manifest, because a rename does not cross file systems; hidden, so that `pkg/*` does not find it.
      Tempfile.create([".swiftsum", ""], File.dirname(path)) do |file|
        file.binmode
        entries.each { |entry| file.write(form.write(entry)) }
        file.fsync
        file.chmod(0o666 & ~File.umask)
        File.rename(file, path)
      end
    end

    # @param io [IO, StringIO] what to read the lines from
    # @param algorithm [Algorithm, Symbol, String] of GNU lines, which do not say
    def initialize(io, algorithm: :sha256)
      @io = io
      @algorithm = Algorithm.fetch(algorithm)
    end

    # Blank lines and comments, which begin with `#`, are passed over.
    #
    # @yieldparam line [Entry, MalformedLine]
    # @return [self, Enumerator]
    def each
      return enum_for unless block_given?

      each_line { |line, number| yield entry(line, number) unless line.match?(BLANK_OR_COMMENT) }
      self
    end

    private

    # Of a line that is too long, its beginning.
    def each_line
      number = 0
      begins = true
      @io.each_line("\n", LONGEST_LINE) do |line|
        yield line.b, number += 1 if begins
        begins = line.end_with?("\n")
      end
    end

    def entry(line, number)
      raise ParseError, "longer than a line may be" unless line.bytesize < LONGEST_LINE

      parse(line.chomp.sub(/\A[ \t]+/, ""))
    rescue ParseError, UnknownAlgorithmError => e
      MalformedLine.new(number, e.message)
    end

    def parse(line)
      raise ParseError, "a byte order mark stands before it" if line.start_with?(BYTE_ORDER_MARK)

      escaped = line.delete_prefix!("\\")
      algorithm, digest, name = split(line)
      name = Escaping.unescape(name) if escaped
      raise ParseError, "the name has a NUL byte" if name.include?("\0")

      Entry.new(name, algorithm ? Checksum.parse(digest, algorithm) : assumed(digest))
    end

    def assumed(digest)
      Checksum.parse(digest, @algorithm)
    rescue ParseError => e
      raise ParseError, "#{e.message}; the line does not say which algorithm it is of"
    end

    def split(line)
      FORMATS.each_value do |form|
        fields = form.split(line)
        return fields if fields
      end
      raise ParseError, "neither a GNU line nor a BSD tag line"
    end
  end
end
