# frozen_string_literal: true

require_relative "checksum_lines"

module Swiftsum
  class Manifest
    module Formats
      # `ALGORITHM (NAME) = DIGEST`: what `cksum --tag` and the BSDs' sha256 write.
      #
      # @api private
      class BSDTag < ChecksumLines
        # @param entry [Entry]
        # @param encoding [Symbol]
        # @return [String] a line for each checksum, with its newline
        def self.line(entry, encoding: :hexdigest)
          mark, name = Escaping.escape(entry.name)
          entry.checksums.map do |checksum|
            "#{mark}#{Checksum::TagLine.write(checksum.algorithm, name, checksum.public_send(encoding))}\n".b
          end.join
        end
      end
    end
  end
end
