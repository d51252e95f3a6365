# frozen_string_literal: true

require_relative "tag_file"

module Swiftsum
  class Bag
    # `fetch.txt`: files of the payload that are to be had elsewhere. Nothing is fetched; what a line says of a file is
    # compared with nothing but for a warning.
    #
    # @api private
    module Fetch
      NAME = "fetch.txt"
      LINE = /\A\S+[ \t]+(?<length>\d+|-)[ \t]+(?<path>.+)\z/mn
      private_constant :LINE

      # @param folder [String]
      # @param encoding [Encoding]
      # @yieldparam number [Integer] of the line
      # @yieldparam path [String, nil] as it is written; nil for a line that is malformed
      # @yieldparam length [Integer, nil] nil if the line has none
      # @return [void]
      # @raise (see TagFile.each_line)
      def self.each(folder, encoding)
        TagFile.each_line(folder, NAME, encoding) do |line, number|
          next if line&.match?(/\A[ \t]*\z/n)

          match = LINE.match(line.to_s)
          yield number, match && match[:path], match && (Integer(match[:length], 10) unless match[:length] == "-")
        end
      end
    end
  end
end
