# frozen_string_literal: true

require_relative "../inputs"

# The laws by which the CRC of a concatenation follows from those of its parts.
class Concatenation
  # @return [Hash{String => Hash}] by algorithm
  def self.values
    by_value = Swiftsum.algorithms.select { |algorithm| Swiftsum.respond_to?(algorithm.name) }
    by_value.to_h { |algorithm| [algorithm.name, new(algorithm).to_h] }
  end

  def initialize(algorithm)
    @crc = Swiftsum.method(algorithm.name)
    @combine = Swiftsum.method("#{algorithm}_combine")
    @bits = 8 * algorithm.digest_length
  end

  def to_h
    {
      "running" => of_splits { |pieces| pieces.inject(0) { |value, piece| @crc.call(piece, value) } },
      "from the left" => of_splits { |pieces| from_the_left(pieces) },
      "from the right" => of_splits { |pieces| from_the_right(pieces) },
      "of numbers" => Inputs.combinations(@bits).map { |arguments| @combine.call(*arguments) }
    }
  end

  private

  def of_splits(&block)
    Inputs.splits.transform_values(&block)
  end

  def from_the_left(pieces)
    pieces.inject(0) { |value, piece| @combine.call(value, @crc.call(piece), piece.bytesize) }
  end

  def from_the_right(pieces)
    pieces.reverse.inject([0, 0]) do |(value, length), piece|
      [@combine.call(@crc.call(piece), value, length), length + piece.bytesize]
    end.first
  end
end
