# frozen_string_literal: true

module Swiftsum
  class Manifest
    # What stands where an {Entry} should: the number of the line, from 1, and why it is none.
    MalformedLine = Struct.new(:number, :problem) do
      # @return [String] made when it is asked for: of an unknown algorithm it says which may have been meant
      def reason
        problem.to_s
      end
    end
  end
end
