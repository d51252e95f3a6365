# frozen_string_literal: true

require "digest"
require "fileutils"
require "json"
require "rubygems/package"
require "stringio"
require "tempfile"
require "swiftsum"
require "swiftsum/cli"

require_relative "audits"
require_relative "packages"
require_relative "reference_crc"

module Fuzz
  # What takes a text from a stranger. `call` raises {Wrong} if what came of it can't be right; what else it raises is
  # wrong, too, unless it is one of `errors`.
  Target = Struct.new(:name, :errors, :call)

  # An answer that is not right.
  class Wrong < StandardError; end

  # Texts in `corpus`, by the target's name.
  def self.corpus(name)
    Dir[File.expand_path("corpus/#{name}/*", __dir__)].map { |path| File.binread(path) }
  end

  FILES = { "a" => "content", "b.txt" => "other", "c d" => "" }.freeze
  DIGESTS = { "sha256" => Digest::SHA256, "md5" => Digest::MD5, "sha512" => Digest::SHA512, "sha1" => Digest::SHA1,
              "sha384" => Digest::SHA384 }.freeze

  # What each target does with a text, in an empty folder (see {.set_up}).
  module Calls
    module_function

    def wrong(what)
      raise Wrong, what
    end

    def checksum(text, mutation)
      checksum = Swiftsum::Checksum.parse(text, mutation.one_of([nil, :sha256, :crc32, "MD5"]))
      wrong("not read again: #{checksum.to_oci}") unless Swiftsum::Checksum.parse(checksum.to_oci) == checksum
      wrong("a digest of another length") unless checksum.bytes.bytesize == checksum.algorithm.digest_length
    end

    def manifest(text, mutation)
      File.binwrite("list", text)
      report = Swiftsum.verify("list", root: ".", format: mutation.one_of([nil, *Swiftsum::Manifest::READABLE.keys]))
      wrong("no result") if report.results.empty?
      report.results.select(&:ok?).each { |result| right(result) }
    end

    def right(result)
      name = result.name
      wrong("#{name} leads out") unless File.realpath(name).start_with?(File.join(Dir.pwd, ""))
      digest = DIGESTS[result.expected.algorithm.name]&.file(name)
      wrong("#{name} is not as listed") unless [nil, result.expected.hexdigest].include?(digest&.hexdigest)
    end

    def crc(text, mutation)
      named(text)
      parameters = definition(text, mutation)
      digest = Swiftsum::CRC.define(**parameters).hexdigest(text)
      wrong("#{parameters} gave #{digest}") unless digest.to_i(16) == ReferenceCRC.of(text, **parameters)
    end

    # A width, three numbers, most of which fit the width, and bits.
    def definition(text, mutation)
      width = text.sum % 70
      mask = mutation.one_of([~0, *([(1 << width) - 1] * 9)])
      poly, init, xorout = text.ljust(25, "\0").unpack("x1 Q3").map { |number| number & mask }
      { width:, poly:, init:, xorout:, refin: mutation.one_of([true, false]), refout: mutation.one_of([true, false]) }
    end

    def named(text)
      Swiftsum::CRC[text.b]
    rescue Swiftsum::UnknownAlgorithmError
      nil
    end

    # A word a line. No word leads out of the folder: a walk from the root would take its time.
    def command_line(text, _mutation)
      words = text.split("\n").grep_v(%r{/|\.\.|\A-C|dir|from|\0}n)
      status, output, messages = outcome(words)
      wrong(messages) if messages.include?("this is a bug")
      wrong("status #{status}") unless [0, 1, 2].include?(status)
      wrong("it says nothing of a failure") if status.positive? && (output + messages).empty?
    end

    def outcome(words)
      Tempfile.create do |output|
        Tempfile.create do |messages|
          status = Swiftsum::CLI.new(Swiftsum::CLI::Console.new(output, messages)).run(words)
          [status, *[output, messages].map { |file| file.tap(&:rewind).read.b }]
        end
      end
    end

    def pattern(text, _mutation)
      found = Swiftsum::Tree.new(".", exclude: [text.b]).map(&:path)
      wrong("an entry twice") unless found.uniq == found
    end

    def audit(text, mutation)
      Audits.call(text, mutation) { |what| wrong(what) }
    end

    def bag(text, mutation)
      File.binwrite(path = "bag/#{@part}", text)
      wrong("valid with another payload") if Swiftsum::Bag.new("bag").valid? && !untouched?(path, text)
    ensure
      @part = mutation.one_of(BAG_PARTS)
      Packages.new.bag
    end

    # Whether a bag whose file has become this may be valid.
    def untouched?(path, text)
      return text == "hello\n" if path == "bag/data/a"
      return true unless path.include?("/manifest-")

      algorithm = path[/manifest-(\w+)/, 1]
      ["hello\n", "x" * 100].all? { |payload| text.downcase.include?(DIGESTS[algorithm].hexdigest(payload)) }
    end

    def ocfl(text, _mutation)
      sidecar = "#{Digest::SHA512.hexdigest(text)} inventory.json\n"
      ["object", "object/v1"].each do |folder|
        File.binwrite("#{folder}/inventory.json", text)
        File.binwrite("#{folder}/inventory.json.sha512", sidecar)
      end
      return unless Swiftsum::OCFLObject.new("object").valid?

      listed = ["hello\n", ""].all? { |content| text.downcase.include?(Digest::SHA512.hexdigest(content)) }
      wrong("valid without its contents") unless listed
    end

    def gem_package(text, _mutation)
      File.binwrite("other.gem", text)
      report = Swiftsum::GemPackage.new("other.gem").validate
      wrong("ok with other contents") if report.ok? && contents(text) != @contents
    end

    def contents(text)
      Gem::Package::TarReader.new(StringIO.new(text)).each do |entry|
        return entry.read if entry.full_name == "data.tar.gz"
      end
    rescue StandardError
      @contents
    end

    # In the current folder. Gives the corpus of each target.
    def set_up
      FILES.each { |name, text| File.binwrite(name, text) }
      File.symlink("/etc/hostname", "link")
      @part = BAG_PARTS.first
      Packages.new.bag
      Objects.new.make
      Packages.gem
      @contents = contents(File.binread("demo-1.0.gem"))
      { "audit" => Audits.set_up, "bag" => BAG_PARTS.map { |part| File.binread("bag/#{part}") },
        "ocfl" => [File.binread("object/inventory.json")], "gem_package" => [File.binread("demo-1.0.gem")] }
    end
  end

  BAG_PARTS = %w[bagit.txt manifest-sha256.txt manifest-md5.txt bag-info.txt tagmanifest-sha256.txt data/a].freeze

  TARGETS = {
    "checksum" => [Swiftsum::ParseError, Swiftsum::UnknownAlgorithmError],
    "manifest" => [],
    "crc" => [ArgumentError],
    "command_line" => [],
    "pattern" => [ArgumentError],
    "audit" => [Swiftsum::ParseError],
    "bag" => [],
    "ocfl" => [],
    "gem_package" => []
  }.map { |name, errors| Target.new(name, errors, Calls.method(name)) }.freeze
end
