# frozen_string_literal: true

module Swiftsum
  # The checksums of many files, in order, from a batch of the library. A subclass says where the files come from, in
  # `hand_in(batch)`, which yields what comes of them.
  #
  # @api private
  class Checksums
    autoload :Ahead, "#{__dir__}/checksums/ahead"
    autoload :Group, "#{__dir__}/checksums/group"
    autoload :Listed, "#{__dir__}/checksums/listed"
    autoload :Walked, "#{__dir__}/checksums/walked"
    autoload :WithStates, "#{__dir__}/checksums/with_states"

    # Of a File::Stat: what stays while nobody writes to the file or replaces it.
    SAME = %i[ino dev size mtime].freeze
    private_constant :SAME

    # @param sources [#each, Tree]
    # @param algorithms [Array<Algorithm>]
    # @param threads [Integer, nil] at most
    # @param settle [Numeric] in seconds
    # @param ahead [Boolean] (see Ahead)
    # @param check [#call, nil] what is told the path of what is no regular file, before that is read, and may raise
    # @return [Checksums]
    def self.of(sources, algorithms, threads: nil, settle: 0, ahead: false, check: nil)
      # A digest that the library has no number of is made in Ruby, file by file.
      listed = !tree?(sources) || !algorithms.all?(&:number)
      type = ahead ? Ahead : Listed if listed
      (type || Walked).new(sources, algorithms, threads:, settle:, check:)
    end

    # Where the class is not loaded, nothing is one.
    def self.tree?(sources)
      !Swiftsum.autoload?(:Tree) && sources.is_a?(Tree)
    end
    private_class_method :tree?

    def initialize(sources, algorithms, threads:, settle:, check: nil)
      @sources = sources
      @algorithms = algorithms
      @threads = threads
      @settle = settle
      @check = check
    end

    # @yieldparam group [Group] that nothing waits for: what may take long, such as a FIFO, is one by itself, and is
    #   read when the block has returned from those before
    # @return [void]
    # @raise [SystemCallError] if a tree can't be opened
    def each_group(&block)
      start
      hand_in(&block)
    ensure
      release
    end

    # @yieldparam (see Group#each)
    # @return [void]
    # @raise (see #each_group)
    def each(&block)
      each_group { |group| group.each(&block) }
    end

    # @return [void]
    def release
      @batch&.release
    end

    private

    def start
      @batch = Native::Batch.new(@algorithms, threads: @threads, settle: @settle)
    end

    # @param results [Native::Batch::Results]
    # @param sources [Array] of these files
    # @param paths [Array<String>]
    def group(results, sources, paths = sources)
      Group.new(@algorithms, sources, results.digests, errors(results, paths), results.states)
    end

    def errors(results, paths)
      return {} if results.statuses.empty?

      facts = results.statuses.zip(paths, results.states.errnos, results.states.kinds)
      facts.each_with_index.filter_map do |(status, path, errno, kind), index|
        [index, error(status, path, errno, kind)] unless status == Native::Status::OK
      end.to_h
    end

    # @return [StandardError]
    def error(status, path, errno, _kind)
      Native::Status.fail(status, path, errno:)
    rescue SystemCallError, Error => e
      e
    end

    # @param path [String]
    # @param kind [Symbol] (see Tree::Entry#kind)
    # @return [IrregularFileError]
    def irregular(path, kind)
      IrregularFileError.new("#{path}: not read, for it is a #{kind.to_s.tr('_', ' ')}", kind:)
    end

    # @param source what the group has
    # @param path [Object] what is read
    def alone(source, path = source)
      @check&.call(path)
      length = 0
      before = regular(path)
      checksums = Swiftsum.checksums(path, *@algorithms, settle: @settle) { |done, _| length = done }
      states = before ? states(path, before) : Native::States.of_length(length)
      Group.new(@algorithms, [source], checksums.each_value.map(&:bytes), {}, states)
    rescue StandardError => e
      failed(source, e)
    end

    # @return [File::Stat, nil] nil for what is read from an open descriptor, or is no regular file
    def regular(path)
      return unless path.is_a?(String)

      stat = File.stat(path)
      stat if stat.file?
    end

    # Of a file that was read by its name.
    def states(path, before)
      now = File.stat(path)
      return Native::States.of(now) if SAME.all? { |name| now.public_send(name) == before.public_send(name) }

      raise ChangedError, "#{path}: #{Native.status_text(Native::Status::ERROR_CHANGED)}"
    end

    def failed(source, error)
      Group.new(@algorithms, [source], @algorithms.map { "" }, { 0 => error }, Native::States.of_length(0))
    end
  end
  private_constant :Checksums
end
