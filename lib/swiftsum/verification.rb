# frozen_string_literal: true

require_relative "manifest"
require_relative "files/read_failure"

module Swiftsum
  # Reads the files that a manifest lists and compares. It fails closed: each line of the manifest has a result,
  # a manifest that lists nothing has one too, and only `:ok` is a success. So `verification.all?(&:ok?)` is true
  # only if every listed file was verified and matched, and there was one.
  #
  # @example
  #   require "swiftsum/verification"
  #
  #   Swiftsum::Manifest.open("SHA256SUMS") do |manifest|
  #     Swiftsum::Verification.new(manifest).reject(&:ok?).each { |result| warn result.reason }
  #   end
  class Verification
    include Enumerable

    # The name that stands for standard input, here and on the command line.
    STANDARD_INPUT = "-"

    # `status` is one of
    # - `:ok`: the file was read to its end and has the checksum;
    # - `:mismatch`: it has another one;
    # - `:missing`: there is no such file;
    # - `:unreadable`: there is, but it could not be read to its end in one state;
    # - `:malformed`: the line is no checksum line;
    # - `:empty`: the manifest lists nothing.
    #
    # `name` is the file's, as bytes; nil where there is none. `reason` says why it is not `:ok`.
    Result = Struct.new(:status, :name, :reason) do
      # @return [Boolean] whether the file was verified and matched
      def ok?
        status == :ok
      end
    end

    # @param manifest [Enumerable<Manifest::Entry, Manifest::MalformedLine>]
    # @param standard_input [IO, nil] what `-` stands for; without it, `-` is unreadable
    def initialize(manifest, standard_input: nil)
      @manifest = manifest
      @standard_input = standard_input
    end

    # Verifies file after file, in the manifest's order.
    #
    # @yieldparam result [Result]
    # @return [self, Enumerator]
    def each
      return enum_for unless block_given?

      empty = true
      @manifest.each do |line|
        empty = false
        yield verify(line)
      end
      yield Result.new(:empty, nil, "lists no files") if empty
      self
    end

    private

    def verify(line)
      case line
      in Manifest::MalformedLine then Result.new(:malformed, nil, "line #{line.number}: #{line.reason}")
      in Manifest::Entry[name: STANDARD_INPUT] if @standard_input.nil?
        Result.new(:unreadable, line.name, "standard input is not to be had here")
      in Manifest::Entry then compare(line)
      end
    end

    def compare(entry)
      actual = Swiftsum.checksum(source(entry), entry.checksum.algorithm)
      return Result.new(:ok, entry.name) if actual == entry.checksum

      Result.new(:mismatch, entry.name, "has #{actual}, not #{entry.checksum}")
    rescue Errno::ENOENT, Errno::ENOTDIR => e
      Result.new(:missing, entry.name, ReadFailure.reason(e))
    rescue SystemCallError, ChangedError => e
      Result.new(:unreadable, entry.name, ReadFailure.reason(e))
    end

    def source(entry)
      entry.name == STANDARD_INPUT ? @standard_input : entry.name
    end
  end
end
