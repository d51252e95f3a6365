# frozen_string_literal: true

require_relative "escaping"

module Swiftsum
  class Manifest
    # What a format of manifests is: a class for each, in `manifest/formats`. One that is read is an object, made for
    # one manifest; to write takes none. This one has what formats of lines share, of which each is an entry.
    #
    # @api private
    class Format
      class << self
        # @param _head [String] the beginning of a manifest
        # @return [Boolean] whether it is of this format, and surely of no other
        def recognise?(_head)
          false
        end

        # @return [Boolean] whether {.write} takes `options`: how the list was made
        def options?
          false
        end

        # @param io [#write]
        # @param entries [Enumerable<Entry>]
        # @param encoding [Symbol] of the digests: `:hexdigest` or `:base64digest`
        # @return [void]
        # @raise [UnwritableEntryError] for what would not be read as it was meant
        def write(io, entries, encoding: :hexdigest)
          entries.each { |entry| io.write(whole(entry, encoding:)) }
        end

        private

        # @return [String] what the manifest has of the entry
        def whole(entry, encoding: :hexdigest)
          refuse(entry, "its name is empty") if entry.name.empty?
          refuse(entry, "it has no digest") if entry.checksums.empty?
          line(entry, encoding:).tap { |line| refuse(entry, "it is too long") if line.bytesize >= Lines::LONGEST }
        end

        # @return [Checksum]
        def only_checksum(entry)
          entry.checksums.one? ? entry.checksum : refuse(entry, "it has several digests, and a line has one")
        end

        def hexadecimal_only(encoding)
          raise ArgumentError, "this format has hexadecimal digits only" unless encoding == :hexdigest
        end

        def refuse(entry, reason)
          name = Escaping.printable(entry.name).force_encoding(Encoding::UTF_8).scrub
          raise UnwritableEntryError, "#{name}: does not fit into a manifest of this format: #{reason}"
        end
      end

      # @param untagged [Untagged] for digests whose algorithm the format does not say
      # @param listed_file [String, nil] for a digest without a name: the file that the manifest's name says
      # @param directory [String, nil] that names are relative to
      def initialize(untagged:, listed_file:, directory: nil)
        @untagged = untagged
        @listed_file = listed_file
        @directory = directory
      end

      # @param lines [Lines]
      # @yieldparam entry [Entry, MalformedLine]
      # @return [void]
      def each_entry(lines)
        lines.each do |line, number|
          entry = read(line, number)
          yield entry if entry
        end
      end

      # The same, for what can deal with many entries at once.
      #
      # @param lines [Lines]
      # @yieldparam entry [Entry, MalformedLine, Run, OwnLines]
      # @return [void]
      def each_run(lines, &)
        each_entry(lines, &)
      end

      # @return [Hash{Symbol => Object}] what the manifest says of how it was made, after its first entry
      def options
        {}
      end

      # @return [Array<Notice>] after all entries
      def notices
        []
      end

      private

      def read(line, number)
        raise ParseError, "longer than a line may be" if line.bytesize >= Lines::LONGEST && !comment?(line)

        entry(line)
      rescue ParseError => e
        MalformedLine.new(number, e.message)
      rescue UnknownAlgorithmError => e
        MalformedLine.new(number, e)
      end

      def comment?(_line)
        false
      end

      # @param name [String] of a file
      # @return [Boolean]
      def there?(name)
        File.exist?(File.join(*@directory, name))
      end

      # @param name [String] of a file
      # @return [String]
      # @raise [ParseError] for a name that no file can have
      def checked(name)
        raise ParseError, "the name is empty" if name.empty?
        raise ParseError, "the name has a NUL byte" if name.include?("\0")

        name
      end
    end
  end
end
