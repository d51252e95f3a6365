# frozen_string_literal: true

require_relative "../inputs"

# The laws by which the checksum of a concatenation follows from those of its parts.
class Concatenation
  # @return [Hash{String => Hash}] by algorithm
  def self.values
    Swiftsum.algorithms.select(&:combinable?).to_h { |algorithm| [algorithm.name, new(algorithm).to_h] }
  end

  def initialize(algorithm)
    @name = algorithm.name
    @hash = algorithm.digest_class
    @every = Inputs.every(@name)
    @splits = Inputs.splits(@every)
  end

  def to_h
    {
      "from the left" => @splits.transform_values { |pieces| from_the_left(pieces) },
      "from the right" => @splits.transform_values { |pieces| from_the_right(pieces) },
      "running" => (running if Swiftsum.respond_to?(@name)),
      "of numbers" => (of_numbers(Vectors.crc(@name).width) if Vectors.crc(@name))
    }.compact
  end

  private

  def from_the_left(pieces)
    pieces.inject(value_of("")) { |value, piece| @hash.combine(value, value_of(piece), piece.bytesize) }
  end

  def from_the_right(pieces)
    pieces.reverse.inject([value_of(""), 0]) do |(value, length), piece|
      [@hash.combine(value_of(piece), value, length), length + piece.bytesize]
    end.first
  end

  def value_of(message)
    @hash.new.update(message).to_i
  end

  # By value, as in Zlib.
  def running
    @splits.transform_values do |pieces|
      pieces.inject(value_of("")) { |value, piece| Swiftsum.public_send(@name, piece, value) }
    end
  end

  def of_numbers(bits)
    Inputs.combinations(bits, @every).map { |arguments| @hash.combine(*arguments) }
  end
end
