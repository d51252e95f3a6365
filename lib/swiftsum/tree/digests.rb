# frozen_string_literal: true

require_relative "digest"
require_relative "regular_file"

module Swiftsum
  class Tree
    # A class for each kind of digest that a whole tree has. Each has `new(tree, **options)` with `checksum`,
    # `write(checksum)`, and the names of its options in `OPTIONS`.
    #
    # @api private
    module Digests
      require_relative "digests/git_tree"
      require_relative "digests/h1"
      require_relative "digests/nar"
      require_relative "digests/swhid"

      KINDS = { swhid: SWHID, git_tree: GitTree, h1: H1, nar: NAR }.freeze

      # @param kind [Symbol, String]
      # @return [Class]
      # @raise [ArgumentError]
      def self.fetch(kind)
        KINDS.fetch(kind.to_sym) { raise ArgumentError, "a tree has #{KINDS.keys.join(', ')}, not #{kind}" }
      end
    end
  end
end
