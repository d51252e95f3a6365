# frozen_string_literal: true

require_relative "../swiftsum"

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
    %w[entry escaping formats].each { |part| require_relative "manifest/#{part}" }

    include Enumerable

    autoload :Built, "#{__dir__}/manifest/built"
    autoload :Draft, "#{__dir__}/manifest/draft"
    autoload :FileName, "#{__dir__}/manifest/file_name"
    autoload :Foreign, "#{__dir__}/manifest/foreign"
    autoload :Heading, "#{__dir__}/manifest/heading"
    autoload :Lines, "#{__dir__}/manifest/lines"
    autoload :MalformedLine, "#{__dir__}/manifest/malformed_line"
    autoload :Notice, "#{__dir__}/manifest/notice"
    autoload :OwnLine, "#{__dir__}/manifest/own_line"
    autoload :OwnLines, "#{__dir__}/manifest/own_lines"
    autoload :OwnRun, "#{__dir__}/manifest/own_run"
    %i[FORMATS READABLE].each { |name| autoload name, "#{__dir__}/manifest/formats/by_name" }
    autoload :Replacement, "#{__dir__}/manifest/replacement"
    autoload :Run, "#{__dir__}/manifest/run"
    autoload :Stored, "#{__dir__}/manifest/stored"
    autoload :Untagged, "#{__dir__}/manifest/untagged"

    # In bytes: a longer line is malformed. No system takes a path of a quarter of it, and a file that is no manifest
    # may be one line of gigabytes. Behind one of more than 1 MiB, nothing is read: it may have no end.
    LONGEST_LINE = 64 << 10

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

    # The manifest that is the file `path`. It is opened when it is walked through, as often as that is.
    #
    # @example Another format for the same list
    #   Swiftsum::Manifest.read("SHA256SUMS").write("checksums.json", format: :swiftsum)
    #
    # @param path [String, #to_path]
    # @param options (see #initialize)
    # @option options [Algorithm, Symbol, String] algorithm
    # @option options [String, #to_path] listed_file
    # @option options [Symbol] format
    # @return [Stored]
    # @raise [UnknownAlgorithmError]
    # @raise [ArgumentError] for an unknown format
    def self.read(path, **options)
      Stored.new(path, **options)
    end

    # A manifest of all files in a folder, at any depth. They are read when it is walked through or written, many side
    # by side, and nothing of them stays in memory. Links and other files that are not regular are left out, with a
    # notice; with `follow`, a link counts as what it leads to.
    #
    # @example
    #   Swiftsum::Manifest.build("archive", algorithms: %i[sha256 md5], exclude: ".git/")
    #                     .write("archive/manifest.jsonl", format: :swiftsum)
    #
    # @param folder [String, #to_path] which names are relative to
    # @param algorithms [Array<Symbol, String, Algorithm, Class>, Symbol, String, Algorithm, Class]
    # @param exclude (see Tree#initialize)
    # @param include (see Tree#initialize)
    # @param follow (see Tree#initialize)
    # @param one_file_system (see Tree#initialize)
    # @param threads (see Swiftsum.each_checksum)
    # @param settle (see Swiftsum.each_checksum)
    # @param on_error [#call, nil] what is told the path and the error of what cannot be read, which then is left out;
    #   without it, the first such error is raised
    # @return [Built]
    # @raise [UnknownAlgorithmError]
    # @raise [ArgumentError] without an algorithm, and for a malformed pattern
    # @raise [TypeError]
    def self.build(folder, algorithms: :sha256, exclude: [], include: [], follow: false, one_file_system: false,
                   threads: nil, settle: 0, on_error: nil)
      algorithms = [*algorithms].map { |algorithm| Algorithm.fetch(algorithm) }.uniq
      raise ArgumentError, "no algorithm given" if algorithms.empty?

      Built.new(folder, algorithms, reading: { threads:, settle: }, on_error:,
                                    exclude: [*exclude], include: [*include], follow:, one_file_system:)
    end

    # Writes a manifest, whole or not at all: a reader sees the old one or the new one. A symbolic link stays, and what
    # it leads to is written; a manifest that is there keeps its permissions.
    #
    # @param path [String, #to_path]
    # @param entries [Enumerable<Entry>]
    # @param format [Symbol] of {FORMATS}
    # @param options [Hash{Symbol => Object}] how the list was made, for a format that keeps that (see {#options})
    # @return [void]
    # @raise [SystemCallError]
    # @raise [UnwritableEntryError] for an entry that this format has no way to write
    # @raise [ArgumentError] for an unknown format
    def self.write(path, entries, format: :gnu, options: {})
      form = Formats.written(format)
      Replacement.write(path) { |file| form.write(file, entries, **options(form, options)) }
    end

    class << self
      # @api private
      # @return [Hash{Symbol => Object}] for a format's `write`
      def options(form, options)
        form.options? ? { options: } : {}
      end
    end

    # @return [Array<Notice>] what is to be known about it besides its entries; complete when {#each} has come to the
    #   end
    attr_reader :notices

    # @param io [IO, StringIO, #readpartial] what to read
    # @param path [String, #to_path, nil] its name, which may say the algorithm, and whose digest it is that has no name
    # @param listed_file [String, #to_path, nil] the file whose digest it is that has no name; by default the one that
    #   is called as `path` is without the extension: in `directory`, or else beside `path`
    # @param algorithm [Algorithm, Symbol, String, nil] of lines that do not say; by default what `path` says, or
    #   SHA-256. A heading above such a line holds nevertheless
    # @param format [Symbol, nil] of {READABLE}; by default the one that it is recognised as
    # @param directory [String, #to_path, nil] that names are relative to: a `Gemfile.lock` lists gems of platforms for
    #   which no file need be there
    # @raise [UnknownAlgorithmError]
    # @raise [ArgumentError] for an unknown format
    def initialize(io, path: nil, algorithm: nil, listed_file: nil, format: nil, directory: nil)
      @io = io
      @path = path
      @listed_file = listed_file || (path && FileName.listed_file(directory ? File.basename(path) : path))
      @algorithm = algorithm && Algorithm.fetch(algorithm)
      @format = format && Formats.read(format)
      @directory = directory && File.path(directory).b
      @notices = []
    end

    # @return [Hash{Symbol => Object}] what the manifest says of how it was made: `algorithms`, `exclude` and the like,
    #   and `created`; empty where it says nothing
    def options
      @options || {}
    end

    # Blank lines and comments, which begin with `#`, are passed over.
    #
    # @yieldparam line [Entry, MalformedLine]
    # @return [self, Enumerator]
    def each(&block)
      return enum_for unless block

      each_run { |line| line.is_a?(Run) || line.is_a?(OwnLines) ? line.each(&block) : yield(line) }
      self
    end

    # The same, for what can deal with many entries at once.
    #
    # @api private
    # @yieldparam line [Entry, MalformedLine, Run, OwnLines]
    # @return [void]
    def each_run(&block)
      with_io { |io| read(io, &block) }
    end

    # Writes the same list to a file, as {.write} does.
    #
    # @param path [String, #to_path]
    # @param format [Symbol] of {FORMATS}
    # @return [void]
    # @raise (see .write)
    # @raise [ParseError] for a malformed line, of which nothing could be written
    def write(path, format: :gnu)
      Manifest.write(path, Enumerator.new { |listed| well_formed { |entry| listed << entry } }, format:, options:)
    end

    # Verifies the files that it lists, as {Swiftsum.verify} does.
    #
    # @param options (see Verification#initialize)
    # @option options [Array<String>] only
    # @option options [String, #to_path] directory
    # @option options [String, #to_path] root
    # @option options [Boolean] no_extra
    # @option options [String, Array<String>] exclude
    # @option options [IO] standard_input
    # @option options [Numeric] settle
    # @yieldparam result [Verification::Result] each as soon as it is known
    # @return [Verification::Report]
    # @raise [SystemCallError] if the manifest cannot be read
    def verify(**options, &block)
      Verification.of(self, Verification::Report.new(@path && File.path(@path)), **options, &block)
    end

    # @return [String] for people
    def inspect
      "#<#{[self.class, @path && File.path(@path).inspect].compact.join(' ')}>"
    end

    private

    def with_io
      yield @io
    end

    def well_formed
      each do |line|
        raise ParseError, "line #{line.number}: #{line.reason}" if line.is_a?(MalformedLine)

        yield line
      end
    end

    def read(io, &block)
      @notices = []
      lines = Lines.new(io)
      foreign = Foreign.recognise(lines.head) unless @format
      foreign ? yield(MalformedLine.new(1, foreign)) : read_as(format(lines.head), lines, &block)
    rescue Lines::Fault => e
      yield MalformedLine.new(e.number, e.message)
    end

    def read_as(format, lines)
      format.each_run(lines) do |line|
        @options = format.options
        yield line
      end
      # Of a list of no files, too.
      @options = format.options
      @notices = format.notices
    end

    def format(head)
      format = @format || Formats.recognise(head, @path)
      format.new(untagged: Untagged.new(@algorithm, @path && FileName.algorithm(@path)), listed_file: @listed_file,
                 directory: @directory)
    end
  end
end
