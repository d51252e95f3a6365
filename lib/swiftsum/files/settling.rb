# frozen_string_literal: true

module Swiftsum
  # How old a file must be for one reading of it to do.
  #
  # @api private
  module Settling
    # @param seconds [Numeric, nil]
    # @return [Numeric] 0 for none
    # @raise [TypeError] for what is no number
    # @raise [ArgumentError] for one below 0, or without an end
    def self.seconds(seconds)
      return 0 if seconds.nil?
      raise TypeError, "settle is a number of seconds, not #{seconds.inspect}" unless number?(seconds)
      raise ArgumentError, "settle is 0 seconds or more, not #{seconds}" unless seconds.finite? && !seconds.negative?

      seconds
    end

    def self.number?(value)
      value.is_a?(Numeric) && value.real?
    end
    private_class_method :number?
  end
end
