# frozen_string_literal: true

module Swiftsum
  class Algorithm
    # There is one object for each algorithm, wherever it has been.
    #
    # @api private
    module OneObject
      # @return [self]
      def dup
        self
      end

      # @return [self]
      def clone(**)
        self
      end

      # Marshal brings back the one that the registry has.
      def _dump(_level)
        name
      end

      # In YAML it is its name, as in JSON.
      #
      # @raise [TypeError] if it is of {CRC.define}, which has no name to be found by
      def encode_with(coder)
        raise TypeError, "#{self} has no name in YAML" unless Algorithm[name].equal?(self)

        coder.represent_scalar(nil, name)
      end
    end
    private_constant :OneObject
  end
end
