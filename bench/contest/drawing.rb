# frozen_string_literal: true

module Contest
  class Drawing
    SIZES = (0..12).map { |power| 64 * (4**power) }.freeze
    CONTESTS = ["CRC-32"].freeze
  end
end
