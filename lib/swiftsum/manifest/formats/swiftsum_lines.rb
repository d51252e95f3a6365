# frozen_string_literal: true

require_relative "json_lines"
require_relative "lines_digest"
require_relative "swiftsum_head"
require_relative "swiftsum_line"
require_relative "swiftsum_list"

module Swiftsum
  class Manifest
    module Formats
      # Swiftsum's own format, version 1: JSON lines. The first says how the list was made; the last, how many files it
      # has and what digest the lines above have. So a list that was cut off or altered is noticed.
      # `docs/manifests.md` describes it.
      #
      # @api private
      class SwiftsumLines < JSONLines
        BEGINNING = /\A\s*\{\s*"#{SwiftsumHead::MARK}"\s*:/n
        # Of an entry, besides its name, size and digests: integers.
        STATE = %i[mtime_ns ctime_ns inode device checked_ns].freeze
        CUT_OFF = "the last line is missing: the manifest was cut off"
        private_constant :BEGINNING, :STATE, :CUT_OFF

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
          # @param entries [Enumerable<Entry>] of the same algorithms, all
          # @param options [Hash{Symbol => Object}] how the list was made: `algorithms`, and what else is to be kept
          # @param created [Time] when the first file was looked at, or before
          # @return [void]
          # @raise [UnwritableEntryError]
          # @raise [ArgumentError] for options that take too long a line
          def write(io, entries, encoding: :hexdigest, options: {}, created: Time.now)
            hexadecimal_only(encoding)
            list = SwiftsumList.new(io, options, created)
            entries.each do |entry|
              line = entry.is_a?(OwnLine) ? entry.text : whole(entry).chomp
              refuse(entry, "its digests are of other algorithms") unless list.of?(entry.algorithms.map(&:name))
              list.add(line)
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
            state = STATE.to_h { |name| [name, entry[name]] }
            members = { **name(entry), size: entry.bytesize, **state, digests: }
            "#{JSON.generate(members.compact)}\n"
          end
        end

        # @return (see Format#options)
        def options
          @head ? @head.options : super
        end

        # @param (see Format#each_entry)
        # @yieldparam (see Format#each_entry)
        def each_entry(lines, &block)
          @part = :header
          @count = 0
          @number = 0
          @digest = LinesDigest.new
          super
          block.call(MalformedLine.new(@number + 1, CUT_OFF)) unless %i[end unreadable].include?(@part)
        end

        # @param (see Format#each_run)
        # @yieldparam entry [Entry, MalformedLine, OwnLine]
        def each_run(lines, &)
          @whole = true
          each_entry(lines, &)
        end

        private

        def read(line, number)
          @number = number
          return if @part == :unreadable

          result = super
          @digest.add(line)
          result
        end

        def entry(line)
          plain = (@whole ? @plain.line(line) : @plain.read(line)) if @part == :list
          return plain.tap { @count += 1 } if plain

          members = parse(line)
          case @part
          when :header then header(members)
          when :end then raise ParseError, "comes after the last line"
          else members.key?("count") ? last(members, line) : file(members)
          end
        end

        # @return [nil] it is no entry
        def header(members)
          @part = :unreadable
          @head = SwiftsumHead.new(members)
          @plain = SwiftsumLine.new(@head.algorithms.values)
          @part = :list
          nil
        end

        def file(members)
          @count += 1
          state = STATE.to_h { |name| [name, integer(members, name.to_s)] }
          Entry.new(checked(name(members)), checksums(members["digests"]), size(members), **state)
        end

        def checksums(digests)
          raise ParseError, "the first line says no algorithms" if @head.algorithms.empty?
          raise ParseError, "has not the digests that the first line says" unless digests?(digests)

          digests.map { |name, digest| Checksum.parse(digest, @head.algorithms.fetch(name)) }
        end

        def digests?(digests)
          digests.is_a?(Members) && digests.keys.sort == @head.algorithms.keys.sort && digests.each_value.all?(String)
        end

        # It has no digest, so it must be what is written, to the letter.
        #
        # @return [nil] it is no entry
        def last(members, line)
          @part = :end
          digest = "sha256:#{@digest.hexdigest}"
          return if line.strip == JSON.generate({ count: @count, digest: })
          raise ParseError, "says #{members['count']} files, and there are #{@count}" unless members["count"] == @count

          raise ParseError, "says another digest than the lines above have: the manifest was altered"
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
