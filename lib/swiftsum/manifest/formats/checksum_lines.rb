# frozen_string_literal: true

require_relative "../format"
require_relative "foreign_lines"
require_relative "gnu_line"
require_relative "plain_lines"

module Swiftsum
  class Manifest
    module Formats
      # Reads GNU lines and BSD tag lines, also mixed, with the comments, headings and other lines that people and
      # programs put between them; or one bare digest.
      #
      # @api private
      class ChecksumLines < Format
        BYTE_ORDER_MARK = "\xEF\xBB\xBF".b.freeze
        # `(stdin)= DIGEST`, as OpenSSL before 3.0 writes it, which says neither algorithm nor name.
        STANDARD_INPUT = /\A\(stdin\)= (?<digest>\h+)\z/n
        # A line of distinfo, the manifests of the BSDs' ports: the algorithm of a tag line, and the rest of it. pkgsrc
        # adds the unit.
        SIZE = /\A(?<size>[0-9]{1,18})(?: bytes)?\z/n
        # What else distinfo has: the time when it was made, and the mark of a version control system.
        OF_DISTINFO = /\A(?:TIMESTAMP = [0-9]+|\$NetBSD[^$]*\$)\z/n
        # A digest and nothing else, as `rake build:checksum` of RubyGems writes it.
        NAMELESS = %r{\A(?:\h{8,}|(?:[A-Za-z0-9+/]{4}){6,}|(?:[A-Za-z0-9+/]{4}){2,}[A-Za-z0-9+/]{2,3}==?)\z}n
        WITHOUT_NAME = "a digest without a file's name"
        private_constant :BYTE_ORDER_MARK, :STANDARD_INPUT, :SIZE, :OF_DISTINFO, :NAMELESS, :WITHOUT_NAME

        def initialize(**)
          super
          @gnu_line = GNULine.new
          @foreign = ForeignLines.new
        end

        # A digest without a name is of the file that the manifest's name says, if nothing else is there.
        #
        # @param (see Format#each_entry)
        # @yieldparam (see Format#each_entry)
        def each_entry(lines)
          super do |entry|
            yield nameless_line if @nameless
            yield entry
            return if @foreign.enough?
          end
          yield nameless_entry if @nameless
        end

        # Nearly all lines of nearly all manifests are plain. The first goes the long way, which finds out what form
        # all have.
        #
        # @param (see Format#each_run)
        # @yieldparam (see Format#each_run)
        def each_run(lines, &block)
          run = ->(text) { @untagged.run(text) if @gnu_line.two? }
          each_entry(PlainLines.new(lines, run, block), &block)
        end

        # @return [Array<Notice>]
        def notices
          @untagged.notices
        end

        private

        def read(line, number)
          return heading(line) if comment?(line)
          return if line.empty? || line.match?(OF_DISTINFO)

          first = !@begun
          @begun = true
          return super unless first && line.bytesize < Lines::LONGEST && line.match?(NAMELESS)

          @nameless = [line, number]
          nil
        end

        def nameless_line
          _, number = @nameless
          @nameless = nil
          MalformedLine.new(number, WITHOUT_NAME)
        end

        def nameless_entry
          digest, number = @nameless
          checksum = @untagged.checksum(digest)
          raise ParseError, "#{WITHOUT_NAME}, and the manifest's name does not say whose it is" unless @listed_file

          Entry.new(@listed_file, checksum)
        rescue ParseError => e
          MalformedLine.new(number, e.message)
        end

        def comment?(line)
          line.start_with?("#")
        end

        def heading(line)
          heading = Heading.read(line) if line.bytesize < Lines::LONGEST
          @untagged.heading = heading if heading
          nil
        end

        def entry(line)
          raise ParseError, "a byte order mark stands before it" if line.start_with?(BYTE_ORDER_MARK)

          line = line.sub(/\A[ \t]+/n, "")
          escaped = line.delete_prefix!("\\")
          name, checksum, size = fields(line)
          Entry.new(checked(escaped ? Escaping.unescape(name) : name), checksum, size)
        end

        # @return [Array(String, Checksum, Integer)] of the last two, one may be nil
        def fields(line)
          @foreign.refuse_decimal(line, @untagged.digits)
          @foreign.list! if line.match?(ForeignLines::TAGGED) || GNULine.digest?(line[/\A\S*/n])
          fields = tagged(line) || untagged(line)
          raise ParseError, line.match?(NAMELESS) ? WITHOUT_NAME : @foreign.reason unless fields

          @foreign.list!
          fields
        end

        def tagged(line)
          algorithm, name, digest = Checksum::TagLine.split(line)
          return unless name
          return [name, nil, size(digest)] if algorithm.casecmp?("SIZE")

          [name, Checksum::TagLine.checksum(algorithm, digest)]
        rescue UnknownAlgorithmError
          # It may be a GNU line with a name that begins with a parenthesis.
          untagged(line) || raise
        end

        def size(text)
          match = SIZE.match(text) or raise ParseError, "#{text.inspect} is no number of bytes"
          match[:size].to_i
        end

        def untagged(line)
          match = STANDARD_INPUT.match(line)
          return ["(stdin)", @untagged.checksum(match[:digest])] if match

          @gnu_line.read(line) { |digest| @untagged.checksum(digest) }
        end
      end
    end
  end
end
