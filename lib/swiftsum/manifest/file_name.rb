# frozen_string_literal: true

module Swiftsum
  class Manifest
    # What the name of a manifest says about its GNU lines: `SHA256SUMS`, `pkg-1.0.gem.sha256`.
    module FileName
      # The names that the manifests of b2sum and b3sum go by.
      ABBREVIATIONS = { "b2" => "blake2b", "b3" => "blake3" }.freeze
      private_constant :ABBREVIATIONS

      # @param path [String, #to_path]
      # @return [Algorithm] the last that the name has as a word, otherwise SHA-256
      def self.algorithm(path)
        words = File.basename(path).b.downcase.scan(/[a-z0-9]+/)
        words.reverse_each do |word|
          name = word.sub(/sums?\z/, "")
          algorithm = Algorithm[ABBREVIATIONS.fetch(name, name)]
          return algorithm if algorithm
        end
        Algorithm.fetch(:sha256)
      end
    end
  end
end
