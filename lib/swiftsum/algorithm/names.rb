# frozen_string_literal: true

require_relative "spellings"

module Swiftsum
  class Algorithm
    # What people call algorithms. A frozen value, which Ractors may share.
    #
    # @api private
    class Names
      # Of more names than that which begin as an unknown one does, none is meant in particular.
      MOST_MEANT = 8
      private_constant :MOST_MEANT

      # @param algorithms [Array<Algorithm>] of two whose names people's spelling doesn't tell apart, such as "crc64xz"
      #   and "CRC-64/XZ", the first has it; and a name of its own comes before another's alias
      # @param unlisted [Array<Algorithm>] which are found, but never suggested
      def initialize(algorithms, unlisted)
        own = by_name(algorithms)
        all = own.merge(own_names.transform_values { |name| own.fetch(name) })
        @dictionary = all.keys
        @algorithms = [*all, *by_name(unlisted)].reverse.to_h.transform_keys { |name| key(name) }.merge(own)
        Ractor.make_shareable(self)
      end

      # @param name [Object]
      # @return [Algorithm, nil]
      def [](name)
        @algorithms[name.to_s] || @algorithms[key(name)]
      end

      # Nobody reads most of these texts, of a manifest of 20,000 lines all but ten, and to look for what may have been
      # meant takes a millisecond: so it is made when it is asked for.
      #
      # @param name [Object] that no algorithm has
      # @return [Unknown] for the message of an exception, which asks for its text
      def unknown(name)
        # No name is as long as that; to compare takes time by its length.
        Unknown.new(name.to_s.b[0, 64], self)
      end

      # @param name [String] that no algorithm has
      # @return [Array<String>] what may have been meant: the names that begin like that; or else, of all that are
      #   alike, those that take the fewest changes. One of each algorithm, rather its own than another.
      def nearest(name)
        require "did_you_mean"
        longer = beginning(key(name))
        return one_of_each(longer) unless longer.empty?

        alike = DidYouMean::SpellChecker.new(dictionary: @dictionary).correct(name)
        _, nearest = alike.group_by { |other| DidYouMean::Levenshtein.distance(other.downcase, name.downcase) }.min
        one_of_each(nearest || [])
      end

      # What to say of a name that no algorithm has.
      Unknown = Struct.new(:name, :names) do
        # @return [String]
        def to_s
          *others, last = names.nearest(name)
          meant = others.empty? ? last : "#{others.join(', ')} or #{last}"
          hint = meant ? "did you mean #{meant}?" : "'swiftsum algorithms' lists them all"
          "unknown algorithm #{name.inspect}; #{hint}"
        end
        alias_method :to_str, :to_s

        # Marshal takes the text.
        def _dump(_level)
          to_s
        end

        # @return [String]
        def self._load(text)
          text
        end
      end
      private_constant :Unknown

      private

      def beginning(key)
        key.empty? ? [] : @dictionary.select { |other| key(other).start_with?(key) }
      end

      # None, if they are many.
      def one_of_each(names)
        names = names.uniq { |name| self[name] }
        names.size > MOST_MEANT ? [] : names
      end

      def by_name(algorithms)
        algorithms.to_h { |algorithm| [algorithm.name, algorithm] }
      end

      # By alias.
      def own_names
        Spellings.aliases.flat_map { |name, aliases| aliases.product([name]) }.to_h
      end

      # People write SHA256, SHA-256 and sha256 for the same.
      def key(name)
        name.to_s.b.downcase.tr("-_/", "")
      end
    end
    private_constant :Names
  end
end
