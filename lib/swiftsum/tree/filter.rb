# frozen_string_literal: true

require_relative "../native/path_pattern"

module Swiftsum
  class Tree
    # Which paths of a tree count: those that no pattern excludes. If there are patterns to include, one of them must
    # match, too. The rule is the same for walking a tree and for the names of a manifest.
    #
    # Patterns are those of gitignore, without negation (a `!` at the beginning is a `!`):
    #
    # - `?` is any byte but `/`, `*` any number of them; `[abc]` is one of these bytes, `[a-z]` one of a range, `[!a-z]`
    #   one that is not in it; `\` takes from the next byte what it would mean. Bytes: `é` is two of them in UTF-8.
    # - `**` as a whole component (`a/**/b`) is any number of components, none included; at the end (`a/**`) one or
    #   more.
    # - A pattern with a `/` before its end is compared with the whole path, from the tree's folder on (`/a`,
    #   `lib/*.rb`). One without is compared with the name of each file and folder, at any depth (`*.rb`, `.git`).
    # - A pattern that ends in `/` matches folders only (`tmp/`).
    # - A pattern that matches a folder matches all that is in it.
    #
    # @example
    #   filter = Swiftsum::Tree::Filter.new(exclude: [".git/", "*.tmp"])
    #   filter.include?("lib/a.rb")     # => true
    #   filter.include?(".git/config")  # => false
    class Filter
      # @return [Array<String>] binary and frozen
      attr_reader :exclude

      # @return [Array<String>] binary and frozen
      attr_reader :include

      # @param exclude [String, Array<String>]
      # @param include [String, Array<String>]
      # @raise [ArgumentError] for a malformed pattern, such as `[a`, with the reason
      # @raise [TypeError] unless all are Strings or have a path
      def initialize(exclude: [], include: [])
        @exclude = patterns(exclude)
        @include = patterns(include)
        freeze
      end

      # Whether a path counts. Time is bounded by the product of its length and that of all patterns.
      #
      # @param path [String, #to_path] relative to the tree's folder. A `./` at its beginning does not count. A `/` at
      #   its end says that it is a folder.
      # @return [Boolean]
      def include?(path)
        path = File.path(path).b.sub(%r{\A(?:\./+)+}n, "")
        return false if exclude.any? { |pattern| Native.match_path?(pattern, path) }

        include.empty? || include.any? { |pattern| Native.match_path?(pattern, path) }
      end
      alias === include?

      private

      def patterns(given)
        Array(given).map { |pattern| File.path(pattern).b.freeze }.each { |pattern| check(pattern) }.freeze
      end

      def check(pattern)
        reason = Native.pattern_error(pattern)
        raise ArgumentError, "malformed pattern #{pattern.inspect}: #{reason}" if reason
      end
    end
  end
end
