# frozen_string_literal: true

module Swiftsum
  class OCFLObject
    # What stands in an inventory besides its blocks: which object it is of, and how its digests are computed.
    #
    # @api private
    class Attributes
      TYPE = %r{\Ahttps://ocfl\.io/(?<version>1\.[01])/spec/#inventory\z}
      # In hexadecimal digits.
      ALGORITHMS = { "sha512" => 128, "sha256" => 64 }.freeze
      REQUIRED = { "id" => "E036", "type" => "E036", "digestAlgorithm" => "E036", "head" => "E036",
                   "manifest" => "E041", "versions" => "E041" }.freeze
      CHECKS = { "id" => :check_id, "type" => :check_type, "digestAlgorithm" => :check_algorithm,
                 "contentDirectory" => :check_content_directory }.freeze
      URI = /\A[a-z][a-z0-9+.-]*:./i
      private_constant :TYPE, :ALGORITHMS, :REQUIRED, :CHECKS, :URI

      # @param document [Hash]
      # @param path [String] of the inventory
      # @param findings [Findings]
      def initialize(document, path, findings)
        @document = document
        @path = path
        @findings = findings
      end

      # @return [void]
      def check
        REQUIRED.each { |name, code| error(code, "has no #{name}") unless @document.key?(name) }
        CHECKS.each { |name, check| send(check, @document[name]) if @document.key?(name) }
      end

      # @return [String, nil] `"sha512"` or `"sha256"`
      def algorithm
        name = @document["digestAlgorithm"]
        name if ALGORITHMS.key?(name)
      end

      # @return [Integer, nil] how many digits its digests have
      def digits
        ALGORITHMS[@document["digestAlgorithm"]]
      end

      # @return [String]
      def content_directory
        name = @document["contentDirectory"]
        name.is_a?(String) ? name : "content"
      end

      # @return [String, nil] the version of the specification
      def specification
        @document["type"].to_s[TYPE, :version]
      end

      private

      def error(code, reason)
        @findings.error(code, @path, reason)
      end

      def check_id(id)
        return error("E037", "the id is not a text, or empty") unless id.is_a?(String) && !id.empty?

        @findings.warn("W005", @path, "the id #{id.inspect} is not a URI") unless id.match?(URI)
      end

      def check_type(type)
        error("E038", "the type #{type.inspect} is not https://ocfl.io/1.1/spec/#inventory") unless specification
      end

      def check_algorithm(name)
        return error("E025", "digestAlgorithm is #{name.inspect}, not sha512") unless algorithm

        @findings.warn("W004", @path, "uses sha256, not sha512") if name == "sha256"
      end

      def check_content_directory(name)
        return error("E018", "contentDirectory is #{name}") if %w[. ..].include?(name)

        one = name.is_a?(String) && !name.empty? && !name.include?("/")
        error("E017", "contentDirectory has a slash, or is not a name") unless one
      end
    end
  end
end
