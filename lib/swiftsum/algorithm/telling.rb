# frozen_string_literal: true

module Swiftsum
  class Algorithm
    # What an algorithm can be told, such as a key, is checked here.
    #
    # @api private
    module Telling
      # The parameters that are not bytes.
      NUMBERS = %i[digest_length seed seek threads].freeze
      # The parameters that are no number of bytes.
      PLAIN = %i[seed threads].freeze
      # Of two of these an algorithm takes one: each is a mode of its own. A seed of 0 is none.
      ALTERNATIVES = [%i[key context].freeze, %i[seed secret].freeze].freeze
      private_constant :NUMBERS, :PLAIN, :ALTERNATIVES

      # @param values [Hash{Symbol => Integer, String, nil}] what a digest is to be told; nil is nothing
      # @return [Hash{Symbol => Integer, String}]
      # @raise [ArgumentError] for what the algorithm doesn't take
      # @raise [TypeError]
      def check(values)
        checked = values.compact.to_h do |name, value|
          limits = parameters.fetch(name) { raise ArgumentError, "#{self} takes no #{name}" }
          value = NUMBERS.include?(name) ? integer(name, value, limits) : String.new(value)
          check_size(name, value.is_a?(Integer) ? value : value.bytesize, limits)
          [name, value]
        end
        check_alternatives(checked)
        checked
      end

      private

      # What native functions take for a number; and as there, a seed below 0 counts as what its bits are without a
      # sign.
      def integer(name, value, limits)
        raise TypeError, "#{name} is an Integer, not #{value.inspect}" unless value.respond_to?(:to_int)

        value = value.to_int
        return value unless name == :seed

        count = limits.end
        return value % count if ((-count / 2)...count).cover?(value)

        raise RangeError, "a seed has #{count.bit_length - 1} bits, not as many as #{value}"
      end

      def check_size(name, size, limits)
        return if limits.cover?(size)

        unit = " bytes" unless PLAIN.include?(name)
        raise ArgumentError, "#{self}: #{name} is #{limits.minmax.uniq.join(' to ')}#{unit}, not #{size}"
      end

      def check_alternatives(values)
        both = ALTERNATIVES.find { |names| names.all? { |name| values.fetch(name, 0) != 0 } }
        raise ArgumentError, "#{self} takes a #{both.join(' or a ')}, not both" if both
      end
    end
    private_constant :Telling
  end
end
