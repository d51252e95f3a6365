# frozen_string_literal: true

require_relative "../format"

module Swiftsum
  class Manifest
    module Formats
      # What hashdeep writes: `%%%% HASHDEEP-1.0`, a line with the names of the columns, and for each file its size, its
      # digests and its name, separated by commas. The name is the last one, and may have commas itself.
      #
      # Of columns whose algorithm is unknown here (tiger, whirlpool) nothing is compared, which is said. A list without
      # any other is malformed.
      #
      # @api private
      class Hashdeep < Format
        BEGINNING = "%%%% HASHDEEP-1.0"
        COLUMNS = /\A%%%% (?<columns>(?:[a-z0-9-]+,)+)filename\z/n
        SIZE = /\A[0-9]{1,18}\z/n
        # Those that hashdeep knows, of ours.
        ALGORITHMS = %w[md5 sha1 sha256].freeze
        private_constant :BEGINNING, :COLUMNS, :SIZE, :ALGORITHMS

        class << self
          # @param head [String]
          # @return [Boolean]
          def recognise?(head)
            head.start_with?(BEGINNING)
          end

          # @param (see Format.write)
          def write(io, entries, encoding: :hexdigest)
            columns = nil
            entries.each do |entry|
              algorithms = entry.checksums.map { |checksum| checksum.algorithm.name }
              io.write(header(entry, columns = algorithms)) unless columns
              refuse(entry, "its digests are not of the same algorithms as those before") unless columns == algorithms
              io.write(whole(entry, encoding:))
            end
            io.write("#{BEGINNING}\n%%%% size,sha256,filename\n") unless columns
          end

          # @param entry [Entry]
          # @param encoding [Symbol] only `:hexdigest`
          # @return [String] the line, with its newline
          def line(entry, encoding: :hexdigest)
            hexadecimal_only(encoding)
            refuse(entry, "its size is not known") unless entry.bytesize
            refuse(entry, "its name has the end of a line in it") if entry.name.match?(/[\r\n]/n)
            [entry.bytesize, *entry.checksums.map(&:hexdigest), "#{entry.name}\n"].join(",").b
          end

          private

          def header(entry, algorithms)
            refuse(entry, "it has no digest") if algorithms.empty?
            unknown = algorithms - ALGORITHMS
            refuse(entry, "hashdeep does not know #{unknown.join(' and ')}") unless unknown.empty?
            "#{BEGINNING}\n%%%% size,#{algorithms.join(',')},filename\n"
          end
        end

        # @return [Array<Notice>]
        def notices
          return [] if @unknown.nil? || @unknown.empty?

          [Notice.new(:unknown, "the digests of #{@unknown.join(' and ')} were not compared: unknown here")]
        end

        private

        def read(line, number)
          return if comment?(line) || line == BEGINNING || line.empty?

          super
        end

        # Names are the last column.
        def comment?(line)
          line.start_with?("##")
        end

        def entry(line)
          return columns(line) if line.start_with?("%%%%")

          raise ParseError, "no line before it says what its columns are" unless @columns

          size, *digests, name = line.split(",", @columns.size + 1)
          raise ParseError, "has fewer columns than there are" unless digests.size == @columns.size - 1

          Entry.new(checked(name), checksums(digests), size(size))
        end

        # @return [nil] it is no entry
        def columns(line)
          @columns = nil
          match = COLUMNS.match(line) or raise ParseError, "says no columns that are known"
          size, *names = match[:columns].split(",")
          raise ParseError, "has not the size as its first column" unless size == "size"

          algorithms = algorithms(names)
          @unknown = [*@unknown, *algorithms.grep(String)].uniq
          @columns = [:size, *algorithms]
          nil
        end

        # @return [Array<Algorithm, String>] in place of one that is unknown, its name
        def algorithms(names)
          algorithms = names.map { |name| Algorithm[name] || name }
          raise ParseError, "has two columns of one name" unless algorithms.uniq == algorithms
          raise ParseError, "has no digests of an algorithm that is known here" unless algorithms.any?(Algorithm)

          algorithms
        end

        def checksums(digests)
          @columns.drop(1).zip(digests).filter_map do |algorithm, digest|
            Checksum.parse(digest, algorithm) if algorithm.is_a?(Algorithm)
          end
        end

        def size(text)
          text.match?(SIZE) ? text.to_i : raise(ParseError, "#{text.inspect} is no number of bytes")
        end
      end
    end
  end
end
