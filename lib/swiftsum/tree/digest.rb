# frozen_string_literal: true

module Swiftsum
  class Tree
    # What {Tree#digest} gives: one digest for a whole tree, a frozen value.
    class Digest
      # @return [Symbol] `:swhid`, `:git_tree`, `:h1` or `:nar`
      attr_reader :kind

      # @return [Checksum] the bare digest: SHA-1 of `:swhid` and `:git_tree`, SHA-256 of the others
      attr_reader :checksum

      # @return [String] in the notation of its kind: `swh:1:dir:9f86d0…`, 40 hexadecimal digits, `h1:n4bQgY…`,
      #   `sha256-n4bQgY…`
      attr_reader :to_s

      # @api private
      def initialize(kind, checksum, text)
        @kind = kind
        @checksum = checksum
        @to_s = text.freeze
        freeze
      end

      # @param other [Object]
      # @return [Boolean] whether it is of the same kind and has the same bytes
      def ==(other)
        other.is_a?(Digest) && kind == other.kind && checksum == other.checksum
      end
      alias eql? ==

      # @return [Integer] the same for those that are equal
      def hash
        [kind, checksum].hash
      end

      # @return [String] for people
      def inspect
        "#<#{self.class} #{self}>"
      end
    end
  end
end
