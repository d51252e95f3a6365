# frozen_string_literal: true

require_relative "format"
require_relative "formats/bsd_tag"
require_relative "formats/clearsigned"
require_relative "formats/gnu"
require_relative "formats/json_lines"

module Swiftsum
  class Manifest
    # A class for each format, of the kind of {Format}. To add one: its file in `formats`, a line above; a name in
    # {WRITTEN}, if it is written; a place in {RECOGNISED}, if it is read in a way of its own.
    #
    # @api private
    module Formats
      # By the name that the command line and the rake task have for them.
      WRITTEN = { gnu: GNU, tag: BSDTag, json: JSONLines }.freeze

      # What begins like none of them are checksum lines.
      RECOGNISED = [JSONLines, Clearsigned].freeze

      # @param head [String] the beginning of a manifest
      # @return [Class] that reads it
      def self.recognise(head)
        RECOGNISED.find { |format| format.recognise?(head) } || ChecksumLines
      end
    end
  end
end
