# frozen_string_literal: true

require_relative "verification"

module Swiftsum
  # A bag: a folder with files in `data` (the payload), lists of their digests (payload manifests), and what is said
  # about them (tag files, with manifests of their own). RFC 8493, which is version 1.0, and versions from 0.93 on.
  #
  # Nothing outside of the folder is ever opened: what a manifest lists is looked up among the files that a walk has
  # found, and links are not followed. Nothing is fetched.
  #
  # It has the paths of all files in memory, with their digests.
  #
  # @example
  #   bag = Swiftsum::Bag.new("delivery")
  #   report = bag.validate
  #   report.problems.each { |problem| warn "#{problem.code} #{problem.name}: #{problem.reason}" } unless report.valid?
  #
  #   Swiftsum::Bag.make("folder", algorithms: [:sha512], info: { "Source-Organization" => "Archive" })
  class Bag
    require_relative "bag/declaration"
    require_relative "bag/digests"
    require_relative "bag/info"
    require_relative "bag/report"
    require_relative "bag/structure"
    require_relative "bag/writing"

    # The file that makes a folder a bag.
    DECLARATION = "bagit.txt"

    # In front of the path of each file of the payload.
    PAYLOAD = "data/"

    # @param folder [String, #to_path]
    # @return [Boolean] whether it says that it is a bag
    def self.recognise?(folder)
      File.lstat(File.join(File.path(folder), DECLARATION)).file?
    rescue SystemCallError
      false
    end

    # Makes a bag of a folder: moves all that is in it to `data`, and writes the rest beside it. What can be refused is
    # refused before anything is moved. If a file can't be moved, those that were are moved back.
    #
    # @param folder [String, #to_path]
    # @param (see #write)
    # @return [Bag]
    # @raise [ArgumentError] if it is a bag already
    # @raise (see #write)
    def self.make(folder, algorithms: [:sha512], info: {})
      new(folder).tap { |bag| Writing.new(bag.folder, algorithms, info).make }
    end

    # @return [String] as it was given: binary and frozen
    attr_reader :folder

    # @param folder [String, #to_path] which need not be a bag yet
    def initialize(folder)
      @folder = File.path(folder).b.freeze
    end

    # @return [String] such as "1.0"
    # @raise [SystemCallError]
    # @raise [ParseError] if `bagit.txt` is malformed
    def version
      declaration.version
    end

    # @return [Array<Array(String, String)>] labels and values of `bag-info.txt`, in their order: a label may be there
    #   several times. Empty if there is no such file
    # @raise (see #version)
    def info
      Info.read(folder, declaration.encoding).pairs
    end

    # The quick check: compares number and bytes of the payload's files with the `Payload-Oxum` of `bag-info.txt`. It
    # finds what was cut off, and is no proof that anything is right.
    #
    # @return [Boolean, nil] nil if the bag has none
    # @raise (see #version)
    def oxum_matches?
      oxums = Info.read(folder, declaration.encoding).values("Payload-Oxum")
      oxums.all?(Contents.new(folder).oxum) unless oxums.empty?
    end

    # What is there and what should be, without reading the payload.
    #
    # @yieldparam result [Verification::Finding] each as soon as it is known
    # @return [Report] which is never {Report#valid?}
    # @raise [SystemCallError] if the folder can't be opened
    def completeness(&block)
      examine(block).report
    end

    # All that {#completeness} finds, and each file's digests. A file is read once for all that are listed of it.
    #
    # @param settle [Numeric] (see Swiftsum.checksum)
    # @yieldparam result [Verification::Result, Verification::Finding] each as soon as it is known: of a file that is as
    #   listed, too
    # @return [Report]
    # @raise [SystemCallError] if the folder can't be opened
    def validate(settle: 0, &block)
      structure = examine(block)
      Digests.new(folder, structure, settle:).verify
      structure.report
    end

    # @return [Boolean] whether all is there that should be, and nothing else
    def complete?
      completeness.complete?
    end

    # @return [Boolean] whether it is complete, and each digest of each manifest is its file's
    def valid?
      validate.valid?
    end

    # Writes declaration, manifests and `bag-info.txt` of what is in `data` now. Manifests of other algorithms are
    # removed; a `fetch.txt` and other tag files stay. `Payload-Oxum` is computed; `Bagging-Date` is today unless `info`
    # has it.
    #
    # The tag manifests are removed first and written last. Each file is there whole or not at all.
    #
    # @param algorithms [Array<Symbol, String, Algorithm, Class>, Symbol] of the manifests
    # @param info [Hash{String => String, Array<String>}, Enumerable<Array(String, String)>] for `bag-info.txt`
    # @return [self]
    # @raise [SystemCallError]
    # @raise [IrregularFileError] for a link, a FIFO or a device
    # @raise [UnsupportedError] for a name that is not UTF-8
    # @raise [ArgumentError] for a label or a value of several lines, and without an algorithm
    # @raise [UnknownAlgorithmError]
    # @raise [ChangedError] if a file changed while it was read
    def write(algorithms: [:sha512], info: {})
      Writing.new(folder, algorithms, info).write
      self
    end

    # @return [String] for people
    def inspect
      "#<#{self.class} #{folder.inspect}>"
    end

    private

    def declaration
      Declaration.read(folder)
    end

    def examine(listener)
      Structure.new(folder, Findings.new(Report.new(folder), listener)).tap(&:examine)
    end
  end
end
