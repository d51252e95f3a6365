# frozen_string_literal: true

module Swiftsum
  class Manifest
    # A line of a manifest of Swiftsum's own format that lists a file. Of millions, nearly all say what the system says
    # of the file, to the letter. So it is taken apart only when its entry is asked for.
    #
    # @api private
    class OwnLine
      # @api private
      CHECKED = /"checked_ns":(\d+),/n
      DIGESTS = '"digests":{'
      private_constant :DIGESTS

      # @return [String] of the file: binary and frozen
      attr_reader :name

      # @param text [String] without its newline
      # @param name [String]
      # @param form [Formats::SwiftsumLine] that reads it
      # @param checked_ns [Integer, nil] in place of what it says of its last check
      def initialize(text, name, form, checked_ns = nil)
        @text = text
        @name = name
        @form = form
        @checked_ns = checked_ns
        @stale = !checked_ns.nil?
      end

      # @return [String] without its newline
      def text
        @text = with_last_check if @stale
        @text
      end

      # @return [String] with its newline
      def lines
        "#{text}\n"
      end

      # @return [Entry]
      def entry
        @entry ||= @form.read(text)
      end

      # @return [Array<Algorithm>]
      def algorithms
        @form.algorithms
      end

      # @return [Integer, nil] (see Entry)
      def checked_ns
        @checked_ns ||= text[CHECKED, 1]&.to_i
      end

      # @param state (see Entry#same_state?)
      # @return (see Entry#same_state?)
      def same_state?(state)
        state_of?(state) || entry.same_state?(state)
      end

      # @param state [#bytesize, #mtime_ns, #ctime_ns, #inode, #device]
      # @param checksums [Array<Checksum>] by its algorithms
      # @return [Boolean] whether it says just that, and no digit is written otherwise
      def says?(state, checksums)
        text.end_with?(Formats::SwiftsumLine.digests(checksums)) && state_of?(state)
      end

      # @param checked_ns [Integer]
      # @return [OwnLine] the same with another time of its last check
      def checked(checked_ns)
        OwnLine.new(text, name, @form, checked_ns)
      end

      private

      def with_last_check
        @stale = false
        state, digests = @text.sub(CHECKED, "").split(DIGESTS, 2)
        "#{state}\"checked_ns\":#{@checked_ns},#{DIGESTS}#{digests}"
      end

      def state_of?(state)
        text.start_with?(Formats::SwiftsumLine.state(name, state))
      end
    end
  end
end
