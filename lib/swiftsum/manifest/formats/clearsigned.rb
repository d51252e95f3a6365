# frozen_string_literal: true

require_relative "checksum_lines"
require_relative "signed_part"

module Swiftsum
  class Manifest
    module Formats
      # Checksum lines in a cleartext signed message.
      #
      # @api private
      class Clearsigned < ChecksumLines
        include SignedPart

        # @param head [String]
        # @return [Boolean]
        def self.recognise?(head)
          !SignedPart.lines(head).nil?
        end
      end
    end
  end
end
