# frozen_string_literal: true

require "fileutils"
require "json"

require_relative "machine"

module Contest
  # A JSON file that every benchmark adds its part to.
  module Results
    class << self
      # @param path [String, nil] nil: nowhere
      # @param name [String] of the benchmark
      # @param results [Hash]
      # @return [void]
      def add(path, name, results)
        return unless path

        FileUtils.mkdir_p(File.dirname(path))
        File.write(path, JSON.pretty_generate(present(path).merge(machine: Machine.description, name => results)))
      end

      private

      def present(path)
        File.exist?(path) ? JSON.parse(File.read(path), symbolize_names: true) : {}
      end
    end
  end
end
