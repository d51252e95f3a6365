# frozen_string_literal: true

module Swiftsum
  # Why a file could not be read to its end in one state, without its name: the name may need escaping, and the
  # messages of exceptions have it as it is.
  module ReadFailure
    # @param error [Exception]
    # @return [String, nil] nil unless it is a SystemCallError or a {ChangedError}
    def self.reason(error)
      case error
      when SystemCallError then error.class.new.message
      when ChangedError then "changed while it was read"
      end
    end

    # @param error [SystemCallError] of Ruby's, whose message ends with what it is about
    # @return [String] binary: the path
    def self.path(error)
      error.message.b.sub(/\A#{Regexp.escape(reason(error))}(?: @ \w+)? - /n, "")
    end
  end
end
