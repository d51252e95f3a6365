# frozen_string_literal: true

require_relative "source"

module Swiftsum
  # The checksums of many files, in the order of their sources.
  #
  # Sources are read as results are taken: a few at first, more while they come fast, and never so many that those under
  # way would fill the memory. Paths go to the library, which works on many at once. Everything else is read by itself,
  # when its turn comes.
  #
  # @api private
  class Checksums
    # Of paths that are handed over together: as many as take the library a few milliseconds.
    MOST_TOGETHER = 1024
    # Of files under way, some of which may be done while an older one still is read.
    MOST_UNDER_WAY = 16 * MOST_TOGETHER
    # In seconds. Sources that take longer to come are not waited for.
    PATIENCE = 0.002
    private_constant :MOST_TOGETHER, :MOST_UNDER_WAY, :PATIENCE

    # @param sources [#each]
    # @param algorithms [Array<Algorithm>]
    # @param threads [Integer, nil]
    # @param settle [Numeric] in seconds
    def initialize(sources, algorithms, threads:, settle:)
      @sources = sources
      @algorithms = algorithms
      @single = algorithms.one?
      @settle = settle
      @threads = threads
    end

    # @yieldparam source as it was given
    # @yieldparam result [Checksum, Hash{Symbol => Checksum}, StandardError] a Checksum of one algorithm
    # @return [void]
    def each(&block)
      return @sources.each { |source| yield source, alone(source) } unless @algorithms.all?(&:number)

      @batch = Native::Batch.new(@algorithms, threads: @threads, settle: @settle)
      @under_way = []
      @paths = []
      take(&block)
      finish(&block)
    ensure
      @batch&.release
    end

    private

    def take(&block)
      together = 1
      since = now
      @sources.each do |source|
        add(source) or next by_itself(source, &block)
        next if @paths.size < together

        together = now - since < PATIENCE ? [2 * together, MOST_TOGETHER].min : 1
        work(&block)
        since = now
      end
    end

    def by_itself(source, &block)
      finish(&block)
      yield source, alone(source)
    end

    # Keeps the path of a file that the library can open. Everything else is false.
    def add(source)
      path = path(source) or return false
      @under_way << source
      @paths << path
    end

    def path(source)
      return source if source.instance_of?(String) && source.encoding.ascii_compatible? && !source.include?("\0")

      # What has a path and is open is read from its own descriptor.
      File.path(source) if source.respond_to?(:to_path) && !source.respond_to?(:read)
    rescue ArgumentError, TypeError, EncodingError
      nil
    end

    def hand_over
      @batch.add(@paths) unless @paths.empty?
      @paths.clear
    end

    # Until all is done; but if the oldest file takes long, others are taken beside it.
    def work(&block)
      hand_over
      until @under_way.empty?
        results = @batch.run
        results ? give(results, &block) : (return if @under_way.size < MOST_UNDER_WAY)
      end
    end

    def finish(&block)
      hand_over
      until @under_way.empty?
        results = @batch.run
        give(results, &block) if results
      end
    end

    def give(results)
      sources = @under_way.shift(results.files)
      checksums = checksums(results)
      sources.each_with_index do |source, index|
        status = results.statuses[index] || Native::Status::OK
        yield source, status.zero? ? checksums[index] : failure(source, status, results.system_errors[index])
      end
    end

    def checksums(results)
      each = @algorithms.zip(results.digests).map do |algorithm, digests|
        digests.unpack("a#{algorithm.digest_length}" * results.files).map { |bytes| Checksum.of(algorithm, bytes) }
      end
      return each.first if @single

      names = @algorithms.map(&:to_sym)
      each.transpose.map { |checksums| names.zip(checksums).to_h }
    end

    def failure(source, status, errno)
      # What is no regular file is read as any single one is.
      return alone(source) if status == Native::Status::AGAIN

      Native::Status.fail(status, File.path(source), errno:)
    rescue SystemCallError, Error => e
      e
    end

    def alone(source)
      checksums = Swiftsum.checksums(source, *@algorithms, settle: @settle)
      @single ? checksums.each_value.first : checksums
    rescue StandardError => e
      e
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end
  end
  private_constant :Checksums
end
