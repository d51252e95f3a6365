# frozen_string_literal: true

module Swiftsum
  class Manifest
    # What is to be known about a manifest that was read, besides its entries. `kind` is one of
    # - `:assumed`: nothing says which algorithm its digests are of; `algorithms` are the others that they could be of;
    # - `:length`: its digests are of another length than the algorithm's; `algorithms` are those that have it;
    # - `:heading`: a heading names another algorithm than the one that was told, and holds;
    # - `:unknown`: besides digests that are compared it has others, by algorithms that are unknown here;
    # - `:left_out`: some of a folder is not listed, for it is not a regular file;
    # - `:signature`: it is signed, and the signature was not checked.
    Notice = Struct.new(:kind, :text, :algorithms) do
      # @param kind [Symbol]
      # @param text [String]
      # @param algorithms [Array<Algorithm>]
      def initialize(kind, text, algorithms = [])
        super
        freeze
      end
      alias_method :to_s, :text
    end
  end
end
