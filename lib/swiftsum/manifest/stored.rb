# frozen_string_literal: true

module Swiftsum
  class Manifest
    # A manifest that is a file: opened anew whenever it is read. See {Manifest.read}.
    class Stored < Manifest
      # @param path [String, #to_path]
      # @param options (see Manifest#initialize)
      # @raise (see Manifest#initialize)
      def initialize(path, **options)
        super(nil, path:, **options)
      end

      # @return (see Manifest#options)
      # @raise [SystemCallError] where it cannot be read
      def options
        first unless @options
        super
      end

      private

      def with_io(&)
        File.open(@path, "rb", &)
      end
    end
  end
end
