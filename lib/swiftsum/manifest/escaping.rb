# frozen_string_literal: true

module Swiftsum
  class Manifest
    # How GNU coreutils write a name that would break its line: a backslash begins the line, and in the
    # name stand `\n`, `\r` and `\\`. Names are bytes, so everything here is binary.
    module Escaping
      ESCAPES = { "\\" => "\\\\", "\n" => "\\n", "\r" => "\\r" }.freeze
      UNESCAPES = ESCAPES.invert.freeze
      private_constant :ESCAPES, :UNESCAPES

      # @param name [String]
      # @return [Array(String, String)] what begins the line, and the name as it stands in it
      def self.escape(name)
        escaped = name.b.gsub(/[\\\n\r]/, ESCAPES)
        [escaped.bytesize == name.bytesize ? "" : "\\", escaped]
      end

      # @param name [String]
      # @return [String] the name on one line, for people to read
      def self.printable(name)
        escape(name).join
      end

      # @param name [String]
      # @return [String] the name as text, if it is valid UTF-8; otherwise as it is
      def self.text(name)
        text = name.dup.force_encoding(Encoding::UTF_8)
        text.valid_encoding? ? text : name
      end

      # @param escaped [String] a name from a line that a backslash begins
      # @return [String] the name
      # @raise [ParseError] for a backslash that begins none of the three
      def self.unescape(escaped)
        escaped.gsub(/\\.?/mn) do |sequence|
          UNESCAPES.fetch(sequence) { raise ParseError, "the name has a backslash that escapes nothing" }
        end
      end
    end
  end
end
