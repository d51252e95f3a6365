# frozen_string_literal: true

require_relative "../format"

# Most manifests have none.
autoload :JSON, "json"

module Swiftsum
  class Manifest
    module Formats
      # A JSON object on each line, as `swiftsum sum --json` writes it. JSON text is Unicode and a file name need not
      # be: one that is not valid UTF-8 is there as `name_base64`, the Base64 of its bytes, and no `name` stands in for
      # it.
      #
      # @api private
      class JSONLines < Format
        # An object whose members have names of their own: of two with the same, readers take different ones.
        class Members < Hash
          # @raise [ParseError]
          def []=(name, value)
            raise ParseError, "two members are called #{name.inspect}" if key?(name)

            super
          end
        end

        BLANK = /\A[ \t]*\z/n
        private_constant :Members, :BLANK

        class << self
          # @param head [String]
          # @return [Boolean]
          def recognise?(head)
            head.match?(/\A\s*\{/n)
          end

          # @param entry [Entry]
          # @param encoding [Symbol]
          # @return [String] a line for each checksum, with its newline
          def line(entry, encoding: :hexdigest)
            entry.checksums.map do |checksum|
              members = { **name(entry), algorithm: checksum.algorithm.name, digest: checksum.public_send(encoding),
                                         size: entry.bytesize }
              "#{JSON.generate(members.compact)}\n"
            end.join
          end

          private

          def name(entry)
            text = Escaping.text(entry.name)
            text.encoding == Encoding::UTF_8 ? { name: text } : { name_base64: [text].pack("m0") }
          end
        end

        private

        def read(line, number)
          super unless line.match?(BLANK)
        end

        def entry(line)
          members = parse(line)
          Entry.new(checked(name(members)), checksum(members), size(members))
        end

        def parse(line)
          text = line.dup.force_encoding(Encoding::UTF_8)
          members = JSON.parse(text, object_class: Members) if text.valid_encoding?
          members.is_a?(Members) ? members : raise(ParseError, "is not a JSON object")
        rescue JSON::ParserError
          raise ParseError, "is not a JSON object"
        end

        def name(members)
          raise ParseError, "has name and name_base64" if members.key?("name") && members.key?("name_base64")
          return text(members, "name") if members.key?("name")

          text(members, "name_base64").unpack1("m0")
        rescue ArgumentError
          raise ParseError, "name_base64 is not Base64"
        end

        def checksum(members)
          Checksum.parse(text(members, "digest"), text(members, "algorithm"))
        end

        def size(members)
          size = members["size"]
          raise ParseError, "size is no number of bytes" unless size.nil? || (size.is_a?(Integer) && !size.negative?)

          size
        end

        # A lone surrogate is no character.
        def text(members, name)
          text = members[name]
          raise ParseError, "has no #{name}" unless text.is_a?(String) && text.valid_encoding?

          text
        end
      end
    end
  end
end
