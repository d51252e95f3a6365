# frozen_string_literal: true

require_relative "../format"

module Swiftsum
  class Manifest
    module Formats
      # apt's `Packages`: a paragraph for each package, with the name of its file, its size and its digests.
      #
      # @api private
      class DebianPackages < Format
        DIGESTS = { "md5sum" => "md5", "sha1" => "sha1", "sha256" => "sha256", "sha512" => "sha512" }.freeze
        FIELD = /\A(?<name>[!-9;-~]+):[ \t]*(?<value>.*)\z/mn
        FIRST = /\APackage: .+\n(?:.+\n)*Filename: /n
        SIZE = /\A[0-9]{1,18}\z/n
        # In a paragraph.
        MOST_FIELDS = 1_000
        private_constant :DIGESTS, :FIELD, :FIRST, :SIZE, :MOST_FIELDS

        # @param head [String]
        # @return [Boolean]
        def self.recognise?(head)
          head.match?(FIRST)
        end

        # @param (see Format#each_entry)
        # @yieldparam (see Format#each_entry)
        def each_entry(lines)
          @fields = {}
          last = 0
          lines.each do |line, number|
            result = read(line, last = number)
            yield result if result
          end
          result = read("", last)
          yield result if result
        end

        private

        def entry(line)
          return paragraph if line.empty?
          return if line.start_with?(" ", "\t", "#")

          match = FIELD.match(line) or raise ParseError, "neither a field nor a line of one"
          name = match[:name].downcase
          raise ParseError, "the field #{match[:name]} is there twice in a paragraph" if @fields.key?(name)

          raise ParseError, "more fields than a paragraph may have" if @fields.size == MOST_FIELDS

          # The others have to be there once, too.
          @fields[name] = wanted?(name) ? match[:value] : true
          nil
        end

        def wanted?(name)
          DIGESTS.key?(name) || %w[filename size].include?(name)
        end

        # @return [Entry, nil] nil of no paragraph
        def paragraph
          fields = @fields
          @fields = {}
          return if fields.empty?

          name = fields["filename"] or raise ParseError, "a paragraph before it names no file"
          checksums = fields.slice(*DIGESTS.keys).map { |field, digest| Checksum.parse(digest, DIGESTS.fetch(field)) }
          raise ParseError, "a paragraph before it has no digest" if checksums.empty?

          Entry.new(checked(name), checksums, size(fields["size"]))
        end

        def size(text)
          return unless text
          raise ParseError, "#{text.inspect} is no number of bytes" unless text.match?(SIZE)

          text.to_i
        end
      end
    end
  end
end
