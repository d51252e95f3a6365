# frozen_string_literal: true

module Contest
  # A figure that was promised, and the one that was measured.
  Bar = Struct.new(:promise, :range, :measured) do
    # Judged as it is printed: what lies between 0.995 and 1 is noise.
    def met?
      range.cover?(measured.round(2))
    end

    def to_s
      "#{met? ? 'met   ' : 'MISSED'}  #{promise}: #{format('%.2f', measured)} (#{bound})"
    end

    def to_h
      { promise:, bound:, measured: measured.round(3), met: met? }
    end

    private

    def bound
      range.begin ? "at least #{range.begin}" : "at most #{range.end}"
    end
  end
end
