# frozen_string_literal: true

require_relative "../native/any_crc"

module Swiftsum
  class Digest
    # What the classes of some algorithms have beside what all have.
    #
    # @api private
    module Forms
      # Of algorithms whose digest is also known as a number.
      #
      # @api private
      module IntegerForm
        # @return [Integer] unsigned
        def to_i
          hexdigest.hex
        end
      end

      # Of algorithms whose digest of a concatenation follows from those of its parts.
      #
      # @api private
      module Combination
        # (see Digest.combine)
        def combine(first, second, length_of_second)
          algorithm.combine(first, second, length_of_second)
        end
      end

      # Of CRCs.
      #
      # @api private
      module Checksumming
        # (see Digest.checksum)
        def checksum(string = "", crc = nil)
          algorithm.crc(string, crc)
        end
      end

      @classes = {}

      # What the classes of one kind of algorithms have in common is made once: there are more than a hundred of them.
      #
      # @param algorithm [Algorithm]
      # @return [Class] to derive the class of the algorithm from
      def self.class_for(algorithm)
        forms = [*(IntegerForm if algorithm.integer?)]
        class_forms = [*(Combination if algorithm.combinable?), *(Checksumming if algorithm.crc?)]
        @classes[forms + class_forms] ||= ::Class.new(Digest) do
          # Digest's own looks for a name.
          singleton_class.define_method(:new, ::Class.instance_method(:new))
          forms.each { |form| include(form) }
          class_forms.each { |form| extend(form) }
        end
      end
    end
    private_constant :Forms
  end
end
