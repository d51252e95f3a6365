# frozen_string_literal: true

require_relative "json_lines"

module Swiftsum
  class Manifest
    module Formats
      # Swiftsum's own format, version 1: JSON lines, of which the first says how the list was made, and the last how
      # many files there are and what digest the lines above have. So a list that was cut off or altered is noticed.
      # `docs/manifests.md` describes it.
      #
      # @api private
      class SwiftsumLines < JSONLines
        VERSION = 1
        # What the first line is known by.
        MARK = "swiftsum_manifest"
        BEGINNING = /\A\s*\{\s*"#{MARK}"\s*:/n
        # Of an entry, besides its name, size and digests: integers.
        STATE = %i[mtime_ns ctime_ns inode device].freeze
        CREATED = "%Y-%m-%dT%H:%M:%S.%NZ"
        CUT_OFF = "the last line is missing: the manifest was cut off"
        private_constant :VERSION, :MARK, :BEGINNING, :STATE, :CREATED, :CUT_OFF

        # Writes lines, and has the digest of all.
        class List
          # @param io [#write]
          def initialize(io)
            @io = io
            @digest = SHA256.new
          end

          # @param line [String] with its newline
          def write(line)
            @digest << line
            @io.write(line)
          end

          # @return [String]
          def digest
            "sha256:#{@digest.hexdigest}"
          end
        end
        private_constant :List

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
            raise ArgumentError, "it has hexadecimal digits only" unless encoding == :hexdigest

            list = List.new(io)
            count = write_list(list, entries, options[:algorithms]&.map(&:to_s)) do |names|
              header(names, created, options)
            end
            io.write("#{JSON.generate({ count:, digest: list.digest })}\n")
          end

          # @param entry [Entry]
          # @return [String] the line, with its newline
          def line(entry, **)
            digests = entry.checksums.to_h { |checksum| [checksum.algorithm.name, checksum.hexdigest] }
            state = STATE.to_h { |name| [name, entry[name]] }
            members = { **name(entry), size: entry.bytesize, **state, digests: }
            "#{JSON.generate(members.compact)}\n"
          end

          private

          # The header has the algorithms, which without `names` are those of the first entry.
          #
          # @return [Integer] how many entries there were
          def write_list(list, entries, names)
            list.write(yield(names)) if names
            count = entries.count do |entry|
              list.write(yield(names = names(entry))) unless names
              refuse(entry, "its digests are not by #{names.join(', ')}") unless names(entry) == names
              list.write(whole(entry))
              true
            end
            list.write(yield([])) unless names
            count
          end

          def names(entry)
            entry.checksums.map { |checksum| checksum.algorithm.name }
          end

          def header(algorithms, created, options)
            members = { MARK => VERSION, algorithms:, created: created.utc.strftime(CREATED),
                        **options.except(:algorithms).transform_values { |value| text(value) } }
            line = "#{JSON.generate(members)}\n"
            raise ArgumentError, "the options are too long for a line" if line.bytesize >= Lines::LONGEST

            line
          end

          # Patterns are bytes.
          def text(value)
            return value.map { |each| text(each) } if value.is_a?(Array)
            return value unless value.is_a?(String)

            text = Escaping.text(value)
            text.encoding == Encoding::UTF_8 ? text : { base64: [text].pack("m0") }
          end
        end

        # @return (see Format#options)
        def options
          @options || super
        end

        # @param (see Format#each_entry)
        # @yieldparam (see Format#each_entry)
        def each_entry(lines, &block)
          @part = :header
          @count = 0
          @number = 0
          @digest = SHA256.new
          super
          block.call(MalformedLine.new(@number + 1, CUT_OFF)) unless %i[end unreadable].include?(@part)
        end

        private

        def read(line, number)
          @number = number
          return if @part == :unreadable

          result = super
          @digest << line << "\n"
          result
        end

        def entry(line)
          members = parse(line)
          case @part
          when :header then header(members)
          when :end then raise ParseError, "comes after the last line"
          else members.key?("count") ? last(members) : file(members)
          end
        end

        # @return [nil] it is no entry
        def header(members)
          @part = :unreadable
          check_version(members[MARK])
          names = members["algorithms"]
          raise ParseError, "has no list of algorithms" unless names.is_a?(Array) && names.all?(String)

          @algorithms = names.to_h { |name| [name, Algorithm.fetch(name)] }
          @options = members.except(MARK).transform_keys(&:to_sym).transform_values { |value| bytes(value) }.freeze
          @part = :list
          nil
        end

        def check_version(version)
          raise ParseError, "is not the first line of such a manifest" unless version
          raise ParseError, "is of version #{version}, and only version #{VERSION} is known" unless version == VERSION
        end

        def bytes(value)
          case value
          when Array then value.map { |each| bytes(each) }
          when Members then value.key?("base64") ? base64(value, "base64") : value.to_h
          else value
          end
        end

        def file(members)
          @count += 1
          state = STATE.to_h { |name| [name, integer(members, name.to_s)] }
          Entry.new(checked(name(members)), checksums(members["digests"]), size(members), **state)
        end

        def checksums(digests)
          raise ParseError, "has not the digests that the first line says" unless digests?(digests)

          digests.map { |name, digest| Checksum.parse(digest, @algorithms.fetch(name)) }
        end

        def digests?(digests)
          digests.is_a?(Members) && digests.keys.sort == @algorithms.keys.sort && digests.each_value.all?(String)
        end

        # @return [nil] it is no entry
        def last(members)
          @part = :end
          return if members["count"] == @count && members["digest"] == "sha256:#{@digest.hexdigest}"
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
