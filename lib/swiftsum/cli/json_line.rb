# frozen_string_literal: true

require "json"

module Swiftsum
  class CLI
    # A JSON object on a line. JSON text is Unicode and a file name need not be: one that is not valid UTF-8 is
    # there as `name_base64`, the Base64 of its bytes, and no `name` stands in for it.
    #
    # @api private
    module JSONLine
      # @param entry [Manifest::Entry]
      # @param digest [String]
      # @return [String] the line, with its newline
      def self.write(entry, digest)
        "#{JSON.generate(name(entry).merge(algorithm: entry.checksum.algorithm.name, digest:))}\n"
      end

      def self.name(entry)
        text = entry.name.dup.force_encoding(Encoding::UTF_8)
        text.valid_encoding? ? { name: text } : { name_base64: [text].pack("m0") }
      end
      private_class_method :name
    end
  end
end
