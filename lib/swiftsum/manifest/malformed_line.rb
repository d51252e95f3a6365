# frozen_string_literal: true

module Swiftsum
  class Manifest
    # What stands where an {Entry} should: the number of the line, from 1, and why it is none.
    MalformedLine = Struct.new(:number, :reason)
  end
end
