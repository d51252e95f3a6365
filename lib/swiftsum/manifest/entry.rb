# frozen_string_literal: true

module Swiftsum
  class Manifest
    # A file's name, as bytes (binary and frozen), and the {Checksum} that it is to have.
    Entry = Struct.new(:name, :checksum) do
      # @param name [String, #to_path]
      # @param checksum [Checksum]
      def initialize(name, checksum)
        super(File.path(name).b.freeze, checksum)
        freeze
      end
    end
  end
end
