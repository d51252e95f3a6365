# frozen_string_literal: true

require_relative "contents"
require_relative "fetch"
require_relative "listing"
require_relative "manifest_file"

module Swiftsum
  class Bag
    # What a bag has and should have: everything but its digests.
    #
    # @api private
    class Structure
      # @return [Findings]
      attr_reader :findings

      # @return [Contents]
      attr_reader :contents

      # @return [Listing] what the payload manifests have
      attr_reader :payload

      # @return [Listing] what the tag manifests have
      attr_reader :tags

      # @param folder [String]
      # @param findings [Findings]
      def initialize(folder, findings)
        @folder = folder
        @findings = findings
        @contents = Contents.new(folder)
        @fetch = {}
      end

      # @return [Report]
      def report
        findings.report
      end

      # @return [Boolean] whether the rest could be examined
      def declared?
        !@declaration.nil?
      end

      # @return [void]
      def examine
        @declaration = declaration or return
        @payload, @tags = ManifestFile.all(contents.tag_files.keys).map { |manifests| listing(manifests) }
        read_fetch
        check_payload
        check_tags
        check_unreadable
        check_info
      end

      private

      def declaration
        Declaration.read(@folder)
      rescue Errno::ENOENT
        findings.problem(:no_declaration, DECLARATION, "there is none, so this is no bag")
      rescue Declaration::Fault => e
        findings.problem(e.code, DECLARATION, e.message)
      rescue SystemCallError, IrregularFileError => e
        findings.problem(:malformed_declaration, DECLARATION, e)
      end

      def listing(manifests)
        Listing.new(manifests, contents, findings, strict: @declaration.strict?)
               .tap { |listing| listing.read(@folder, @declaration.encoding) }
      end

      def read_fetch
        return unless contents.file?(Fetch::NAME)

        Fetch.each(@folder, @declaration.encoding) do |number, text, length|
          text ? add_fetch(number, text, length) : findings.problem(:malformed_line, Fetch::NAME, "line #{number}")
        end
      rescue SystemCallError, ParseError, IrregularFileError => e
        findings.problem(:unreadable_tag_file, Fetch::NAME, e)
      end

      def add_fetch(number, text, length)
        where = "#{Fetch::NAME}, line #{number}"
        path = payload.resolve(text, where)
        unsafe = Path.unsafe?(path)
        return findings.problem(:unsafe_path, path, "#{where}: the path may lead out of the bag") if unsafe
        return findings.problem(:not_payload, path, "#{where}: it is not in #{PAYLOAD}") unless path.start_with?(PAYLOAD)

        @fetch[path] = true
        unlisted = payload.manifests.reject { |manifest| payload.files[path]&.key?(manifest) }
        unlisted = [] if !@declaration.strict? && payload.files.key?(path)
        findings.problem(:fetch_not_listed, path, "#{where}: not in #{names(unlisted)}") unless unlisted.empty?
        check_length(path, length, where)
      end

      def check_length(path, length, where)
        size = contents.payload[path]
        return if size.nil? || length.nil? || size == length

        findings.warn(:fetch_length, "#{where}: #{path} has #{size} bytes, not #{length}")
      end

      def check_payload
        findings.problem(:no_payload_folder, PAYLOAD, "there is none") unless contents.folder?(PAYLOAD)
        findings.problem(:no_payload_manifest, nil, "no file manifest-ALGORITHM.txt") if payload.manifests.empty?
        payload.files.each { |path, listed| check_listed(path, listed) }
        (contents.payload.keys - payload.files.keys).each do |path|
          findings.problem(:unlisted_file, path, "no payload manifest lists it")
        end
      end

      def check_listed(path, listed)
        check_there(path)
        others = @declaration.strict? ? payload.manifests - listed.keys : []
        findings.problem(:not_in_every_manifest, path, "not in #{names(others)}") unless others.empty?
      end

      def check_there(path)
        return if contents.file?(path) || contents.unreadable.key?(path)
        return findings.problem(:irregular_file, path, "is a folder") if contents.folder?(path)
        return findings.problem(:unfetched, path, "was not fetched yet") if @fetch.key?(path)

        findings.problem(:missing_file, path, "is listed, and not there")
      end

      def check_tags
        tags.files.each_key { |path| check_there(path) }
        return unless @declaration.strict?

        tags.manifests.product(payload.manifests) do |tag_manifest, manifest|
          next if tags.files[manifest.name]&.key?(tag_manifest)

          findings.problem(:unlisted_manifest, manifest.name, "not in #{tag_manifest.name}")
        end
      end

      # A bag may have tag files that are listed nowhere; whatever they are, they don't count.
      def check_unreadable
        contents.unreadable.each do |path, error|
          code = error.is_a?(IrregularFileError) ? :irregular_file : :unreadable_file
          reason = error.is_a?(IrregularFileError) ? error.message : error
          counts = path.start_with?(PAYLOAD) || path == PAYLOAD.chomp("/") || tags.files.key?(path) || path.empty?
          counts ? findings.problem(code, path, reason) : findings.warn(code, "#{path}: #{error.message}")
        end
      end

      def check_info
        info = Info.read(@folder, @declaration.encoding)
        info.malformed.each { |number| findings.problem(:malformed_line, Info::NAME, "line #{number}: not a label") }
        # What was not fetched is not there to be counted.
        return if report.problems.any? { |problem| problem.code == :unfetched }

        info.values("Payload-Oxum").each { |oxum| check_oxum(oxum) }
      rescue SystemCallError, ParseError, IrregularFileError => e
        findings.problem(:unreadable_tag_file, Info::NAME, e)
      end

      def check_oxum(oxum)
        return findings.problem(:malformed_line, Info::NAME, "Payload-Oxum: #{oxum}") unless oxum.match?(/\A\d+\.\d+\z/)
        return if oxum == contents.oxum

        findings.problem(:oxum_mismatch, Info::NAME, "Payload-Oxum is #{oxum}, but the payload has #{contents.oxum}")
      end

      def names(manifests)
        manifests.map(&:name).join(", ")
      end
    end
  end
end
