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
        @fetch = read_fetch
        check_payload
        check_extra
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
        Fetch.new(contents, payload, findings, strict: @declaration.strict?)
             .tap { |fetch| fetch.read(@folder, @declaration.encoding) }
      end

      def check_payload
        findings.problem(:no_payload_folder, PAYLOAD, "there is none") unless contents.folder?(PAYLOAD)
        findings.problem(:no_payload_manifest, nil, "no file manifest-ALGORITHM.txt") if payload.manifests.empty?
        payload.files.each { |path, listed| check_listed(path, listed) }
      end

      def check_extra
        contents.payload.each_key do |path|
          findings.problem(:unlisted_file, path, "no payload manifest lists it") unless payload.files.key?(path)
        end
      end

      def check_listed(path, listed)
        check_there(path)
        others = @declaration.strict? ? (payload.manifests - listed.keys).map(&:name) : []
        findings.problem(:not_in_every_manifest, path, "not in #{others.join(', ')}") unless others.empty?
      end

      def check_there(path)
        return if contents.file?(path) || contents.unreadable.key?(path)
        return findings.problem(:irregular_file, path, "is a folder") if contents.folder?(path)
        return findings.problem(:unfetched, path, "was not fetched yet") if @fetch.include?(path)

        findings.problem(:missing_file, path, "is listed, and not there")
      end

      def check_tags
        tags.files.each_key { |path| check_there(path) }
        check_manifests_listed if @declaration.strict?
      end

      def check_manifests_listed
        tags.manifests.product(payload.manifests) do |tag_manifest, manifest|
          listed = tags.files.fetch(manifest.name, {}).key?(tag_manifest)
          findings.problem(:unlisted_manifest, manifest.name, "not in #{tag_manifest.name}") unless listed
        end
      end

      def check_unreadable
        contents.unreadable.each do |path, error|
          irregular = error.is_a?(IrregularFileError)
          code = irregular ? :irregular_file : :unreadable_file
          next findings.problem(code, path, irregular ? error.message : error) if counts?(path)

          findings.warn(code, "#{path}: #{error.message}")
        end
      end

      # A bag may have tag files that are listed nowhere; whatever they are, they don't count.
      def counts?(path)
        path.empty? || "#{path}/".start_with?(PAYLOAD) || tags.files.key?(path)
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
    end
  end
end
