# frozen_string_literal: true

require "pathname"
require "rake"
require "rake/tasklib"

require_relative "../swiftsum"
require_relative "verification"

module Swiftsum
  # Two tasks for a Rakefile: one writes a manifest of files, `…:verify` verifies it.
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
  class RakeTask < ::Rake::TaskLib
    # @return [Enumerable<String>, String] names, relative to the Rakefile's directory. A FileList is not resolved
    #   before a task runs. Folders are passed over.
    attr_accessor :files

    # @return [String] the name of the manifest. It does not list itself. A symbolic link is followed.
    attr_accessor :manifest

    # @return [String, nil] the folder that the names in the manifest are relative to; by default, the Rakefile's
    attr_accessor :relative_to

    # @return [Algorithm, Symbol, String] by default the one that the manifest's name says, otherwise SHA-256
    attr_accessor :algorithm

    # @return [Symbol] of {Manifest::FORMATS}: `:gnu`, which is the default, or `:tag`
    attr_accessor :format

    # @param name [Symbol, String] of the task that writes
    # @yieldparam task [RakeTask] to be configured
    # @raise [ArgumentError] without files or a manifest, or with an unknown format
    # @raise [UnknownAlgorithmError]
    def initialize(name = :checksums)
      super()
      @format = :gnu
      yield self
      check_configuration
      define(name)
    end

    private

    def check_configuration
      raise ArgumentError, "files are not set" unless files
      raise ArgumentError, "manifest is not set" unless manifest
      raise ArgumentError, "unknown format #{format.inspect}" unless Manifest::FORMATS.key?(format)

      @algorithm = Algorithm.fetch(algorithm || Manifest::FileName.algorithm(manifest) || :sha256)
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
      paths = self.paths
      raise Error, "#{manifest}: there are no files to list" if paths.empty?

      Manifest.write(manifest, entries(paths), format:)
    end

    # Read side by side.
    def entries(paths)
      names = paths.keys
      Swiftsum.each_checksum(paths.values, algorithm).with_index.map do |(_, checksum), index|
        raise checksum if checksum.is_a?(Exception)

        Manifest::Entry.new(names[index], checksum)
      end
    end

    def verify
      results = Manifest.open(manifest, algorithm:) { |opened| Verification.new(opened, directory: relative_to).to_a }
      failures = failed(results) + unlisted(results)
      raise Error, ["#{manifest} is not verified:", *failures].join("\n  ") unless failures.empty?
    end

    def failed(results)
      results.reject(&:ok?).map { |result| failure(result.name, result.reason) }
    end

    # What is to be listed and is not was not verified either.
    def unlisted(results)
      listed = results.filter_map { |result| result.name && clean(result.name) }
      (paths.keys - listed).map { |name| failure(name, "is not listed") }
    end

    # @return [Hash{String => String}] the path of each file, by its name in the manifest, sorted
    def paths
      listed = Array(files).map { |file| File.path(file) }
      listed = listed.reject { |file| File.directory?(file) || manifest?(file) }
      listed.to_h { |file| [name(file), file] }.sort.to_h
    end

    def manifest?(file)
      File.identical?(file, manifest) || File.absolute_path(file) == File.absolute_path(manifest)
    end

    def name(file)
      return clean(file) unless relative_to

      Pathname(File.absolute_path(file)).relative_path_from(File.absolute_path(relative_to)).to_s.b
    end

    # `./a` is `a`; `..` stays, for the folder before it may be a symbolic link.
    def clean(name)
      Pathname(name.b).cleanpath(true).to_s
    end

    # An exception's message is text, which a name need not be.
    def failure(name, reason)
      return reason unless name

      "#{Manifest::Escaping.printable(name).force_encoding(Encoding::UTF_8).scrub}: #{reason}"
    end
  end
end
