# frozen_string_literal: true

require_relative "digest_block"
require_relative "document"
require_relative "paths"
require_relative "version_block"

module Swiftsum
  class OCFLObject
    # An `inventory.json`, and all that is wrong with it by itself.
    #
    # @api private
    class Inventory
      NAME = "inventory.json"
      TYPE = %r{\Ahttps://ocfl\.io/(?<version>1\.[01])/spec/#inventory\z}
      VERSION = /\Av(?<padding>0*)(?<number>[1-9]\d*)\z/
      ALGORITHMS = { "sha512" => 128, "sha256" => 64 }.freeze
      REQUIRED = { "id" => "E036", "type" => "E036", "digestAlgorithm" => "E036", "head" => "E036",
                   "manifest" => "E041", "versions" => "E041" }.freeze
      URI = /\A[a-z][a-z0-9+.-]*:./i
      private_constant :TYPE, :VERSION, :ALGORITHMS, :REQUIRED, :URI

      # @param name [String] of a folder
      # @return [Boolean] whether it is that of a version
      def self.version?(name)
        name.match?(VERSION)
      end

      # @return [String] where it is, from the object's folder
      attr_reader :path

      # @return [String] as it is in the file
      attr_reader :text

      # @return [DigestBlock]
      attr_reader :manifest

      # @return [Hash{String => VersionBlock}] in the order of the versions
      attr_reader :versions

      # @return [Hash{String => DigestBlock}] by the name of the algorithm
      attr_reader :fixity

      # @param path [String]
      # @param text [String]
      # @param findings [Findings]
      # @raise [ParseError] if it is not a JSON object
      def initialize(path, text, findings)
        @path = path
        @text = text
        @findings = findings
        @document = Document.parse(text)
        check
      end

      # @param name [String]
      # @return [Object, nil] what the inventory has of that name
      def [](name)
        @document[name]
      end

      # @return [String, nil] `"sha512"` or `"sha256"`
      def algorithm
        self["digestAlgorithm"] if ALGORITHMS.key?(self["digestAlgorithm"])
      end

      # @return [String]
      def content_directory
        name = self["contentDirectory"]
        name.is_a?(String) ? name : "content"
      end

      # @return [String, nil] the version of the specification that it is of
      def specification
        self["type"].to_s[TYPE, :version]
      end

      private

      def error(code, reason)
        @findings.error(code, path, reason)
      end

      def check
        REQUIRED.each { |name, code| error(code, "has no #{name}") unless @document.key?(name) }
        check_id
        check_type
        check_algorithm
        check_content_directory
        read_versions(self["versions"])
        @manifest = block(@document.fetch("manifest", {}), DigestBlock::MANIFEST)
        check_manifest
        read_fixity
      end

      def block(value, codes, digits = ALGORITHMS[self["digestAlgorithm"]])
        DigestBlock.new(value, codes, digits) { |code, reason| error(code, reason) }
      end

      def check_id
        id = self["id"]
        return if id.nil? && !@document.key?("id")
        return error("E037", "the id is not a text, or empty") unless id.is_a?(String) && !id.empty?

        @findings.warn("W005", path, "the id #{id.inspect} is not a URI") unless id.match?(URI)
      end

      def check_type
        return unless @document.key?("type")

        error("E038", "the type #{self['type'].inspect} is not https://ocfl.io/1.1/spec/#inventory") unless specification
      end

      def check_algorithm
        return unless @document.key?("digestAlgorithm")
        return error("E025", "digestAlgorithm is #{self['digestAlgorithm'].inspect}, not sha512") unless algorithm

        @findings.warn("W004", path, "uses sha256, not sha512") if algorithm == "sha256"
      end

      def check_content_directory
        return unless @document.key?("contentDirectory")

        name = self["contentDirectory"]
        return error("E017", "contentDirectory has a slash, or is no name") unless name.is_a?(String) && !name.match?(%r{/|\A\z})

        error("E018", "contentDirectory is #{name}") if %w[. ..].include?(name)
      end

      def read_versions(blocks)
        @versions = {}
        return unless @document.key?("versions")
        return error("E044", "versions is not a JSON object") unless blocks.is_a?(Hash)

        check_numbers(blocks.keys)
        names = blocks.keys.select { |name| Inventory.version?(name) }.sort_by { |name| number(name) }
        @versions = names.to_h { |name| [name, VersionBlock.new(name, blocks[name], self, @findings)] }
        check_head(names.last)
      end

      def check_numbers(names)
        return error("E008", "has no versions") if names.empty?

        others = names.reject { |name| Inventory.version?(name) }
        others.each { |name| error("E046", "#{name.inspect} is not a version") }
        numbers = (names - others).map { |name| number(name) }.sort
        error("E009", "has no version 1") unless numbers.include?(1)
        error("E010", "versions are missing, or there twice") unless numbers == [*1..numbers.size]
        check_padding(names - others)
      end

      # With zeros in front all names have the same length.
      def check_padding(names)
        return unless names.any? { |name| name.start_with?("v0") }

        error("E012", "the versions differ in zeros in front") unless
          names.all? { |name| name.start_with?("v0") } && names.map(&:size).uniq.one?
        @findings.warn("W001", path, "the versions have zeros in front")
      end

      def check_head(last)
        return unless @document.key?("head")

        error("E040", "the head is #{self['head'].inspect}, not #{last}") unless self["head"] == last
      end

      def number(name)
        name[VERSION, :number].to_i
      end

      def check_manifest
        allowed = versions.keys.map { |name| "#{name}/#{content_directory}/" }
        manifest.all_paths.each do |path|
          error("E042", "#{path} is not in the contents of a version") unless path.start_with?(*allowed)
        end
        used = versions.each_value.flat_map { |version| version.state.paths.keys }.uniq
        (used - manifest.paths.keys).each { |digest| error("E050", "#{digest} is in a state, and not in the manifest") }
        (manifest.paths.keys - used).each { |digest| error("E107", "#{digest} is in the manifest, and in no state") }
      end

      def read_fixity
        @fixity = {}
        return unless @document.key?("fixity")

        blocks = self["fixity"]
        return error("E111", "fixity is not a JSON object") unless blocks.is_a?(Hash)

        @fixity = blocks.to_h do |name, value|
          [name, block(value, DigestBlock::FIXITY, FixityAlgorithm.digits(name))]
        end
        listed = manifest.all_paths
        @fixity.each do |name, block|
          (block.all_paths - listed).each { |path| error("E057", "fixity #{name}: #{path} is not in the manifest") }
        end
      end
    end
  end
end
