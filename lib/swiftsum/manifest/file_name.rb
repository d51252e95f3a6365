# frozen_string_literal: true

module Swiftsum
  class Manifest
    # What the name of a manifest says. A project may be called like an algorithm, and so may what lists its files: a
    # name counts only where no project's stands. That is
    # - as a whole extension, the last one: `pkg-1.0.gem.sha256`, `pkg-1.0.gem.sha256.txt`;
    # - before `sums` or `sum`, the last that there are: `SHA256SUMS`, `sha3-256sums.txt`, `SHA512SUMS-arm64`; but not
    #   in `b3sum-1.5.0.txt`, which has the version of a program behind it;
    # - in Node's `SHASUMS256.txt`, which says SHA-256;
    # - in BagIt's `manifest-sha256.txt` and `tagmanifest-sha256.txt`.
    module FileName
      BAGIT = /\A(?:tag)?manifest-(?<name>[^.]+)\.txt\z/n
      # Extensions that say nothing of what is listed, but how: as a text, or signed.
      GENERAL = /(?:\.(?:txt|asc|sig|sign|gpg))+\z/in
      SUMS = /sums?\z/n
      SHASUMS = /\Ashasums(?<bits>\d+)\z/n
      VERSION = /\Av?[0-9]/n
      # As `SHA512_256` and `CRC-16-XMODEM` are.
      MOST_WORDS = 3
      private_constant :BAGIT, :GENERAL, :SUMS, :SHASUMS, :VERSION, :MOST_WORDS

      class << self
        # @param path [String, #to_path]
        # @return [Algorithm, nil] nil if the name says none
        def algorithm(path)
          name = File.basename(path).b.downcase
          bagit = BAGIT.match(name)
          return named([bagit[:name]]) if bagit

          name = name.sub(GENERAL, "")
          extension(name) || shasums(name) || before_sums(name)
        end

        # @param path [String, #to_path] of a file with one digest and no name
        # @return [String, nil] the file that it is of, beside it: `pkg.gem` of `pkg.gem.sha256`; nil if the name does
        #   not say
        def listed_file(path)
          path = File.path(path).b.sub(GENERAL, "")
          path.delete_suffix(File.extname(path)) if extension(File.basename(path).downcase)
        end

        private

        def extension(name)
          extension = File.extname(name).delete_prefix(".")
          named([extension]) unless extension.empty?
        end

        def shasums(name)
          shasums = SHASUMS.match(name)
          named(["sha#{shasums[:bits]}"]) if shasums
        end

        def before_sums(name)
          # With the dots: no name of an algorithm has one.
          words = name.scan(/[a-z0-9]+|\./n)
          last = words.rindex { |word| word.match?(SUMS) } or return
          return if words[last].end_with?("sum") && words[last + 1]&.match?(VERSION)

          named(words[0..last])
        end

        # The longest name that ends with the last of these words.
        def named(words)
          [MOST_WORDS, words.size].min.downto(1) do |count|
            word = words.last(count).join("-")
            # As it stands first: cksum is a name.
            [word, word.sub(/(?<=[a-z0-9])#{SUMS}/n, "")].each do |name|
              algorithm = Algorithm::Spellings.find(:sums, name) || Algorithm::Spellings.in_words(name)
              return algorithm if algorithm
            end
          end
          nil
        end
      end
    end
  end
end
