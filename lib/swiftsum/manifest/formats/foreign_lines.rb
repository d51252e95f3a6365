# frozen_string_literal: true

module Swiftsum
  class Manifest
    module Formats
      # Lines that are not those of a list. If there is no other, it is none: then it is not read to its end, which a
      # device may not have.
      #
      # @api private
      class ForeignLines
        # Before the first line of a list.
        MOST = 1000
        REASON = "neither a GNU line nor a BSD tag line"
        # The beginning of a tag line, of whatever algorithm, in a list.
        TAGGED = %r{\A[A-Za-z][A-Za-z0-9/_-]+ *\([^)]+\) ?= ?\h}n
        # What cksum writes without `-a`: a CRC and a size as decimal numbers.
        DECIMAL = /\A(?<crc>[0-9]{1,10}) [0-9]+ [^ ]/n
        DECIMAL_REASON = "decimal numbers, as cksum writes them; for a list to check, write: swiftsum sum -a cksum"
        private_constant :MOST, :REASON, :DECIMAL, :DECIMAL_REASON

        def initialize
          @count = 0
        end

        # There is a line of a list.
        #
        # @return [void]
        def list!
          @count = nil
        end

        # @return [Boolean] whether the rest is not to be read
        def enough?
          @count == MOST
        end

        # @return [String] why one more is not a line of a list
        def reason
          @count += 1 if @count
          enough? ? "#{REASON}, as all before it: the rest is not read" : REASON
        end

        # @param line [String]
        # @param digits [Integer, nil] that a digest has
        # @return [void]
        # @raise [ParseError] for what cksum writes, if the number is not one with so many digits
        def refuse_decimal(line, digits)
          match = DECIMAL.match(line)
          raise ParseError, DECIMAL_REASON if match && match[:crc].size != digits
        end
      end
    end
  end
end
