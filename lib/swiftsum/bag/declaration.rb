# frozen_string_literal: true

require_relative "tag_file"

module Swiftsum
  class Bag
    # `bagit.txt`: the version of the format, and the encoding of the other tag files.
    #
    # @api private
    class Declaration
      # It can't be understood.
      class Fault < ParseError
        # @return [Symbol] of {Findings::STATUSES}
        attr_reader :code

        def initialize(code, message)
          super(message)
          @code = code
        end
      end

      VERSIONS = %w[0.93 0.94 0.95 0.96 0.97 1.0].freeze
      # Blanks are where they must be only since 1.0.
      STRICT = /\ABagIt-Version: (\d+\.\d+)(?:\r\n?|\n)Tag-File-Character-Encoding: (\S+)(?:\r\n?|\n)?\z/n
      LENIENT = /\A\s*BagIt-Version\s*:\s*(0\.\d+)\s*[\r\n]\s*Tag-File-Character-Encoding\s*:\s*(\S+)\s*\z/n
      MARK = "\xEF\xBB\xBF".b
      # In bytes: it has two lines.
      LONGEST = 1024
      private_constant :VERSIONS, :STRICT, :LENIENT, :MARK, :LONGEST

      # @param folder [String]
      # @return [Declaration]
      # @raise [SystemCallError, IrregularFileError]
      # @raise [Fault]
      def self.read(folder)
        new(Tree::RegularFile.open(File.join(folder, DECLARATION)) { |file, _| file.read(LONGEST + 1).to_s })
      end

      # @return [String]
      attr_reader :version

      # @return [Encoding] UTF-8; one that has ASCII's characters where ASCII has them; or UTF-16, which then begins
      #   with a byte order mark
      attr_reader :encoding

      # @param text [String]
      # @raise [Fault]
      def initialize(text)
        raise fault("begins with a byte order mark") if text.b.start_with?(MARK)

        @version, name = (STRICT.match(text.b) || LENIENT.match(text.b))&.captures
        raise fault("is not the two lines BagIt-Version and Tag-File-Character-Encoding") unless @version
        raise Fault.new(:unsupported_version, "version #{@version} is unknown here") unless VERSIONS.include?(@version)

        @encoding = Declaration.encoding(name)
      end

      # @param name [String]
      # @return [Encoding]
      # @raise [Fault]
      def self.encoding(name)
        encoding = Encoding.find(name)
        return encoding if encoding == Encoding::UTF_16 || (encoding.ascii_compatible? && !encoding.dummy?)

        raise ArgumentError
      rescue ArgumentError
        raise Fault.new(:unsupported_encoding, "the encoding #{name} is not read here")
      end

      # @return [Boolean] whether the rules of RFC 8493 hold that older versions do not have
      def strict?
        version == "1.0"
      end

      private

      def fault(message)
        Fault.new(:malformed_declaration, message)
      end
    end
  end
end
