# frozen_string_literal: true

# File names that break what takes them for text.
NAMES = [
  "plain", "two words", " leading", "trailing ", "*starred", "-dashed", "#hashed", "quo\"ted",
  "\\", "back\\slash", "\\n", "\n", "new\nline", "carriage\rreturn", "crlf\r\n", "tab\t",
  "paren) = 00", "a) = b (c", "caf\u00e9", "\u65e5\u672c", "\xFF\xFE", "latin-\xE9", "\x01\x1B[31m"
].map(&:b).freeze
