# frozen_string_literal: true

module Swiftsum
  class Audit
    class Page
      # How many files of each status are in each folder itself, and of how many bytes.
      #
      # @api private
      class Folders
        def initialize
          @counts = Hash.new { |counts, folder| counts[folder] = {} }
        end

        # @param status [Symbol]
        # @param name [String, nil] of the file, from the audited folder; that of a folder ends in a slash
        # @param bytesize [Integer, nil]
        # @return [void]
        def add(status, name, bytesize)
          files_and_bytes = (@counts[folder(name)][status] ||= [0, 0])
          files_and_bytes[0] += 1
          files_and_bytes[1] += bytesize || 0
        end

        # @yieldparam row [Array] the folder's name, "" for the audited one; and for each status that it has files of,
        #   the status, how many, and how many bytes
        # @return [Array] what the block returned
        def map
          @counts.map { |folder, counts| yield [folder, *counts.map { |status, numbers| [status.name, *numbers] }] }
        end

        private

        def folder(name)
          slash = name&.rindex("/")
          slash ? name[0, slash] : ""
        end
      end
    end
  end
end
