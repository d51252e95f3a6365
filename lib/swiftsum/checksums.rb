# frozen_string_literal: true

require_relative "checksum"
require_relative "files/source"

module Swiftsum
  # The checksums of many files, in order, from a batch of the library. A subclass says where the files come from, in
  # `hand_in(batch)`, which yields what comes of them.
  #
  # @api private
  class Checksums
    # @param sources [#each, Tree]
    # @param algorithms [Array<Algorithm>]
    # @param threads [Integer, nil] at most
    # @param settle [Numeric] in seconds
    # @return [Checksums]
    def self.of(sources, algorithms, threads:, settle:)
      # A digest that the library has no number of is made in Ruby, file by file.
      listed = !sources.is_a?(Tree) || !algorithms.all?(&:number)
      (listed ? Listed : Walked).new(sources, algorithms, threads:, settle:)
    end

    # (see .of)
    def initialize(sources, algorithms, threads:, settle:)
      @sources = sources
      @algorithms = algorithms
      @names = algorithms.map(&:to_sym)
      @threads = threads
      @settle = settle
    end

    # @yieldparam source as it was given, or the path in the tree
    # @yieldparam result [Checksum, Hash{Symbol => Checksum}, StandardError] a Checksum of one algorithm
    # @return [void]
    def each(&block)
      @batch = Native::Batch.new(@algorithms, threads: @threads, settle: @settle)
      hand_in(&block)
    ensure
      @batch&.release
    end

    private

    # The checksums of each file, whatever its status.
    def checksums(results)
      each = @algorithms.zip(results.digests).map do |algorithm, digests|
        digests.unpack("a#{algorithm.digest_length}" * results.files).map { |bytes| Checksum.of(algorithm, bytes) }
      end
      @names.one? ? each.first : each.transpose.map { |checksums| @names.zip(checksums).to_h }
    end

    # @return [StandardError]
    def failure(path, status, errno)
      Native::Status.fail(status, path, errno:)
    rescue SystemCallError, Error => e
      e
    end

    # @param kind [Symbol] (see Tree::Entry#kind)
    # @return [IrregularFileError]
    def irregular(path, kind)
      IrregularFileError.new("#{path}: not read, for it is a #{kind.to_s.tr('_', ' ')}")
    end

    def alone(source)
      checksums = Swiftsum.checksums(source, *@algorithms, settle: @settle)
      @names.one? ? checksums.each_value.first : checksums
    rescue StandardError => e
      e
    end
  end
  private_constant :Checksums
end

require_relative "checksums/listed"
require_relative "checksums/walked"
require_relative "checksums/with_states"
