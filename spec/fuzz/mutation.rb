# frozen_string_literal: true

module Fuzz
  # Damages texts at random: bytes are changed, lost, doubled, moved; pieces of others come in.
  class Mutation
    # What parsers look for.
    WORDS = ["\0", "\n", "\r\n", "\\", "\"", "  ", "*", "..", "/", "\t", "\e[31m", "\xFF", "\xEF\xBB\xBF", "=", "%",
             "%0A", ":", "?", "[", "]", "{", "}", "-", "--", "sha256", "SHA256 (", ") = ", "sha256-", "0" * 64,
             "9" * 400, "\u202E", "-1", "1e999", "null", "{}", "[[", "()"].map(&:b).freeze

    CHANGES = [
      ->(text, random) { text[random.rand(text.bytesize + 1), 1] = random.bytes(1) },
      ->(text, random) { text.sub!(/\h/n) { |digit| (digit.hex ^ (1 << random.rand(4))).to_s(16) } },
      ->(text, random) { text.insert(random.rand(text.bytesize + 1), WORDS.sample(random:)) },
      ->(text, random) { text.insert(random.rand(text.bytesize + 1), random.bytes(random.rand(1..9))) },
      ->(text, random) { text.slice!(random.rand(text.bytesize + 1), random.rand(1..70)) },
      ->(text, random) { text << text[random.rand(text.bytesize + 1), random.rand(1..99)] },
      ->(text, random) { text.replace(text[0, random.rand(text.bytesize + 1)]) },
      ->(text, random) { text.replace(text.lines.shuffle(random:).join) },
      ->(text, random) { text << (WORDS.sample(random:) * random.rand(1..300)) }
    ].freeze
    private_constant :WORDS, :CHANGES

    # @param seed [Integer]
    def initialize(seed)
      @random = Random.new(seed)
    end

    # @param text [String]
    # @return [String] another, binary
    def of(text)
      text.b.tap { |copy| @random.rand(1..4).times { CHANGES.sample(random: @random).call(copy, @random) } }
    end

    # @param choices [Array]
    # @return [Object] one of them
    def one_of(choices)
      choices.sample(random: @random)
    end
  end
end
