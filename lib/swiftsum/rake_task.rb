# frozen_string_literal: true

require "rake"
require "rake/tasklib"

require_relative "../swiftsum"
require_relative "rake"
require_relative "rake/listed_files"
require_relative "verification"

module Swiftsum
  # Two tasks for a Rakefile: one writes a manifest of files, `…:verify` verifies it. Each says on standard output how
  # many files it was, unless rake is told to be quiet.
  #
  # @example
  #   require "swiftsum/rake_task"
  #
  #   Swiftsum::RakeTask.new(:checksums) do |t|
  #     t.files = FileList["pkg/*"]
  #     t.manifest = "SHA256SUMS"
  #   end
  #
  # @example A manifest that is published beside its files, for people who download them into one folder: it lists
  #   `a.gem`, not `pkg/a.gem`, and `cd pkg && sha256sum --check SHA256SUMS` verifies it
  #   Swiftsum::RakeTask.new(:checksums) do |t|
  #     t.files = FileList["pkg/*"]
  #     t.manifest = "pkg/SHA256SUMS"
  #     t.relative_to = "pkg"
  #   end
  #
  # @example Of a folder, with two digests of each file
  #   Swiftsum::RakeTask.new(:fixity) do |t|
  #     t.files = "archive"
  #     t.manifest = "archive.hashdeep"
  #     t.algorithms = %i[md5 sha256]
  #     t.format = :hashdeep
  #     t.exclude = ["*.tmp", ".git/"]
  #   end
  class RakeTask < ::Rake::TaskLib
    # @return [Enumerable<String>, String] names, relative to the Rakefile's directory. A FileList is not resolved
    #   before a task runs. A folder in a list is passed over, for patterns such as `pkg/*` find folders, too. One that
    #   is given alone means all files in it, at any depth, hidden ones too; what is in it and is not a regular file,
    #   such as a link, is left out. The task says how many were passed over or left out.
    attr_accessor :files

    # @return [String] the name of the manifest. It does not list itself. A symbolic link is followed.
    attr_accessor :manifest

    # @return [String, nil] the folder that the names in the manifest are relative to; by default, the Rakefile's
    attr_accessor :relative_to

    # @return [Array<Algorithm, Symbol, String>] by default the one that the manifest's name says, otherwise SHA-256
    attr_accessor :algorithms

    # @return [Symbol] of {Manifest::FORMATS}; by default `:gnu`, and `:tag` of several algorithms
    attr_accessor :format

    # @return [Array<String>, String] patterns as in `.gitignore` ({Tree::Filter}) of what is not listed, compared with
    #   each of {#files}, and with what is in a folder from there on
    attr_accessor :exclude

    # @param name [Symbol, String] of the task that writes
    # @yieldparam task [RakeTask] to be configured
    # @raise [ArgumentError] without files, a manifest or an algorithm, with an unknown format, with a malformed pattern
    # @raise [UnknownAlgorithmError]
    def initialize(name = :checksums)
      super()
      @exclude = []
      yield self
      check_configuration
      define(name)
    end

    # @return [Algorithm, Symbol, String, nil] the only one, or the first, of {#algorithms}
    def algorithm
      [*algorithms].first
    end

    # @param algorithm [Algorithm, Symbol, String]
    # @return [void]
    def algorithm=(algorithm)
      @algorithms = [algorithm]
    end

    private

    def check_configuration
      raise ArgumentError, "files are not set" unless files
      raise ArgumentError, "manifest is not set" unless manifest

      @algorithms = fetched
      check_format
      @listed = Rake::ListedFiles.new(files, manifest:, relative_to:, exclude:)
    end

    def check_format
      @format ||= algorithms.one? ? :gnu : :tag
      raise ArgumentError, "unknown format #{format.inspect}" unless Manifest::FORMATS.key?(format)
    end

    def fetched
      named = algorithms || Manifest::FileName.algorithm(manifest) || :sha256
      raise ArgumentError, "algorithms is empty" if named == []

      [*named].map { |algorithm| Algorithm.fetch(algorithm) }.uniq
    end

    def define(name)
      desc "Write #{manifest}"
      task(name) { write }

      namespace(name) do
        desc "Verify the files that #{manifest} lists"
        task(:verify) { verify }
      end
    end

    def write
      paths = @listed.paths
      raise Error, ["#{manifest}: there are no files to list", @listed.left_out].compact.join("; ") if paths.empty?

      Manifest.write(manifest, entries(paths), format:, options: { algorithms: algorithms.map(&:name) })
      tell(paths.size, "listed")
    end

    # Read side by side.
    def entries(paths)
      Enumerator.new do |entries|
        Swiftsum.each_checksum(paths.values, algorithms).zip(paths.each_key) do |(path, result), name|
          raise result if result.is_a?(Exception)

          checksums = result.is_a?(Hash) ? result.values : result
          entries << Manifest::Entry.new(name, checksums, File.size(path))
        end
      end
    end

    def verify
      report = Swiftsum.verify(manifest, algorithm:, directory: relative_to)
      failures = failed(report) + unlisted(report)
      raise Error, ["#{manifest} is not verified:", *failures].join("\n  ") unless failures.empty?

      tell(report.results.map(&:name).uniq.size, "verified")
    end

    def failed(report)
      report.failures.map { |result| failure(result.name, result.reason) }
    end

    # What is to be listed and is not was not verified either.
    def unlisted(report)
      listed = report.results.filter_map { |result| result.name && @listed.clean(result.name) }
      (@listed.paths.keys - listed).map { |name| failure(name, "is not listed") }
    end

    # An exception's message is text, which a name need not be.
    def failure(name, reason)
      return reason unless name

      "#{Manifest::Escaping.printable(name).force_encoding(Encoding::UTF_8).scrub}: #{reason}"
    end

    def tell(count, what)
      return if ::Rake::FileUtilsExt.verbose_flag == false

      puts ["#{manifest}: #{count} #{count == 1 ? 'file' : 'files'} #{what}", @listed.left_out].compact.join("; ")
    end
  end
end
