# frozen_string_literal: true

module Swiftsum
  class Manifest
    module Formats
      # Compares many lines of {SwiftsumLines} at once with what would be written of as many files. If they are the
      # same, they are well-formed, too: only the digests and the times of the last checks come from the lines, and are
      # looked at by themselves.
      #
      # @api private
      class SwiftsumColumns
        # Of names: none of the bytes that are the same in JSON.
        ESCAPED = "^ !#-[]-~"
        # Nanoseconds have nine digits, which is how they are written behind seconds that are positive.
        STATE = '{"name":"%s","size":%d,"mtime_ns":%d%09d,"ctime_ns":%d%09d,"inode":%d,"device":%d,'
        CHECKED = '"checked_ns":%s,'
        # From 2001 to 2286. Digits of one length are in the order of their numbers.
        CHECKED_DIGITS = 19
        FIRST_CHECKED = "1#{'0' * (CHECKED_DIGITS - 1)}".freeze
        private_constant :ESCAPED, :STATE, :CHECKED, :CHECKED_DIGITS, :FIRST_CHECKED

        # @param form [SwiftsumLine] of these lines
        # @param checked [Boolean] whether each has the time of a last check
        def initialize(form, checked:)
          @form = form
          @checked = checked
          members = form.algorithms.map { |algorithm| "\"#{algorithm.name}\":\"%s\"" }
          @tail = "#{CHECKED if checked}\"digests\":{#{members.join(',')}}}\n"
          @lengths = [*(CHECKED_DIGITS if checked), *form.algorithms.map { |algorithm| 2 * algorithm.digest_length }]
          @starts = starts
        end

        # @param text [String] whole lines
        # @param names [Array<String>] (see OwnLines#run)
        # @param states [Array<Array<Integer>>] (see OwnLines#run)
        # @return [OwnRun, nil] (see OwnLines#run)
        def run(text, names, states)
          return unless writable?(text, names, states)

          columns = columns(text.split("\n"))
          return unless text == write(names, states, columns)

          checked = columns.shift if @checked
          own_run(text, names, columns.map(&:join), checked)
        end

        private

        # From the end of a line.
        def starts
          behind = -"\n".bytesize
          pieces = @tail.split("%s").drop(1)
          pieces.zip(@lengths).reverse.map { |piece, length| -(behind += piece.bytesize + length) }.reverse
        end

        def writable?(text, names, states)
          _, modified, _, changed = states
          text.bytesize < Lines::LONGEST && names.join.count(ESCAPED).zero? &&
            modified.min.positive? && changed.min.positive?
        end

        # @return [Array<Array<String>>] what is in the place of the last checks and the digests
        def columns(lines)
          @starts.zip(@lengths).map { |start, length| lines.map { |line| line.byteslice(start, length) } }
        end

        # @return [String] the lines of these files
        def write(names, states, columns)
          members = names.zip(*states, *columns)
          format((STATE + @tail) * names.size, *[].concat(*members))
        end

        # @return [OwnRun, nil] nil if what comes from the lines is not what it has to be
        def own_run(text, names, digits, checked)
          return unless numbers?(checked) && digits.all? { |all| all.count("^0-9a-f").zero? }

          OwnRun.new(text, names, digits, checked&.minmax&.map(&:to_i), @form)
        end

        def numbers?(checked)
          checked.nil? || (checked.join.count("^0-9").zero? && checked.min >= FIRST_CHECKED)
        end
      end
    end
  end
end
