# frozen_string_literal: true

module Swiftsum
  class OCFLObject
    # How versions are called: `v1`, `v2`, … or all with zeros in front, such as `v001`.
    #
    # @api private
    class VersionNames
      NAME = /\Av(?<padding>0*)(?<number>[1-9]\d*)\z/n
      private_constant :NAME

      # @param name [String]
      # @return [Boolean]
      def self.name?(name)
        name.b.match?(NAME)
      end

      # @param names [Array<String>]
      def initialize(names)
        @names, @others = names.partition { |name| VersionNames.name?(name) }
      end

      # @return [Array<String>] those that are names of versions, in their order
      def sorted
        @names.sort_by { |name| number(name) }
      end

      # @return [Array<Array(String, String)>] code and reason of each
      def faults
        return [["E008", "has no versions"]] if @names.empty? && @others.empty?

        others = @others.map { |name| ["E046", "#{name.inspect} is not a version"] }
        [*others, *numbering, *padding]
      end

      # @return [Boolean] whether one has zeros in front
      def padded?
        @names.any? { |name| name.start_with?("v0") }
      end

      private

      def numbering
        numbers = sorted.map { |name| number(name) }
        return [["E009", "has no version 1"]] unless numbers.include?(1)

        numbers == [*1..numbers.size] ? [] : [["E010", "versions are missing, or there twice"]]
      end

      def padding
        padded? && !alike? ? [["E012", "the versions differ in zeros in front"]] : []
      end

      # With zeros in front all names have the same length.
      def alike?
        @names.all? { |name| name.start_with?("v0") } && @names.map(&:size).uniq.one?
      end

      def number(name)
        name.b[NAME, :number].to_i
      end
    end
  end
end
