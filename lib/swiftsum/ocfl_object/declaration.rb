# frozen_string_literal: true

require_relative "../tree/regular_file"

module Swiftsum
  class OCFLObject
    # The file whose name says that a folder is an object, and of which version of the specification.
    #
    # @api private
    class Declaration
      NAME = /\A0=ocfl_object_(?<version>1\.[01])\z/n
      # In bytes: it has one short line.
      LONGEST = 100
      private_constant :NAME, :LONGEST

      # @param folder [String]
      # @param contents [Contents]
      # @param findings [Findings]
      def initialize(folder, contents, findings)
        @folder = folder
        @contents = contents
        @findings = findings
      end

      # @return [String, nil] the version of the specification; nil if it is not known
      def check
        names = @contents.children("").first.grep(/\A0=/n)
        return @findings.error("E003", DECLARATION, "there is no declaration") if names.empty?

        @findings.error("E003", DECLARATION, "there are several: #{names.join(', ')}") if names.size > 1
        names.filter_map { |name| version(name) }.max
      end

      private

      def version(name)
        match = NAME.match(name)
        return @findings.error("E006", name, "is not of a version that is known here: 1.0, 1.1") unless match

        line = Tree::RegularFile.open(File.join(@folder, name)) { |file, _| file.read(LONGEST).to_s }
        @findings.error("E007", name, "the contents are not #{name[2..]} and a newline") unless line == "#{name[2..]}\n"
        match[:version]
      rescue SystemCallError, IrregularFileError => e
        @findings.error("E007", name, e, status: :unreadable)
      end
    end
  end
end
