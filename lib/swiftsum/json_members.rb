# frozen_string_literal: true

# Of most reports nobody wants JSON.
autoload :JSON, "json"

module Swiftsum
  # JSON of what has file names in it. JSON text is Unicode and a file name need not be: one that is not valid UTF-8 is
  # there under a name that ends in `_base64`, as the Base64 of its bytes. In all other text such bytes stand as `\xHH`.
  #
  # @api private
  module JSONMembers
    # The members that hold a name as it is.
    NAMES = %i[name from manifest].freeze

    # What JSON takes as it is, and a terminal or a browser does not: control characters, ends of lines, and what turns
    # the direction of writing.
    UNSAFE = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/
    private_constant :NAMES, :UNSAFE

    class << self
      # @param members [Hash{Symbol => Object}] what is nil is left out
      # @return [Hash{Symbol => Object}] what JSON can hold
      def of(members)
        members.compact.to_h { |name, value| NAMES.include?(name) ? named(name, value) : [name, plain(value)] }
      end

      # @param members [Hash{Symbol => Object}]
      # @return [String] on one line
      def generate(members)
        JSON.generate(of(members)).gsub(UNSAFE) { |character| format("\\u%04x", character.ord) }
      end

      private

      def named(name, value)
        text = utf8(value)
        text.valid_encoding? ? [name, text] : [:"#{name}_base64", [value].pack("m0")]
      end

      def plain(value)
        case value
        when String then utf8(value).scrub { |bytes| bytes.bytes.map { |byte| format("\\x%02X", byte) }.join }
        when Hash then of(value)
        when Array then value.map { |each| plain(each) }
        when Symbol then value.name
        else value
        end
      end

      def utf8(text)
        text.dup.force_encoding(Encoding::UTF_8)
      end
    end
  end
end
