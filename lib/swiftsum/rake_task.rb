# frozen_string_literal: true

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
  class RakeTask < ::Rake::TaskLib
    # @return [Enumerable<String>, String] names, relative to the Rakefile's directory. A FileList is not resolved
    #   before a task runs.
    attr_accessor :files

    # @return [String] the name of the manifest. It does not list itself.
    attr_accessor :manifest

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
      raise Error, "#{manifest}: there are no files to list" if names.empty?

      entries = names.map { |name| Manifest::Entry.new(name, Swiftsum.checksum(name, algorithm)) }
      Manifest.write(manifest, entries, format:)
    end

    def verify
      results = Manifest.open(manifest, algorithm:) { |opened| Verification.new(opened).to_a }
      failures = failed(results) + unlisted(results)
      raise Error, ["#{manifest} is not verified:", *failures].join("\n  ") unless failures.empty?
    end

    def failed(results)
      results.reject(&:ok?).map { |result| failure(result.name, result.reason) }
    end

    # What is to be listed and is not was not verified either.
    def unlisted(results)
      (names - results.map(&:name)).map { |name| failure(name, "is not listed") }
    end

    def names
      listed = Array(files).reject { |name| File.expand_path(name) == File.expand_path(manifest) }
      listed.map { |name| File.path(name).b }.uniq.sort
    end

    # An exception's message is text, which a name need not be.
    def failure(name, reason)
      return reason unless name

      "#{Manifest::Escaping.printable(name).force_encoding(Encoding::UTF_8).scrub}: #{reason}"
    end
  end
end
