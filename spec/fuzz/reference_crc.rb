# frozen_string_literal: true

module Fuzz
  # A CRC bit by bit, as the Rocksoft model says it.
  module ReferenceCRC
    def self.of(text, width:, poly:, init:, refin:, refout:, xorout:)
      register = text.each_byte.inject(init) do |state, byte|
        bits = 8.times.map { |bit| byte[refin ? bit : 7 - bit] }
        bits.inject(state) { |value, bit| step(value, bit, width, poly) }
      end
      register = register.to_s(2).rjust(width, "0").reverse.to_i(2) if refout
      register ^ xorout
    end

    def self.step(register, bit, width, poly)
      ((register << 1) & ((1 << width) - 1)) ^ (register[width - 1] == bit ? 0 : poly)
    end
    private_class_method :step
  end
end
