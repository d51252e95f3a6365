# frozen_string_literal: true

require_relative "debian_release"
require_relative "signed_part"

module Swiftsum
  class Manifest
    module Formats
      # A {DebianRelease} in a cleartext signed message: `InRelease`, and what `debsign` has signed.
      #
      # @api private
      class DebianInRelease < DebianRelease
        include SignedPart

        # @param head [String]
        # @return [Boolean]
        def self.recognise?(head)
          lines = SignedPart.lines(head)
          !lines.nil? && fields?(lines)
        end

        # @return [Array<Notice>]
        def notices
          [NOTICE]
        end
      end
    end
  end
end
