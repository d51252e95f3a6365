# frozen_string_literal: true

module Contest
  # Sizes as people write them.
  module Size
    UNITS = { "GiB" => 1 << 30, "MiB" => 1 << 20, "KiB" => 1 << 10, "B" => 1 }.freeze
    private_constant :UNITS

    # @param bytes [Integer] a whole number of some unit
    # @return [String] such as "16 KiB"
    def self.name(bytes)
      unit, divisor = UNITS.find { |_, least| (bytes % least).zero? }
      "#{bytes / divisor} #{unit}"
    end
  end
end
