# frozen_string_literal: true

module Contest
  # Rows of cells. The first cell of a row is its name.
  class Table
    def initialize(*heads)
      @rows = [heads]
    end

    # @return [self]
    def row(*cells)
      @rows << cells
      self
    end

    # @return [String] for a terminal
    def to_s
      @rows.map { |name, *cells| "#{name.ljust(widths.first)}#{aligned(cells)}".rstrip }.join("\n")
    end

    # @return [String] for a document
    def to_markdown
      heads, *rows = @rows
      [heads, ["---", *["--:"] * heads.drop(1).size], *rows].map { |cells| "| #{cells.join(' | ')} |" }.join("\n")
    end

    private

    def aligned(cells)
      cells.each_with_index.map { |cell, column| "  #{cell.rjust(widths[column + 1])}" }.join
    end

    def widths
      @widths ||= @rows.map { |cells| cells.map(&:size) }.transpose.map(&:max)
    end
  end
end
