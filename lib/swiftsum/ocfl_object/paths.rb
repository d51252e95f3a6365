# frozen_string_literal: true

module Swiftsum
  class OCFLObject
    # What the specification says of paths, of contents as of logical ones.
    #
    # @api private
    module Paths
      class << self
        # @param path [String]
        # @return [Symbol, nil] `:ends` if it begins or ends with a slash, `:elements` if a name in it is empty, `.` or
        #   `..`
        def fault(path)
          return :ends if path.start_with?("/") || path.end_with?("/")

          :elements if path.empty? || path.include?("\0") || path.split("/").intersection(["", ".", ".."]).any?
        end

        # @param paths [Array<String>]
        # @return [Array<String>] those that are there several times, and those in which others would have to be
        def conflicts(paths)
          counts = paths.tally
          repeated = counts.select { |_, count| count > 1 }.keys
          folders = counts.each_key.flat_map { |path| parents(path) }.uniq
          repeated | folders.select { |folder| counts.key?(folder) }
        end

        private

        def parents(path)
          parents = []
          parents << (path = path[0, path.rindex("/")]) while path.include?("/")
          parents
        end
      end
    end
  end
end
