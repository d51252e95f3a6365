# frozen_string_literal: true

require_relative "git_tree"

module Swiftsum
  class Tree
    module Digests
      # The Software Hash Identifier of a directory (ISO/IEC 18670): git's id of such a tree, but that empty folders
      # count, and that a file is executable if anybody may execute it.
      #
      # @api private
      class SWHID < GitTree
        # @param checksum [Checksum]
        # @return [String]
        def self.write(checksum)
          "swh:1:dir:#{checksum.hexdigest}"
        end

        private

        def empty_folders?
          true
        end

        def executable?(mode)
          mode.anybits?(0o111)
        end
      end
    end
  end
end
