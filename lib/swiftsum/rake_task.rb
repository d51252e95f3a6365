# frozen_string_literal: true

require "rake"
require "rake/tasklib"

require_relative "../swiftsum"
require_relative "rake"
require_relative "rake/audited_folder"
require_relative "rake/listed_files"
require_relative "verification"

module Swiftsum
  # Two tasks for a Rakefile: one writes a manifest of files, `…:verify` verifies it; and for a folder two more, if they
  # are asked for. Each says on standard output how many files it was, unless rake is told to be quiet.
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
  #
  # @example Of a folder that changes: `archive:audit` says what became of each file, and fails if one is not as it was;
  #   `archive:update` lists what was edited, and reads 5 % of what looks unchanged, the longest unread first
  #   Swiftsum::RakeTask.new(:archive) do |t|
  #     t.files = "archive"
  #     t.manifest = "archive.jsonl"
  #     t.audit = true
  #     t.update = { reread: 0.05 }
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

    # @return [Symbol] of {Manifest::FORMATS}; by default `:gnu`, `:tag` of several algorithms, and `:swiftsum` for
    #   {#audit} and {#update}, which need it
    attr_accessor :format

    # @return [Array<String>, String] patterns as in `.gitignore` ({Tree::Filter}) of what is not listed, compared with
    #   each of {#files}, and with what is in a folder from there on
    attr_accessor :exclude

    # @return [Boolean, Hash{Symbol => Object}] whether there is a task `…:audit`, which fails unless the folder is as
    #   it is listed. A Hash has the options of {Audit#initialize}. {#files} is one folder, which names are relative to
    attr_accessor :audit

    # @return [Boolean, Hash{Symbol => Object}] whether there is a task `…:update`, which brings the manifest up to
    #   date, or writes it if there is none. It fails for what could not be read, and for suspected bit rot, which stays
    #   listed as it was. A Hash has the options of {Manifest::Stored#update}. {#files} is as with {#audit}
    attr_accessor :update

    # @param name [Symbol, String] of the task that writes
    # @yieldparam task [RakeTask] to be configured
    # @raise [ArgumentError] without files, a manifest or an algorithm, with an unknown format, with a malformed
    #   pattern; where there is to be an audit or an update, without a folder, or with another format than `:swiftsum`
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
      audit_folder if audit || update
      check_format
      @listed = Rake::ListedFiles.new(files, manifest:, relative_to:, exclude:)
    end

    def audit_folder
      @folder = Rake::AuditedFolder.new(self)
      @format = :swiftsum
      @relative_to = @folder.path
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
      described(name, "Write #{manifest}") { write }
      namespace(name) do
        described(:verify, "Verify the files that #{manifest} lists") { verify }
        described(:audit, "Say what became of the files that #{manifest} lists") { say(@folder.audit) } if audit
        described(:update, "Bring #{manifest} up to date") { updated } if update
      end
    end

    def described(name, text, &)
      desc text
      task(name, &)
    end

    def updated
      File.exist?(manifest) ? say(@folder.update) : write
    end

    def write
      paths = @listed.paths
      raise Error, ["#{manifest}: there are no files to list", @listed.left_out].compact.join("; ") if paths.empty?

      @folder ? @folder.write : write_list(paths)
      tell(paths.size, "listed")
    end

    def write_list(paths)
      Manifest.write(manifest, entries(paths), format:, options: { algorithms: algorithms.map(&:name) })
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
      @listed.unlisted(report.results.filter_map(&:name)).map { |name| failure(name, "is not listed") }
    end

    # An exception's message is text, which a name need not be.
    def failure(name, reason)
      return reason unless name

      "#{Manifest::Escaping.printable(name).force_encoding(Encoding::UTF_8).scrub}: #{reason}"
    end

    def tell(count, what)
      say(["#{count} #{count == 1 ? 'file' : 'files'} #{what}", @listed.left_out].compact.join("; "))
    end

    def say(text)
      puts "#{manifest}: #{text}" unless ::Rake::FileUtilsExt.verbose_flag == false
    end
  end
end
