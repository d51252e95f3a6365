# frozen_string_literal: true

module Swiftsum
  class OCFLObject
    # A block of an inventory that has lists of paths by digests: the manifest, the state of a version, a fixity block.
    # Digests are compared without regard to capitals, and one stands there once.
    #
    # @api private
    class DigestBlock
      # What the codes of a block's faults are: it is no object; a digest is there twice, is malformed; paths are no
      # list; a path begins or ends with a slash, has empty or dotted names; paths contradict each other.
      Codes = Struct.new(:object, :twice, :digest, :list, :ends, :elements, :conflict, keyword_init: true)

      MANIFEST = Codes.new(object: "E041", twice: "E096", digest: "E025", list: "E091", ends: "E100", elements: "E099",
                           conflict: "E101")
      STATE = Codes.new(object: "E050", twice: "E096", digest: "E050", list: "E050", ends: "E053", elements: "E052",
                        conflict: "E095")
      FIXITY = Codes.new(object: "E057", twice: "E097", digest: "E057", list: "E057", ends: "E100", elements: "E099",
                         conflict: "E101")

      REASONS = { ends: "begins or ends with a slash", elements: "has a part that is empty, . or .." }.freeze
      private_constant :REASONS

      # @return [Hash{String => Array<String>}] paths by the digest in small letters
      attr_reader :paths

      # @param block [Object] as the JSON has it
      # @param codes [Codes]
      # @param digits [Integer, nil] how many a digest has; nil for any text
      # @yieldparam code [String] of a fault
      # @yieldparam reason [String]
      def initialize(block, codes, digits, &report)
        @codes = codes
        @digits = digits
        @report = report
        @paths = {}
        block.is_a?(Hash) ? read(block) : fault(:object, "is not a JSON object")
      end

      # @return [Array<String>]
      def all_paths
        paths.each_value.to_a.flatten
      end

      # @yieldparam path [String] binary
      # @yieldparam digest [String]
      # @return [void]
      def each_path
        paths.each { |digest, list| list.each { |path| yield path.b, digest } }
      end

      private

      def fault(kind, reason)
        @report.call(@codes[kind], reason)
      end

      def read(block)
        block.each do |digest, list|
          next fault(:list, "what #{digest} has is not a list of paths") unless list.is_a?(Array) && list.all?(String)

          add(digest, list)
        end
        Paths.conflicts(all_paths).each { |path| fault(:conflict, "#{path} is there twice, or as a folder, too") }
      end

      def add(digest, list)
        key = @digits ? digest.downcase : digest
        fault(:digest, "#{digest} does not have #{@digits} hexadecimal digits") unless digest?(key)
        fault(:twice, "the digest #{digest} is there twice") if paths.key?(key)
        paths[key] = [*paths[key], *list]
        list.each { |path| check(path) }
      end

      def digest?(key)
        @digits.nil? || key.match?(/\A\h{#{@digits}}\z/)
      end

      def check(path)
        kind = Paths.fault(path)
        fault(kind, "the path #{path.inspect} #{REASONS[kind]}") if kind
      end
    end
  end
end
