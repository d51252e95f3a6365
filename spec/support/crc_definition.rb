# frozen_string_literal: true

# A CRC as its entry in the catalogue defines it: nothing is fast here, and nothing is shared with the library.
class CRCDefinition
  # @param model [Vectors::CRC]
  def initialize(model)
    @model = model
    # A register of less than a byte stands in the upper bits of one.
    @scale = [8 - model.width, 0].max
    @width = model.width + @scale
    @table = (0..255).map { |byte| feed_bits(byte << (@width - 8), 8) }
    @order = (0..255).map { |byte| model.refin ? reversed(byte, 8) : byte }
    start
  end

  # @return [Integer] in bytes
  def digest_length
    (@model.width + 7) / 8
  end

  # @param messages [Array<String>]
  # @return [Array<String>] their CRCs in hexadecimal
  def hexdigests(messages)
    digests = messages.uniq.sort.to_h { |message| [message, format("%0#{2 * digest_length}x", value(read(message)))] }
    digests.fetch_values(*messages)
  end

  # The CRC of a concatenation, by the definition: the second part begins with what the first has left, so that
  # its register has, besides its own, the difference to `init` multiplied by x^(8 · length).
  #
  # @return [Integer]
  def combine(first, second, length)
    difference = register(first) ^ initial
    value(product(difference, power(8 * length)) ^ register(second))
  end

  # The CRC of so many zeros: of 2^n of them from those of two halves.
  #
  # @return [Integer]
  def of_zeros(length)
    doubled = hexdigests(["\0"]).first.hex
    length.digits(2).each_with_index.inject(hexdigests([""]).first.hex) do |crc, (bit, exponent)|
      crc = combine(crc, doubled, 1 << exponent) if bit == 1
      doubled = combine(doubled, doubled, 1 << exponent)
      crc
    end
  end

  private

  def start
    @read = ""
    @register = initial
  end

  # The register after a message. If that begins with the one before, only the rest is read.
  def read(message)
    start unless message.start_with?(@read)
    @register = feed(@register, message.byteslice(@read.bytesize..))
    @read = message
    @register
  end

  def feed(register, bytes)
    shift = @width - 8
    rest = (1 << shift) - 1
    bytes.each_byte { |byte| register = @table[(register >> shift) ^ @order[byte]] ^ ((register & rest) << 8) }
    register
  end

  # Division by the polynomial, bit by bit.
  def feed_bits(register, count)
    generator = (1 << @width) | (@model.poly << @scale)
    count.times do
      register <<= 1
      register ^= generator if register[@width] == 1
    end
    register
  end

  def initial
    @model.init << @scale
  end

  def value(register)
    register >>= @scale
    (@model.refout ? reversed(register, @model.width) : register) ^ @model.xorout
  end

  def register(value)
    value ^= @model.xorout
    (@model.refout ? reversed(value, @model.width) : value) << @scale
  end

  def reversed(number, bits)
    number.digits(2).each_with_index.sum { |bit, index| bit << (bits - 1 - index) }
  end

  # Of two polynomials, modulo that of the CRC.
  def product(left, right)
    right.digits(2).each_with_index.inject(0) { |sum, (bit, index)| sum ^ (bit * feed_bits(left, index)) }
  end

  # x to the power of `exponent`.
  def power(exponent)
    square = feed_bits(1, 1)
    exponent.digits(2).inject(1) do |result, bit|
      result = product(result, square) if bit == 1
      square = product(square, square)
      result
    end
  end
end
