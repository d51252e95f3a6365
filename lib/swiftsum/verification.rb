# frozen_string_literal: true

require_relative "manifest"

module Swiftsum
  # Reads the files that a manifest lists and compares. What was not verified is never a success: each line of the
  # manifest has a result, a manifest that lists nothing has one too, and only `:ok` is a success. So
  # `verification.all?(&:ok?)` is true only if every listed file was verified and matched, and there was one.
  #
  # {Swiftsum.verify} does it all at once.
  #
  # @example
  #   Swiftsum::Manifest.open("SHA256SUMS") do |manifest|
  #     Swiftsum::Verification.new(manifest).reject(&:ok?).each { |result| warn result.reason }
  #   end
  class Verification
    require_relative "verification/comparison"
    require_relative "verification/listed"
    require_relative "verification/result"
    require_relative "verification/side_by_side"
    require_relative "verification/sources"

    include Enumerable

    autoload :Extras, "#{__dir__}/verification/extras"
    autoload :OneByOne, "#{__dir__}/verification/one_by_one"
    autoload :Report, "#{__dir__}/verification/report"
    autoload :Tally, "#{__dir__}/verification/tally"

    # The name that stands for standard input, here and on the command line.
    STANDARD_INPUT = "-"

    # What says itself what is in it: a folder by the file that declares it, a gem by its name.
    #
    # @param path [String, #to_path]
    # @return [Bag, OCFLObject, GemPackage, nil] nil if it is none of them
    def self.package(path)
      # What is verified most often is none, and loads none of them.
      types = [Bag, OCFLObject] if File.directory?(path)
      types = [GemPackage] if File.extname(path) == ".gem"
      types&.find { |type| type.recognise?(path) }&.new(path)
    end

    # @api private
    # @param (see Swiftsum.verify)
    # @return [Report]
    def self.report(path, algorithm: nil, only: nil, format: nil, **options, &block)
      directory = options[:directory] || options[:root]
      reading = { algorithm:, format:, listed_file: (only.first if only&.one?), directory: }
      Manifest.open(path, **reading) do |manifest|
        of(manifest, Report.new(File.path(path)), only:, **options, &block)
      end
    end

    # @api private
    # @param manifest [Manifest]
    # @param report [Report] which is empty
    # @param no_extra [Boolean] (see Swiftsum.verify)
    # @param exclude [String, Array<String>] (see Swiftsum.verify)
    # @param options (see #initialize)
    # @yieldparam result [Result]
    # @return [Report] the same
    def self.of(manifest, report, no_extra: false, exclude: [], **options)
      extras = Extras.of([*report.manifest], exclude:, **options) if no_extra
      raise ArgumentError, "exclude is for no_extra: true" unless no_extra || exclude.empty?

      [new(manifest, **options, extras:), extras].compact.each do |results|
        results.each do |result|
          report.add(result)
          yield result if block_given?
        end
      end
      report.notices.concat(manifest.notices)
      report
    end

    # @param manifest [Enumerable<Manifest::Entry, Manifest::MalformedLine>]
    # @param only [Array<String>, nil] the names of the files to verify; by default all. One that is not listed has a
    #   result, too. A FIFO, a socket or a character device is read only if it is one of them: it may never end
    # @param directory [String, #to_path, nil] that names are relative to; by default the current one
    # @param standard_input [IO, nil] what `-` stands for, and what `stdin` does if there is no such file; without it,
    #   they are unreadable
    # @param settle [Numeric, nil] as for {Swiftsum.checksum}
    # @param root [String, #to_path, nil] a folder that no name may lead out of, by `..`, by a link, or because it is
    #   absolute. Names are relative to it where there is no `directory`
    # @param digests [#each_checksum] what reads the files, in place of {SideBySide}; such as {OneByOne}
    # @param extras [#listed, nil] what is told each name that is listed; such as {Extras}
    # @raise [SystemCallError] if there is no such root
    # @raise [UnsupportedError] if there is a root, and no `/proc/self/fd` to say where an open file is
    def initialize(manifest, only: nil, directory: nil, standard_input: nil, settle: nil, root: nil, digests: nil,
                   extras: nil)
      @manifest = manifest
      @only = only
      @extras = extras
      @sources = Sources.new(directory:, standard_input:, root:, named: only)
      @digests = digests || SideBySide.new(@sources, settle:)
    end

    # Verifies file after file, in the manifest's order.
    #
    # @yieldparam result [Result]
    # @return [self, Enumerator]
    def each
      return enum_for unless block_given?

      each_run do |result|
        next yield(result) unless result.is_a?(Manifest::Run)

        result.each { |entry| yield Result.ok(entry) }
      end
      self
    end

    # The same, with all files of some lines together if all are `:ok`.
    #
    # @api private
    # @yieldparam result [Result, Manifest::Run]
    # @return [void]
    def each_run(&block)
      listed = Listed.new(@only)
      comparison = Comparison.new(@sources, listed)
      nothing = @only.nil?
      @digests.each_checksum(wanted(listed)) do |line, outcome|
        nothing = false
        line.is_a?(Manifest::Run) ? comparison.results(line, outcome, &block) : yield(comparison.result(line, outcome))
      end
      yield Result.new(:empty, problem: "lists no files") if nothing
      listed.without_digest.each { |name| yield Result.new(:unlisted, name:, problem: "no digest of it is listed") }
    end

    # @return [String] for people
    def inspect
      "#<#{self.class} of #{@manifest.is_a?(Manifest) ? @manifest.inspect : @manifest.class}>"
    end

    private

    def wanted(listed)
      Enumerator.new do |wanted|
        each_line do |line|
          names(line).each { |name| @extras.listed(name) } if @extras
          wanted << line if listed.wanted?(line)
        end
      end
    end

    # What reads many files at once takes runs of lines, too.
    def each_line(&)
      return @manifest.each(&) unless @only.nil? && @manifest.is_a?(Manifest) && @digests.is_a?(SideBySide)

      @manifest.each_run { |line| line.is_a?(Manifest::OwnLines) ? line.each(&) : yield(line) }
    end

    def names(line)
      case line
      when Manifest::Entry then [line.name]
      when Manifest::Run then line.names
      else []
      end
    end
  end
end
