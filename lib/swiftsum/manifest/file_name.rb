# frozen_string_literal: true

module Swiftsum
  class Manifest
    # What the name of a manifest says about its GNU lines: `SHA256SUMS`, `pkg-1.0.gem.sha256`.
    module FileName
      # The names that the manifests of b2sum and b3sum go by.
      ABBREVIATIONS = { "b2" => "blake2b", "b3" => "blake3" }.freeze
      private_constant :ABBREVIATIONS

      # As `SHA512_256` and `CRC-16-XMODEM` are.
      MOST_WORDS = 3
      private_constant :MOST_WORDS

      class << self
        # @param path [String, #to_path]
        # @return [Algorithm] the last whose name is a word of the file's, or as many words as it has; otherwise SHA-256
        def algorithm(path)
          words = File.basename(path).b.downcase.scan(/[a-z0-9]+/)
          words.size.downto(1) do |count|
            found = last_of(words.first(count))
            return found if found
          end
          Algorithm.fetch(:sha256)
        end

        private

        # The longest name that ends with the last of these words.
        def last_of(words)
          [MOST_WORDS, words.size].min.downto(1) do |count|
            word = words.last(count).join("-")
            # As it stands first: cksum is a name.
            [word, word.sub(/sums?\z/, "")].each do |name|
              algorithm = Algorithm[ABBREVIATIONS.fetch(name, name)]
              return algorithm if algorithm && !nickname?(algorithm, name)
            end
          end
          nil
        end

        # Such as ARC or KERMIT: words that mean other things, too.
        def nickname?(algorithm, name)
          algorithm.crc? && !name.start_with?("crc")
        end
      end
    end
  end
end
