# frozen_string_literal: true

require_relative "swiftsum/version"
require_relative "swiftsum/errors"
require_relative "swiftsum/native"
require_relative "swiftsum/algorithm"

# Checksums and digests of memory and of files, computed by the native library of the same name.
#
# Lengths are in bytes. A digest's bytes are in the order that its standard prints; those of a CRC are big-endian.
# Hexadecimal digits are lower case.
#
# Every method here may be called from any thread, and none changes what it is given. Other threads may change a String
# meanwhile: its digest is of what it was at some time. Native memory belongs to the objects that are returned and goes
# with them: there is nothing to close.
#
# @example
#   Swiftsum.checksum("pkg/a.gem").to_s             # SHA-256, in hexadecimal
#   Swiftsum.checksums("pkg/a.gem", :sha256, :crc32c) # from one read
#   Swiftsum::BLAKE3.hexdigest("some text")
#   Swiftsum.crc32("some text")
module Swiftsum
  # To load a file takes a quarter of a millisecond, and nobody needs all of them.
  {
    Audit: "audit", Bag: "bag", Checksum: "checksum", Checksums: "checksums", CRC: "crc", Digest: "digest",
    GemPackage: "gem_package", JSONMembers: "json_members", Manifest: "manifest", OCFLObject: "ocfl_object",
    Settling: "files/settling", SHA2: "sha2", Source: "files/source", Tree: "tree", Verification: "verification"
  }.each { |name, file| autoload name, "#{__dir__}/swiftsum/#{file}" }
  # A class for each, and three other names.
  "#{__dir__}/swiftsum/digest".then do |file|
    Algorithm.all.each { |algorithm| autoload algorithm.const_name, file }
    %i[ADLER32 BLAKE2B BLAKE2S].each { |name| autoload name, file }
  end

  class << self
    # Strings of at least so many bytes are read without the GVL, so that other threads run meanwhile.
    #
    # To get it back from a busy thread takes up to 100 ms. By default, 4 MiB, a String that keeps it holds the others
    # up for 3 ms, of a digest that runs at 1.7 GB/s. Measured by `bench/gvl.rb`.
    #
    # @return [Integer] in bytes
    def gvl_release_bytes
      Native::GVL.release_bytes
    end

    # For the whole process, from the next call on.
    #
    # @param bytes [Integer] 0 for always
    # @return [Integer]
    # @raise [TypeError, ArgumentError] for what is no number
    def gvl_release_bytes=(bytes)
      Native::GVL.release_bytes = Integer(bytes)
    end

    # The checksum of a file; or of what an IO, or anything else that has `read`, has from where it stands. Of a
    # Tempfile that is open it is that of the whole, whatever became of its name.
    #
    # Other threads run meanwhile, and an interrupt (Ctrl-C, Timeout, Thread#kill) is answered at once. Whatever ends
    # it, the file that it opened is closed; an IO stays open, and stands where the reading ended.
    #
    # @example
    #   Swiftsum.checksum("pkg/a.gem")
    #   Swiftsum.checksum("pkg/a.gem", :md5)
    #   Swiftsum.checksum("pkg/a.gem", algorithm: :md5)
    #   Swiftsum.checksum(StringIO.new("text"))
    #
    # @param source [String, Pathname, IO, #to_io, #read] other threads must not read an IO meanwhile
    # @param name [Symbol, String, Algorithm, Class] of the algorithm; SHA-256 if there is none
    # @param algorithm [Symbol, String, Algorithm, Class] the same, as a keyword
    # @param settle [Numeric, nil] in seconds: a file that was changed more recently than that when it is read is read
    #   again once it is that old, until it holds still. A write that is under way is noticed by nothing else
    # @yieldparam done [Integer] bytes read so far
    # @yieldparam total [Integer] bytes that there are to read, 0 if that is not known
    # @return [Checksum]
    # @raise [SystemCallError] with the path in its message
    # @raise [ChangedError] if the file changed meanwhile
    # @raise [UnknownAlgorithmError] before the file is opened
    # @raise [IOError] for an IO that is closed, or that can't go back to where Ruby's buffer began
    # @raise [TypeError] for what is no such source, and for `settle` that is no number
    # @raise [ArgumentError] for two algorithms, and for `settle` below 0
    def checksum(source, name = (unnamed = true) && :sha256, algorithm: (unset = true) && name, settle: 0, &progress)
      raise ArgumentError, "two algorithms: #{name} and #{algorithm}" unless unnamed || unset

      checksums(source, algorithm, settle:, &progress).each_value.first
    end

    # Several checksums from one read.
    #
    # @param source (see .checksum)
    # @param algorithms [Array<Symbol, String, Algorithm, Class>] one by one or as Arrays
    # @param algorithm [Symbol, String, Algorithm, Class, Array] more of them, as a keyword
    # @param settle (see .checksum)
    # @yieldparam (see .checksum)
    # @return [Hash{Symbol => Checksum}] by the algorithm's name, in the order given; one that is named twice is there
    #   once
    # @raise [ArgumentError] without an algorithm
    # @raise (see .checksum)
    def checksums(source, *algorithms, algorithm: [], settle: 0, &progress)
      algorithms = fetch(algorithms.concat([*algorithm]))
      raise ArgumentError, "no algorithm given" if algorithms.empty?

      settle = Settling.seconds(settle)
      contents = Source.contents(source, settle)
      digests = contents ? digests_of(contents, algorithms, &progress) : read(source, algorithms, settle, &progress)
      algorithms.zip(digests).to_h { |type, digest| [type.to_sym, Checksum.new(type, digest)] }
    end

    # The checksums of many files, read and digested side by side, on all processors that this process may use.
    #
    # Other threads run meanwhile, and an interrupt is answered at once, as with {.checksum}. All that is noticed of a
    # file that changes is noticed here. `break` ends it.
    #
    # @example
    #   Swiftsum.each_checksum(Dir.glob("pkg/*")) { |path, result| puts "#{result}  #{path}" }
    #
    # @param sources [Enumerable] of what {.checksum} takes, also a lazy or an endless one: read as results are taken. A
    #   FIFO is waited for, when its turn comes; in a {Tree} it is an error, as all that is no regular file
    # @param algorithms [Array<Symbol, String, Algorithm, Class>] one by one or as Arrays; SHA-256 without any
    # @param algorithm [Symbol, String, Algorithm, Class, Array] more of them, as a keyword
    # @param threads [Integer, nil] how many work at most; they are gone whenever a result is given
    # @param settle [Numeric] (see .checksum)
    # @yieldparam source as it was given
    # @yieldparam result [Checksum, Hash{Symbol => Checksum}, StandardError] a Hash if several algorithms are named. An
    #   error is what {.checksum} would have raised, and doesn't end the others
    # @return [nil, Enumerator::Lazy] without a block
    # @raise [UnknownAlgorithmError]
    # @raise [TypeError, ArgumentError] for sources that are not Enumerable, and for threads below 1
    def each_checksum(sources, *algorithms, algorithm: [], threads: nil, settle: 0, &block)
      return enum_for(:each_checksum, sources, *algorithms, algorithm:, threads:, settle:).lazy unless block

      raise TypeError, "#{sources.class} is no Enumerable" unless sources.respond_to?(:each)

      check_threads(threads) if threads
      algorithms.concat([*algorithm])
      algorithms = [:sha256] if algorithms.empty?
      Checksums.of(sources, fetch(algorithms), threads:, settle: Settling.seconds(settle)).each(&block)
      nil
    end

    # Verifies the files that a manifest lists, such as `SHA256SUMS`.
    #
    # The report has all results, also if there is a block, which takes half a KB for each. {Verification#each} keeps
    # none.
    #
    # @example
    #   report = Swiftsum.verify("SHA256SUMS")
    #   report.failures.each { |result| warn "#{result.name}: #{result.reason}" } unless report.ok?
    #
    # @param manifest [String, #to_path] its path
    # @param algorithm [Algorithm, Symbol, String, nil] of lines that do not say (see {Manifest#initialize})
    # @param format [Symbol, nil] of {Manifest::READABLE}; by default, the one that it is recognised as
    # @param options (see Verification#initialize)
    # @option options [Array<String>] only the names of the files to verify; by default all. If it is one, a manifest
    #   that is a digest without a name is of that one
    # @option options [String, #to_path] directory that names are relative to; by default the current one
    # @option options [String, #to_path] root a folder that no name may lead out of, and that names are relative to
    #   where there is no `directory`
    # @option options [Boolean] no_extra whether a file that is there and not listed has a result, too: `:extra`. There
    #   is what stands in the folder that names are relative to, at any depth: files, FIFOs, links that lead out of it
    #   or nowhere, but not folders, and not the manifest itself
    # @option options [String, Array<String>] exclude patterns (see Tree::Filter) of what is no such file
    # @option options [IO] standard_input what `-` stands for
    # @option options [Numeric] settle as for {.checksum}
    # @yieldparam result [Verification::Result] each as soon as it is known
    # @return [Verification::Report]
    # @raise [SystemCallError] if the manifest cannot be read; a file that cannot has a result
    # @raise [UnknownAlgorithmError]
    # @raise [UnsupportedError] (see Verification#initialize)
    # @raise [ArgumentError] for an unknown format, a malformed pattern, and `no_extra` beside `only`
    def verify(manifest, algorithm: nil, format: nil, **options, &block)
      Verification.report(manifest, algorithm:, format:, **options, &block)
    end

    # The digest of a String by the name of an algorithm, as with `OpenSSL::Digest.digest`.
    #
    # @param algorithm [Symbol, String, Algorithm, Class]
    # @param string [String] of any encoding: its bytes count
    # @param parameters (see Digest#initialize)
    # @return [String] binary
    # @raise [UnknownAlgorithmError]
    # @raise (see Digest.digest)
    def digest(algorithm, string, **parameters)
      Algorithm.fetch(algorithm).digest_class.digest(string, **parameters)
    end

    # @param (see .digest)
    # @return [String] lower-case hexadecimal digits
    # @raise (see .digest)
    def hexdigest(algorithm, string, **parameters)
      Algorithm.fetch(algorithm).digest_class.hexdigest(string, **parameters)
    end

    # A CRC by its name, by value: as {.crc32}, of which the catalogue has more than a hundred kinds.
    #
    # @example
    #   Swiftsum.crc("CRC-16/XMODEM", "123456789") # => 0x31c3
    #
    # @param name [String, Symbol, Algorithm, Class] (see CRC.[])
    # @param string [String] (see .crc32)
    # @param crc [Integer, nil] of what stands before the string, nil if nothing does
    # @return [Integer] unsigned
    # @raise [UnknownAlgorithmError] for a name that is no CRC's
    # @raise [TypeError] for what is not a String, and a CRC that is not an Integer
    # @raise [RangeError] for a CRC below 0, or of more bytes than the digest has: other than by {.crc32} and its like,
    #   which take what Zlib's functions take, none is cut
    def crc(name, string = "", crc = nil)
      CRC.algorithm(name).crc(string, crc)
    end

    # @return [Array<Algorithm>] those of the registry, in its order; frozen
    def algorithms
      Algorithm.all
    end

    # The environment variable `SWIFTSUM_ISA` chooses another one, before the library is loaded.
    #
    # @return [String] the one in use, such as "avx2"
    def instruction_set
      Native.instruction_set
    end

    # @return [Array<String>] those that this machine has, slowest first
    def instruction_sets
      Native.instruction_sets.split
    end

    # The environment variable `SWIFTSUM_CPU` names another one, before the library is loaded.
    #
    # @return [String] the processor whose costs decide which kernels are used, such as "zen4"; "other" for any
    #   that is not known
    def microarchitecture
      Native.microarchitecture
    end

    # @return [Array<String>] those that are known
    def microarchitectures
      Native.microarchitectures.split
    end

    # @return [String] the native library's version, such as "0.1.0"
    def library_version
      Native.version
    end

    # @return [Integer] the version of the native library's contract
    def abi_version
      Native.abi_version
    end

    # Loads now what is otherwise loaded when it is first needed. Ractors take that: only the main one can load. Before
    # processes are forked it saves each of them the time and the memory. Rails calls it if
    # `config.eager_load_namespaces` has `Swiftsum`.
    #
    # @return [void]
    def eager_load!
      [self, Native, Audit, Checksum, Checksums, Manifest, Manifest::Formats, Tree, Verification].each do |space|
        space.constants(false).each { |name| space.const_get(name, false) if space.autoload?(name) }
      end
    end

    # For tests of what is lost: what the garbage collector has not come to is still counted.
    #
    # @return [Integer] how many native objects (hashers, readers, walkers, checksums) were made in this process and not
    #   yet released
    def live_objects
      Native.live_objects
    end

    private

    def check_threads(threads)
      raise TypeError, "threads is an Integer, not #{threads.inspect}" unless threads.is_a?(Integer)
      raise ArgumentError, "threads is 1 or more, not #{threads}" unless threads.positive?
    end

    def fetch(algorithms)
      algorithms.flatten.map { |algorithm| Algorithm.fetch(algorithm) }.uniq
    end

    def digests_of(contents, algorithms)
      digests = algorithms.map { |algorithm| algorithm.digest_string(contents) }
      yield contents.bytesize, contents.bytesize if block_given?
      digests
    end

    def read(source, algorithms, settle, &progress)
      hashers = algorithms.map(&:hasher)
      Source.read(source, hashers, settle, &progress)
      hashers.map(&:finish)
    ensure
      hashers&.each(&:release)
    end
  end
end

# The program hashes none by itself, and starts sooner without.
require_relative "swiftsum/strings" unless Swiftsum.const_defined?(:PROGRAM, false)
