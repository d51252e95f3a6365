# frozen_string_literal: true

require_relative "tag_file"

module Swiftsum
  class Bag
    # `fetch.txt`: files of the payload that are to be had elsewhere. Nothing is fetched, and the length that a line has
    # is compared for a warning only.
    #
    # @api private
    class Fetch
      NAME = "fetch.txt"
      LINE = /\A\S+[ \t]+(?<length>\d+|-)[ \t]+(?<path>.+)\z/mn
      private_constant :LINE

      # @param contents [Contents]
      # @param payload [Listing]
      # @param findings [Findings]
      # @param strict [Boolean] whether all payload manifests must list what it has; otherwise one must
      def initialize(contents, payload, findings, strict:)
        @contents = contents
        @payload = payload
        @findings = findings
        @strict = strict
        @paths = {}
      end

      # @param folder [String]
      # @param encoding [Encoding]
      # @return [void]
      def read(folder, encoding)
        return unless @contents.file?(NAME)

        TagFile.each_line(folder, NAME, encoding) { |line, number| add(line, "line #{number}") unless blank?(line) }
      rescue SystemCallError, ParseError, IrregularFileError => e
        @findings.problem(:unreadable_tag_file, NAME, e)
      end

      # @param path [String]
      # @return [Boolean] whether the file is to be fetched
      def include?(path)
        @paths.key?(path)
      end

      private

      def blank?(line)
        line&.match?(/\A[ \t]*\z/n)
      end

      def add(line, where)
        match = LINE.match(line.to_s) or return @findings.problem(:malformed_line, NAME, "#{where} is malformed")
        path = @payload.resolve(match[:path], "#{NAME}, #{where}")
        code = refusal(path)
        return @findings.problem(code, path, "#{NAME}, #{where}: it is not in #{PAYLOAD}") if code

        @paths[path] = true
        check_listed(path, where)
        check_length(path, match[:length], where)
      end

      def refusal(path)
        return :unsafe_path if Path.unsafe?(path) && !@contents.file?(path)

        :not_payload unless path.start_with?(PAYLOAD)
      end

      def check_listed(path, where)
        listed = @payload.files.fetch(path, {})
        return if listed.size == @payload.manifests.size || !(@strict || listed.empty?)

        others = (@payload.manifests - listed.keys).map(&:name).join(", ")
        @findings.problem(:fetch_not_listed, path, "#{NAME}, #{where}: not in #{others}")
      end

      def check_length(path, length, where)
        size = @contents.payload[path]
        return if size.nil? || length == "-" || length.to_i == size

        @findings.warn(:fetch_length, "#{NAME}, #{where}: #{path} has #{size} bytes, not #{length}")
      end
    end
  end
end
