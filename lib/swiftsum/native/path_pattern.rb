# frozen_string_literal: true

module Swiftsum
  # Patterns of paths.
  module Native
    # @param pattern [String]
    # @param path [String]
    # @return [Boolean] whether the pattern matches the path or a folder that it is in
    def self.match_path?(pattern, path)
      matches = FFI::MemoryPointer.new(:int)
      Status.check(match_path(pattern, path, matches))
      matches.read_int == 1
    end
  end
end
