# frozen_string_literal: true

require "json"

require_relative "../tree/regular_file"

module Swiftsum
  class OCFLObject
    # A JSON object from a stranger.
    #
    # @api private
    module Document
      # In which no key stands twice: of two, one would be forgotten.
      class Keyed < Hash
        def []=(key, value)
          raise JSON::ParserError, "the key #{key[0, 200].inspect} is there twice" if key?(key)

          super
        end
      end
      private_constant :Keyed

      class << self
        # @param folder [String]
        # @param path [String] from there
        # @return [String] binary
        # @raise [SystemCallError, IrregularFileError]
        # @raise [ParseError] for one that is too large
        def read(folder, path)
          Tree::RegularFile.open(File.join(folder, path)) do |file, _|
            text = file.read(LARGEST_INVENTORY + 1).to_s
            raise ParseError, "has more than #{LARGEST_INVENTORY >> 20} MiB" if text.bytesize > LARGEST_INVENTORY

            text
          end
        end

        # @param text [String]
        # @return [Hash]
        # @raise [ParseError]
        def parse(text)
          text = text.dup.force_encoding(Encoding::UTF_8)
          raise ParseError, "is not UTF-8" unless text.valid_encoding?

          document = JSON.parse(text, object_class: Keyed, max_nesting: DEEPEST_INVENTORY, create_additions: false)
          document.is_a?(Hash) ? document : raise(ParseError, "is not a JSON object")
        rescue JSON::ParserError => e
          raise ParseError, "is not valid JSON: #{e.message[0, 200].scrub}"
        end
      end
    end
  end
end
