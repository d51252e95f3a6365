# frozen_string_literal: true

module Swiftsum
  class CLI
    # What a terminal is shown. It obeys control characters, and a file's name may hold any: with `\e[1G`, which goes
    # back to the beginning of the line, a name could say "OK" of itself.
    #
    # @api private
    module Terminal
      # Control characters except the newline, which ends our own lines; and those that turn the direction of writing.
      UNSAFE = /[[:cntrl:]&&[^\n]]|[\u202A-\u202E\u2066-\u2069]/
      private_constant :UNSAFE

      class << self
        # @param text [String] whole lines
        # @return [String] with each unsafe byte as `\xHH`, and so what is not UTF-8
        def safe(text)
          text = text.dup.force_encoding(Encoding::UTF_8)
          text.scrub { |bytes| escape(bytes) }.gsub(UNSAFE) { |character| escape(character) }.b
        end

        private

        def escape(text)
          text.bytes.map { |byte| format("\\x%02X", byte) }.join
        end
      end
    end
  end
end
