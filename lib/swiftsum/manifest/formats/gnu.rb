# frozen_string_literal: true

require_relative "checksum_lines"

module Swiftsum
  class Manifest
    module Formats
      # `DIGEST  NAME`: what sha256sum, b3sum and their like write.
      #
      # @api private
      class GNU < ChecksumLines
        # @param entry [Entry]
        # @param encoding [Symbol]
        # @return [String] the line, with its newline
        def self.line(entry, encoding: :hexdigest)
          mark, name = Escaping.escape(entry.name)
          "#{mark}#{only_checksum(entry).public_send(encoding)}  #{name}\n".b
        end
      end
    end
  end
end
