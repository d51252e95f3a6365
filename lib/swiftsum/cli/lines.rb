# frozen_string_literal: true

require_relative "../manifest"

module Swiftsum
  class CLI
    # The lines of many files at once. But for the name and the digest, the lines of one algorithm are all the same; so
    # the format writes one, which is taken apart, and only names that it would escape are left to it.
    #
    # @api private
    class Lines
      # What surrounds the name and the digest, and whether the name is first.
      Frame = Struct.new(:name_first, :before, :between, :after)

      # What stands in for a Checksum in that line.
      AnyChecksum = Struct.new(:algorithm, :hexdigest) do
        alias_method :base64digest, :hexdigest
        # A Checksum is not an Array either, where one or several will do.
        undef_method :to_a
      end

      # Those whose lines are all alike.
      FORMATS = %i[gnu tag json].freeze

      # What no line has elsewhere.
      NAME = "the name"
      DIGEST = "the digest"
      # What a name has that is not written as it is, by the format.
      UNUSUAL = { gnu: /[\\\n\r]/n, tag: /[\\\n\r]/n, json: /[^ !#-\[\]-~]/n }.freeze
      NONE = /(?!)/n
      private_constant :Frame, :AnyChecksum, :NAME, :DIGEST, :UNUSUAL, :NONE

      # @param format [Symbol] of {Manifest::FORMATS}
      # @param encoding [Symbol] `:hexdigest` or `:base64digest`
      # @param algorithms [Array<Algorithm>]
      # @param zero [Boolean] whether a line ends with a NUL, and no name is escaped
      def initialize(format, encoding, algorithms, zero: false)
        @format = Manifest::Formats.written(format)
        @encoding = encoding
        @algorithms = algorithms
        @ending = zero ? "\0" : "\n"
        # JSON has an escape for everything, and is none without.
        @unusual = zero && format != :json ? NONE : UNUSUAL.fetch(format)
        @frames = algorithms.map { |algorithm| frame(algorithm) }
      end

      # @yield which calls {#of} for each group
      # @return [String] what follows the last group: nothing
      def all
        yield
        ""
      end

      # @param names [Array<String>] of the group's files, binary
      # @param group [Checksums::Group]
      # @return [String] a line for each file that has no error, and algorithm
      def of(names, group)
        digests = texts(group)
        all_plain = !names.join("/").match?(@unusual)
        lines = String.new(encoding: Encoding::BINARY)
        names.each_with_index do |name, index|
          next if group.errors.key?(index)

          plain = all_plain || !name.match?(@unusual)
          plain ? append(lines, name, digests, index) : lines << escaped(name, group, index)
        end
        lines
      end

      private

      def frame(algorithm)
        line = line(NAME, AnyChecksum.new(algorithm, DIGEST))
        before, first, between, _, after = line.split(/(#{NAME}|#{DIGEST})/n, -1)
        Frame.new(first == NAME, before, between, after)
      end

      # @return [Array<Array<String>>] of each algorithm, the digests of all files
      def texts(group)
        @algorithms.zip(group.digests).map do |algorithm, bytes|
          length = algorithm.digest_length
          next bytes.unpack("H#{2 * length}" * group.size) if @encoding == :hexdigest

          bytes.unpack("a#{length}" * group.size).map { |digest| [digest].pack("m0") }
        end
      end

      def append(lines, name, digests, index)
        @frames.each_with_index do |frame, which|
          first = digests[which][index]
          second = name
          first, second = second, first if frame.name_first
          lines << frame.before << first << frame.between << second << frame.after
        end
      end

      def escaped(name, group, index)
        @algorithms.zip(group.digests).map do |algorithm, bytes|
          length = algorithm.digest_length
          line(name, Checksum.of(algorithm, bytes.byteslice(index * length, length)))
        end.join
      end

      def line(name, checksum)
        @format.line(Manifest::Entry.new(name, checksum), encoding: @encoding).b.delete_suffix("\n") + @ending
      end
    end
  end
end
