# frozen_string_literal: true

require_relative "tag_file"

module Swiftsum
  class Bag
    # A payload manifest (`manifest-sha512.txt`) or a tag manifest (`tagmanifest-sha512.txt`): lines of a digest, blanks
    # and a path.
    #
    # @api private
    class ManifestFile
      # Of `manifest-md5.txt.old` it is none.
      NAME = %r{\A(?<tag>tag)?manifest-(?<algorithm>[^./]+)\.txt\z}n
      LINE = /\A(?<digest>\h+)[ \t]+(?<path>.+)\z/mn
      private_constant :NAME, :LINE

      # @param name [String] of a file
      # @return [ManifestFile, nil] nil if it is not the name of a manifest
      def self.named(name)
        match = NAME.match(name)
        new(name, match) if match
      end

      # @param names [Array<String>] of files
      # @return [Array(Array<ManifestFile>, Array<ManifestFile>)] payload manifests, tag manifests
      def self.all(names)
        names.filter_map { |name| named(name) }.partition(&:payload?)
      end

      # @return [String]
      attr_reader :name

      # @return [String] as the name has it
      attr_reader :algorithm_name

      # @return [Algorithm, nil] nil if it is unknown here
      attr_reader :algorithm

      # @param name [String]
      # @param match [MatchData]
      def initialize(name, match)
        @name = name
        @tag = !match[:tag].nil?
        @algorithm_name = match[:algorithm]
        @algorithm = Algorithm[@algorithm_name]
      end

      # @return [Boolean] whether it lists the payload
      def payload?
        !@tag
      end

      # @param folder [String]
      # @param encoding [Encoding]
      # @yieldparam number [Integer] of the line
      # @yieldparam path [String, nil] as it is written; nil for a line that is malformed
      # @yieldparam checksum [Checksum, String, nil] why the line is malformed; nil if the algorithm is unknown
      # @return [void]
      # @raise (see TagFile.each_line)
      def each(folder, encoding)
        TagFile.each_line(folder, name, encoding) do |line, number|
          yield number, *read(line) unless line&.match?(/\A[ \t]*\z/n)
        end
      end

      private

      def read(line)
        return nil, "too long, or no text in the bag's encoding" unless line

        match = LINE.match(line) or return nil, "not a digest, blanks and a path"
        [match[:path], algorithm && Checksum.parse(match[:digest], algorithm)]
      rescue ParseError => e
        [nil, e.message]
      end
    end
  end
end
