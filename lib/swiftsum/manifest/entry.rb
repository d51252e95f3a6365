# frozen_string_literal: true

module Swiftsum
  class Manifest
    # A file's name, as bytes (binary and frozen), the {Checksum} that it is to have, and how many bytes. Of the last
    # two, what the line does not say is nil.
    Entry = Struct.new(:name, :checksum, :bytesize) do
      # @param name [String, #to_path]
      # @param checksum [Checksum, nil]
      # @param bytesize [Integer, nil]
      def initialize(name, checksum, bytesize = nil)
        super(File.path(name).b.freeze, checksum, bytesize)
        freeze
      end
    end
  end
end
