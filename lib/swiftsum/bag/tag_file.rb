# frozen_string_literal: true

require_relative "../manifest"
require_relative "../tree/regular_file"

module Swiftsum
  class Bag
    # The text files at the top of a bag.
    #
    # @api private
    module TagFile
      # @param folder [String]
      # @param name [String]
      # @param encoding [Encoding] (see Declaration#encoding)
      # @yieldparam line [String, nil] in UTF-8, but binary; nil for one that is too long or no text in the encoding
      # @yieldparam number [Integer]
      # @return [void]
      # @raise [SystemCallError]
      # @raise [IrregularFileError]
      # @raise [ParseError] if it is not of the encoding that its beginning says, or has a line without an end
      def self.each_line(folder, name, encoding)
        Tree::RegularFile.open(File.join(folder, name)) do |file, _|
          Manifest::Lines.new(file).each do |line, number|
            next yield nil, number if line.bytesize >= Manifest::Lines::LONGEST

            # Without its end: lines that end in a carriage return alone are one to everybody else.
            line.split(/\r+/n).each { |part| yield text(part, encoding), number }
          end
        end
      rescue Manifest::Lines::Fault => e
        raise ParseError, "line #{e.number} #{e.message}"
      end

      # Lines of UTF-16 are UTF-8 already.
      def self.text(line, encoding)
        return line if [Encoding::UTF_8, Encoding::UTF_16].include?(encoding)

        line.force_encoding(encoding).encode(Encoding::UTF_8).b
      rescue EncodingError
        nil
      end
      private_class_method :text
    end
  end
end
