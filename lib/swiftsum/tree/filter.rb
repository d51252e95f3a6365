# frozen_string_literal: true

module Swiftsum
  class Tree
    # Which paths of a tree count: those that no pattern excludes, and if there are patterns to include, those that one
    # of them matches. The same rule, whether a tree is walked or names of a manifest are looked at.
    #
    # A pattern is one of gitignore, less its negation (a `!` at the beginning is a `!`):
    #
    # - `?` is any byte but `/`, `*` any number of them; `[abc]` is one of these bytes, `[a-z]` one of a range, `[!a-z]`
    #   one that is not in it; `\` takes from the next byte what it would mean. Bytes: `é` is two of them in UTF-8.
    # - `**` as a whole component (`a/**/b`) is any number of components, none included; at the end (`a/**`) one or more.
    # - A pattern with a `/` before its end is of whole paths, seen from the tree's folder (`/a` and `lib/*.rb`). One
    #   without is of the name of a file or folder, wherever it is (`*.rb`, `.git`).
    # - A `/` at the end: folders only (`tmp/`).
    # - What is in a folder that matches matches, too.
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
      # @raise [ArgumentError] for what is no pattern, such as `[a`: with the pattern and the reason
      # @raise [TypeError] for what is no String
      def initialize(exclude: [], include: [])
        @exclude = patterns(exclude)
        @include = patterns(include)
        freeze
      end

      # Whether a path counts. Time is bounded by the product of its length and that of all patterns.
      #
      # @param path [String, #to_path] seen from the tree's folder; a `./` at its beginning says nothing, and a `/` at
      #   its end that it is a folder
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
        raise ArgumentError, "#{pattern.inspect} is no pattern of paths: #{reason}" if reason
      end
    end
  end
end
