# frozen_string_literal: true

require "digest"
require "fileutils"
require "swiftsum/audit"

module Fuzz
  # Compares a folder with a list of it that was damaged.
  class Audits
    FILES = { "a" => "content", "b.txt" => "other", "c d" => "", "x/y" => "more" }.freeze
    FORMATS = {
      swiftsum: :sha256, gnu: :sha256, tag: :md5, json: :sha512, hashdeep: %i[md5 sha256], sfv: :crc32
    }.freeze
    WAYS = [
      ->(found) { Swiftsum::Audit.new("archive", "list").run(&found) },
      ->(found) { Swiftsum::Audit.new("archive", "list").accept(&found) },
      ->(found) { Swiftsum::Audit.new("archive", "list", due: Time.now).record(&found) },
      ->(found) { Swiftsum::Audit.new("archive", "list", budget: 5).run(&found) },
      ->(found) { Swiftsum::Manifest.read("list").update("archive", reread: 0.5, &found) }
    ].freeze
    private_constant :FILES, :FORMATS, :WAYS

    # In the current folder.
    #
    # @return [Array<String>] a list of each format
    def self.set_up
      FILES.each do |name, content|
        path = "archive/#{name}"
        FileUtils.mkdir_p(File.dirname(path))
        File.binwrite(path, content)
        File.utime(0, 0, path)
      end
      FORMATS.map do |format, algorithms|
        Swiftsum::Manifest.build("archive", algorithms:).write("list", format:)
        File.binread("list")
      end
    end

    # @param text [String]
    # @param mutation [Mutation]
    # @yieldparam what [String] is wrong
    def self.call(text, mutation)
      File.binwrite("list", mutation.one_of([text, mended(text)]))
      results = []
      counts = mutation.one_of(WAYS)[results.method(:<<)].counts
      yield "#{results.size} results, counted #{counts}" unless counts.values.sum == results.size
      results.each { |result| yield result.inspect unless right?(result) }
    end

    # As if the last line had been written by who damaged the others.
    def self.mended(text)
      *lines, last = text.lines
      return text unless last&.start_with?("{\"count\"")

      "#{lines.join}{\"count\":#{lines.size - 1},\"digest\":\"sha256:#{Digest::SHA256.hexdigest(lines.join)}\"}\n"
    end

    def self.right?(result)
      return true unless result.status == :ok

      listed = result.listed.checksums
      listed.any? && FILES.key?(result.name) &&
        listed.all? { |checksum| checksum.same?(Swiftsum.checksum("archive/#{result.name}", checksum.algorithm)) }
    end
    private_class_method :mended, :right?
  end
end
