# frozen_string_literal: true

module Swiftsum
  class Manifest
    module Formats
      # What the members of a line of {SwiftsumLines} say of a file.
      #
      # @api private
      module SwiftsumMembers
        # Besides its name, size and digests: integers.
        STATE = %i[mtime_ns ctime_ns inode device checked_ns].freeze

        private

        # @param members [JSONLines::Members]
        # @param algorithms [Hash{String => Algorithm}] that it has to have, by name
        # @return [Entry]
        # @raise [ParseError]
        def file(members, algorithms)
          state = STATE.to_h { |name| [name, integer(members, name.to_s)] }
          Entry.new(checked(name(members)), checksums(members["digests"], algorithms), size(members), **state)
        end

        def checksums(digests, algorithms)
          raise ParseError, "the first line says no algorithms" if algorithms.empty?

          right = digests.is_a?(Hash) && digests.keys.sort == algorithms.keys.sort && digests.each_value.all?(String)
          raise ParseError, "has not the digests that the first line says" unless right

          digests.map { |name, digest| Checksum.parse(digest, algorithms.fetch(name)) }
        end

        def integer(members, name)
          value = members[name]
          raise ParseError, "#{name} is not an integer" unless value.nil? || value.is_a?(Integer)

          value
        end
      end
    end
  end
end
