# frozen_string_literal: true

require_relative "json_lines"
require_relative "swiftsum_columns"
require_relative "swiftsum_head"
require_relative "swiftsum_line"
require_relative "swiftsum_list"
require_relative "swiftsum_members"
require_relative "swiftsum_tally"

module Swiftsum
  class Manifest
    module Formats
      # Swiftsum's own format, version 1: JSON lines. The first says how the list was made; the last, how many files it
      # has and what digest the lines above have. So a list that was cut off or altered is noticed.
      # `docs/manifests.md` describes it.
      #
      # @api private
      class SwiftsumLines < JSONLines
        include SwiftsumMembers

        BEGINNING = /\A\s*\{\s*"#{SwiftsumHead::MARK}"\s*:/n
        CUT_OFF = "the last line is missing: the manifest was cut off"
        private_constant :BEGINNING, :CUT_OFF

        class << self
          # @param head [String]
          # @return [Boolean]
          def recognise?(head)
            head.match?(BEGINNING)
          end

          # @return [Boolean]
          def options?
            true
          end

          # @param io [#write]
          # @param entries [Enumerable<Entry, OwnLine, OwnRun>] of the same algorithms, all
          # @param options [Hash{Symbol => Object}] how the list was made: `algorithms`, and what else is to be kept
          # @param created [Time] when the first file was looked at, or before
          # @return [void]
          # @raise [UnwritableEntryError]
          # @raise [ArgumentError] for options that take too long a line
          def write(io, entries, encoding: :hexdigest, options: {}, created: Time.now)
            hexadecimal_only(encoding)
            list = SwiftsumList.new(io, options, created)
            entries.each do |entry|
              lines = entry.is_a?(Entry) ? whole(entry) : entry.lines
              refuse(entry, "its digests are of other algorithms") unless list.of?(entry.algorithms)
              list.add(lines)
            end
            list.finish
          end

          # @param entry [Entry]
          # @return [String] the line, with its newline
          def line(entry, **)
            SwiftsumLine.write(entry) || general(entry)
          end

          private

          # With any name, and whatever is not known.
          def general(entry)
            digests = entry.checksums.to_h { |checksum| [checksum.algorithm.name, checksum.hexdigest] }
            state = SwiftsumMembers::STATE.to_h { |name| [name, entry[name]] }
            members = { **name(entry), size: entry.bytesize, **state, digests: }
            "#{JSON.generate(members.compact)}\n"
          end
        end

        # @return (see Format#options)
        def options
          @head ? @head.options : super
        end

        # @param (see Format#each_run)
        # @yieldparam lines [OwnLines, MalformedLine]
        def each_run(lines, &block)
          @part = :header
          @number = 0
          @tally = SwiftsumTally.new
          lines.each_text { |text, first| beside_header(text, first, &block) }
          block.call(MalformedLine.new(@number + 1, CUT_OFF)) unless %i[end unreadable].include?(@part)
        end

        # @param text [String] lines that come next
        # @param first [Integer] the number of the first one
        # @yieldparam line [OwnLine, Entry, MalformedLine]
        # @return [void]
        def read_all(text, first)
          text.each_line.with_index(first) do |line, number|
            found = read(line.chomp, number)
            yield found if found
          end
        end

        # @param text [String] (see #read_all)
        # @param first [Integer] (see #read_all)
        # @param names [Array<String>] (see OwnLines#run)
        # @param states [Array<Array<Integer>>] (see OwnLines#run)
        # @return [OwnRun, nil] nil if they have to be read
        def run(text, first, names, states)
          return unless @part == :list

          checked = text.byteslice(0, text.index("\n")).include?('"checked_ns":')
          run = @columns.fetch(checked).run(text, names, states) or return
          @number = first + run.size - 1
          @tally.add(text, run.size)
          run
        end

        private

        # The options, which the header says, are known before the first file.
        def beside_header(text, first, &block)
          length = 0
          text.each_line do |line|
            break unless @part == :header

            read_all(line, first, &block)
            first += 1
            length += line.bytesize
          end
          OwnLines.of(text.byteslice(length..), first, self, &block)
        end

        def read(line, number)
          @number = number
          return if @part == :unreadable

          result = super
          @tally.add("#{line}\n", 0)
          result
        end

        def entry(line)
          plain = @plain.line(line) if @part == :list
          return plain.tap { @tally.count += 1 } if plain

          members = parse(line)
          case @part
          when :header then header(members)
          when :end then raise ParseError, "comes after the last line"
          else members.key?("count") ? last(members, line) : listed(members)
          end
        end

        # @return [nil] it is no entry
        def header(members)
          @part = :unreadable
          @head = SwiftsumHead.new(members)
          @plain = SwiftsumLine.new(@head.algorithms.values)
          @columns = [true, false].to_h { |checked| [checked, SwiftsumColumns.new(@plain, checked:)] }
          @part = :list
          nil
        end

        def listed(members)
          @tally.count += 1
          file(members, @head.algorithms)
        end

        # @return [nil] it is no entry
        def last(members, line)
          @part = :end
          @tally.check(members, line)
        end
      end
    end
  end
end
