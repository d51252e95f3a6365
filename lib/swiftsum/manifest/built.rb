# frozen_string_literal: true

module Swiftsum
  class Manifest
    # A manifest of the files of a folder, whose checksums are computed whenever it is read. See {Manifest.build}.
    class Built < Manifest
      # Of what is left out, so many are named.
      MOST_NAMED = 3
      private_constant :MOST_NAMED

      # @param folder [String, #to_path]
      # @param algorithms [Array<Algorithm>]
      # @param reading [Hash{Symbol => Object}] `threads` and `settle`, as {Swiftsum.each_checksum} has them
      # @param on_error [#call, nil]
      # @param walking [Hash{Symbol => Object}] `exclude`, `include`, `follow`, `one_file_system`: as {Tree#initialize}
      def initialize(folder, algorithms, reading: {}, on_error: nil, **walking)
        super(nil)
        @tree = Tree.new(folder, **walking)
        @algorithms = algorithms
        @reading = reading
        @on_error = on_error
        @follow = walking[:follow]
        walking = walking.select { |_, value| value && value != [] }
        @options = { algorithms: algorithms.map(&:name), sorted: true, **walking }.freeze
      end

      # @api private
      # @yieldparam group [Checksums::Group] that was read
      # @return [self]
      def watch(&block)
        @watch = block
        self
      end

      # In the order of the names as bytes.
      #
      # @yieldparam entry [Entry] with size, times, inode and device, as they were when the file was read
      # @return [self, Enumerator]
      # @raise [SystemCallError, ChangedError] for a file or a folder that cannot be read to its end in one state,
      #   unless there is an `on_error`
      def each(&)
        return enum_for unless block_given?

        list([], &)
        self
      end

      # Its entries say more than a name and a digest, so none belongs to a Run.
      #
      # @api private
      alias each_run each

      # (see Manifest#write)
      #
      # The manifest itself is not listed, wherever it is; nor is one that somebody is writing.
      def write(path, format: :gnu)
        Formats.written(format)
        Replacement.write(path) { |file, target| write_to(file, format:, own: [file.path, target]) }
      end

      # @api private
      # @param io [#write]
      # @param format [Symbol]
      # @param own [Array<String>] the files that it is written to, which are not listed
      # @return [void]
      # @raise (see Manifest#write)
      def write_to(io, format:, own: [])
        form = Formats.written(format)
        entries = Enumerator.new { |listed| list(own) { |entry| listed << entry } }
        form.write(io, entries, **Manifest.options(form, options))
      end

      # @return [String] for people
      def inspect
        "#<#{self.class} #{@tree.folder.inspect} #{@algorithms.join(', ')}>"
      end

      private

      # @param own [Array<String>] the files that the manifest is written to
      def list(own)
        @left_out = []
        @left_out_count = 0
        each_file do |path, result, state|
          next if own?(path, own)
          next failed(path, result) if result.is_a?(Exception)

          yield entry(path, result, state)
        end
        @notices = [left_out].compact
      end

      def each_file(&)
        return @tree.each { |entry| alone(entry, &) unless entry.folder? && entry.error.nil? } unless numbered?

        Checksums::WithStates.new(@tree, @algorithms, settle: 0, threads: nil, **@reading).each(watch: @watch, &)
      end

      def numbered?
        @algorithms.all?(&:number)
      end

      # By algorithms that the library has no number of.
      def alone(entry)
        return yield(entry.path, entry.error) if entry.error
        return yield(entry.path, IrregularFileError.new("#{entry.path}: is a #{entry.kind}")) unless entry.file?

        yield entry.path, checksums_of(entry), Checksums::WithStates::State.of(entry)
      rescue SystemCallError, ChangedError, IrregularFileError => e
        yield entry.path, e
      end

      def checksums_of(entry)
        Tree::RegularFile.open(entry.path, follow: @follow) do |file, now|
          checksums = Swiftsum.checksums(file, *@algorithms, **@reading.slice(:settle))
          return watched(entry, checksums) if [now.ino, now.size, now.mtime] == [entry.inode, entry.size, entry.mtime]
        end
        raise ChangedError, "#{entry.path}: changed while it was read"
      end

      def watched(entry, checksums)
        @watch&.call(Checksums::Group.new([], [entry.path], [], {}, Native::States.of_length(entry.size)))
        checksums
      end

      def own?(path, own)
        name = File.basename(path)
        own.any? { |file| (@follow || File.basename(file) == name) && File.identical?(path, file) } || Draft.held?(path)
      end

      def entry(path, result, state)
        checksums = result.is_a?(Hash) ? result.values : [result]
        Entry.new(name(path), checksums, state&.bytesize, mtime_ns: state&.mtime_ns, ctime_ns: state&.ctime_ns,
                                                          inode: state&.inode, device: state&.device)
      end

      # The name `-` alone would be standard input.
      def name(path)
        folder = @tree.folder
        name = path.byteslice((folder.bytesize + (folder.end_with?("/") ? 0 : 1))..)
        name == Verification::STANDARD_INPUT ? "./-" : name
      end

      def failed(path, error)
        @on_error&.call(path, error)
        return left_out!(path) if error.is_a?(IrregularFileError)

        raise error unless @on_error
      end

      def left_out!(path)
        @left_out_count += 1
        @left_out << Escaping.printable(name(path)) if @left_out.size < MOST_NAMED
      end

      def left_out
        return if @left_out.empty?

        more = @left_out_count - @left_out.size
        names = "#{@left_out.join(', ')}#{" and #{more} more" if more.positive?}"
        Notice.new(:left_out, "not listed, for they are not regular files: #{names}")
      end
    end
  end
end
