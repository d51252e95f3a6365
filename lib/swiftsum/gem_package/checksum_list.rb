# frozen_string_literal: true

require "stringio"
require "zlib"

# Few programs verify gems.
autoload :YAML, "yaml"

module Swiftsum
  class GemPackage
    # The member `checksums.yaml.gz`: digests of the other members, by algorithm and name.
    #
    # @api private
    module ChecksumList
      NAME = "checksums.yaml.gz"
      # In bytes, compressed and not. RubyGems writes some 500.
      LONGEST = 64 << 10
      private_constant :LONGEST

      class << self
        # @param archive [Archive]
        # @return [Hash{String => Array<Checksum>}] by the name of the member
        # @raise [ParseError]
        # @raise [UnknownAlgorithmError]
        def read(archive)
          member = archive.members[NAME] or raise ParseError, "has no #{NAME}: it has nothing to verify it by"
          list = YAML.safe_load(text(archive, member))
          raise ParseError, "#{NAME} is not a list of digests" unless list?(list)

          by_name(list)
        rescue Psych::Exception, Zlib::Error => e
          raise ParseError, "#{NAME}: #{e.message}"
        end

        private

        def text(archive, member)
          raise ParseError, "#{NAME} is too long" if member.bytesize > LONGEST

          packed = +""
          archive.pieces(member) { |piece| packed << piece }
          text = Zlib::GzipReader.new(StringIO.new(packed)).read(LONGEST + 1) || ""
          raise ParseError, "#{NAME} is too long" if text.bytesize > LONGEST

          text.force_encoding(Encoding::UTF_8)
        end

        def list?(list)
          list.is_a?(Hash) && list.all? do |algorithm, digests|
            algorithm.is_a?(String) && digests.is_a?(Hash) && digests.flatten.all?(String)
          end
        end

        def by_name(list)
          listed = Hash.new { |all, name| all[name] = [] }
          list.each do |algorithm, digests|
            digests.each { |name, digest| listed[name.b] << Checksum.parse(digest, Algorithm.fetch(algorithm)) }
          end
          listed.default = nil
          listed
        end
      end
    end
  end
end
