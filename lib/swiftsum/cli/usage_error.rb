# frozen_string_literal: true

require_relative "../errors"

module Swiftsum
  class CLI
    # The command line is wrong.
    class UsageError < Error
      # @param word [String] as it was typed
      # @param words [Array<String>] the words to choose from
      # @return [String, nil] which of them was meant, if one is near
      def self.nearest(word, words)
        require "did_you_mean"
        DidYouMean::SpellChecker.new(dictionary: words).correct(word).first
      end
    end
  end
end
