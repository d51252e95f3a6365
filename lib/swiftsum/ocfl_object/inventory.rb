# frozen_string_literal: true

require "forwardable"

require_relative "attributes"
require_relative "digest_block"
require_relative "document"
require_relative "paths"
require_relative "version_block"
require_relative "version_names"

module Swiftsum
  class OCFLObject
    # An `inventory.json`, and all that is wrong with it by itself.
    #
    # @api private
    class Inventory
      extend Forwardable

      NAME = "inventory.json"

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

      def_delegators :@attributes, :algorithm, :content_directory, :specification

      # @param path [String]
      # @param text [String]
      # @param findings [Findings]
      # @raise [ParseError] if it is not a JSON object
      def initialize(path, text, findings)
        @path = path
        @text = text
        @findings = findings
        @document = Document.parse(text)
        @attributes = Attributes.new(@document, path, findings)
        @attributes.check
        read_versions
        read_manifest
        read_fixity
      end

      # @param name [String]
      # @return [Object, nil] what the inventory has of that name
      def [](name)
        @document[name]
      end

      # @param version [String, nil] the last one; nil for all
      # @return [Array<String>] the folders of the contents up to that version, binary and with a slash at the end
      def content_folders(version = nil)
        count = version ? versions.keys.index(version) + 1 : versions.size
        versions.keys.take(count).map { |name| "#{name}/#{content_directory}/".b }
      end

      private

      def error(code, reason)
        @findings.error(code, path, reason)
      end

      def block(value, codes, digits)
        DigestBlock.new(value, codes, digits) { |code, reason| error(code, reason) }
      end

      def read_versions
        @versions = {}
        blocks = @document.fetch("versions") { return }
        return error("E044", "versions is not a JSON object") unless blocks.is_a?(Hash)

        sorted_names(blocks).each { |name| @versions[name] = VersionBlock.new(name, blocks[name], self, @findings) }
        check_head(@versions.keys.last)
      end

      def sorted_names(blocks)
        names = VersionNames.new(blocks.keys)
        names.faults.each { |code, reason| error(code, reason) }
        @findings.warn("W001", path, "the versions have zeros in front") if names.padded?
        names.sorted
      end

      def check_head(last)
        return if !@document.key?("head") || self["head"] == last

        error("E040", "the head is #{self['head'].inspect}, not #{last}")
      end

      def read_manifest
        @manifest = block(@document.fetch("manifest", {}), DigestBlock::MANIFEST, @attributes.digits)
        folders = content_folders
        @manifest.each_path do |path, _|
          error("E042", "#{path} is not in the contents of a version") unless path.start_with?(*folders)
        end
        check_states
      end

      def check_states
        listed = manifest.paths.keys
        used = versions.values.flat_map(&:digests).uniq
        (used - listed).each { |digest| error("E050", "#{digest} is in a state, and not in the manifest") }
        (listed - used).each { |digest| error("E107", "#{digest} is in the manifest, and in no state") }
      end

      def read_fixity
        @fixity = {}
        blocks = @document.fetch("fixity") { return }
        return error("E111", "fixity is not a JSON object") unless blocks.is_a?(Hash)

        @fixity = blocks.to_h { |name, value| [name, block(value, DigestBlock::FIXITY, FixityAlgorithm.digits(name))] }
        listed = manifest.all_paths
        @fixity.each do |name, block|
          (block.all_paths - listed).each { |path| error("E057", "fixity #{name}: #{path} is not in the manifest") }
        end
      end
    end
  end
end
