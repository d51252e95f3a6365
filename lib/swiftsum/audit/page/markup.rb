# frozen_string_literal: true

require "json"

module Swiftsum
  class Audit
    class Page
      # Names, which may be any bytes, as they stand in HTML: in its text, and as JSON in a `script` element.
      #
      # @api private
      module Markup
        ENTITIES = { "&" => "&amp;", "<" => "&lt;", ">" => "&gt;", '"' => "&quot;", "'" => "&#39;" }.freeze
        # Control characters, ends of lines, and what turns the direction of writing.
        UNSEEN = /[[:cntrl:]\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/
        private_constant :ENTITIES, :UNSEEN

        class << self
          # @param name [String]
          # @return [String] UTF-8; what is not seen stands as `\xHH`, byte for byte
          def text(name)
            text = utf8(name).scrub { |bytes| escape(bytes) }.gsub(UNSEEN) { |character| escape(character) }
            text.gsub(/[&<>"']/, ENTITIES)
          end

          # No `<` is left that could end the element. A byte that is not UTF-8 is U+DC80 to U+DCFF, a surrogate without
          # another one, which no text has; as in Python's surrogateescape (PEP 383).
          #
          # @param values [Array] whose Strings may be any bytes
          # @return [String] JSON, on one line
          def array(values)
            values = values.map { |value| value.is_a?(String) ? utf8(value) : value }
            return quoted(values) if values.grep(String).all?(&:valid_encoding?)

            "[#{values.map { |value| value.is_a?(String) ? string(value) : quoted(value) }.join(',')}]"
          end

          private

          def quoted(value)
            JSON.generate(value).gsub("<", "\\u003c")
          end

          def string(text)
            characters = text.each_char.map do |character|
              character.valid_encoding? ? quoted(character)[1..-2] : surrogates(character)
            end
            "\"#{characters.join}\""
          end

          def surrogates(bytes)
            bytes.each_byte.map { |byte| format("\\udc%02x", byte) }.join
          end

          def escape(text)
            text.each_byte.map { |byte| format("\\x%02X", byte) }.join
          end

          def utf8(text)
            text.dup.force_encoding(Encoding::UTF_8)
          end
        end
      end
    end
  end
end
