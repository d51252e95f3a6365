# frozen_string_literal: true

require_relative "../format"

module Swiftsum
  class Manifest
    module Formats
      # Bundler's `Gemfile.lock`, whose section CHECKSUMS has the digests of gems. Their files are those that
      # `bundle cache` puts into `vendor/cache`.
      #
      # Every gem of the section GEM is to have a digest; those from a path or of git have none. Of a gem that is locked
      # for several platforms, one file is enough, because Bundler loads no others: a notice says which are not there.
      #
      # @api private
      class GemfileLock < Format
        FOLDER = "vendor/cache"
        FIRST = /\A(?:GEM|PATH|GIT|PLUGIN SOURCE)\r?\n  remote: /n
        SECTIONS = ["GEM", "PATH", "GIT", "PLUGIN SOURCE", "PLATFORMS", "DEPENDENCIES", "CHECKSUMS", "RUBY VERSION",
                    "BUNDLED WITH"].freeze
        # With no slash in it: it becomes a file's name.
        GEM = /(?<name>[A-Za-z0-9._-]+) \((?<version>[A-Za-z0-9._]+)(?:-(?<platform>[A-Za-z0-9._-]+))?\)/n
        LOCKED = /\A {4}#{GEM}\z/n
        CHECKSUM = /\A {2}#{GEM}(?: (?<digests>\S+))?\z/n
        # A line that has a digest, whatever else is wrong with it. No requirement of a version looks so: `(>= 1.0)`.
        LIKE_LISTED = /\A {2}\S+ \(.*\w=\h/n
        # Of a lock that anybody has.
        MOST_GEMS = 100_000
        NO_CHECKSUMS = "has no section CHECKSUMS; write it with: bundle lock --add-checksums"
        private_constant :FOLDER, :FIRST, :SECTIONS, :GEM, :LOCKED, :CHECKSUM, :LIKE_LISTED, :MOST_GEMS, :NO_CHECKSUMS

        # @param head [String]
        # @return [Boolean]
        def self.recognise?(head)
          head.match?(FIRST)
        end

        # @param (see Format#initialize)
        def initialize(**)
          super
          @locked = {}
          @listed = {}
          @left_out = []
        end

        # @param (see Format#each_entry)
        # @yieldparam (see Format#each_entry)
        def each_entry(lines, &block)
          last = 0
          lines.each do |line, number|
            malformed = read(line, last = number)
            yield malformed if malformed
          end
          return yield(MalformedLine.new(last + 1, NO_CHECKSUMS)) unless @checksums

          entries.each(&block)
        end

        # @return [Array<Notice>]
        def notices
          return [] if @left_out.empty?

          text = "not there, for they are of other platforms: #{@left_out.first(3).join(', ')}"
          text += " and #{@left_out.size - 3} more" if @left_out.size > 3
          [Notice.new(:left_out, text)]
        end

        private

        # @return [nil] the entries come when all is read
        def entry(line)
          return if line.empty?
          return section(line) unless line.start_with?(" ", "\t")
          return listed(line) if @section == "CHECKSUMS"
          raise ParseError, "a checksum outside of the section CHECKSUMS" if line.match?(LIKE_LISTED)

          locked(line) if @section == "GEM"
        end

        def section(line)
          raise ParseError, "#{line.inspect} is no section of such a file" unless SECTIONS.include?(line)
          raise ParseError, "a second section CHECKSUMS" if line == "CHECKSUMS" && @checksums

          @section = line
          @checksums ||= line == "CHECKSUMS"
          nil
        end

        def locked(line)
          match = LOCKED.match(line) or return
          keep(@locked, gem(match), [])
        end

        def listed(line)
          match = CHECKSUM.match(line) or raise ParseError, "not a gem and its checksum"
          gem = gem(match)
          raise ParseError, "#{gem.compact.join('-')} is listed twice" if @listed.key?(gem)

          keep(@listed, gem, [])
          @listed[gem] = match[:digests].to_s.split(",").map { |digest| Checksum.parse(digest) }
          nil
        end

        # @return [Array(String, String, String)] name, version and platform, which may be nil
        def gem(match)
          [match[:name], match[:version], match[:platform]]
        end

        def keep(gems, gem, checksums)
          raise ParseError, "more gems than a lock may have" if gems.size == MOST_GEMS

          gems[gem] = checksums
          nil
        end

        # A gem from a path, or of git, is there without a digest; it is not of the section GEM.
        def entries
          gems = @locked.merge(@listed.select { |gem, checksums| checksums.any? || @locked.key?(gem) })
          gems.group_by { |gem, _| gem.first(2) }.each_value.flat_map { |platforms| needed(platforms) }
        end

        # Of the same gem for several platforms, those that are there; all, if none is.
        def needed(platforms)
          entries = platforms.map do |gem, checksums|
            Entry.new("#{FOLDER}/#{gem.compact.join('-')}.gem", checksums)
          end
          there, gone = entries.partition { |entry| there?(entry.name) }
          return entries if there.empty?

          @left_out.concat(gone.map(&:name))
          there
        end
      end
    end
  end
end
