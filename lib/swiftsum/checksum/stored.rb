# frozen_string_literal: true

module Swiftsum
  class Checksum
    # What Marshal and YAML have of a checksum. What comes out of them is checked as anything else.
    #
    # @api private
    module Stored
      # What Marshal has of it.
      def marshal_dump
        [algorithm, bytes, *alternatives]
      end

      # @raise [ArgumentError] unless there are as many bytes as the algorithm's digest has
      def marshal_load(values)
        algorithm, bytes, *alternatives = values
        initialize(algorithm, bytes, alternatives:)
      end

      # What YAML has of it.
      # @raise [TypeError] if its algorithm is of {CRC.define}, which has no name to be found by
      def encode_with(coder)
        coder.map = { "algorithm" => algorithm, "hexdigest" => hexdigest }
        coder.map["alternatives"] = alternatives unless alternatives.empty?
      end

      def init_with(coder)
        read = Checksum.parse("#{coder['algorithm']}:#{coder['hexdigest']}")
        initialize(read.algorithm, read.bytes, alternatives: Array(coder["alternatives"]))
      end
    end
    private_constant :Stored
  end
end
