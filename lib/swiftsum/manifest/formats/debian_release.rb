# frozen_string_literal: true

require_relative "../format"

module Swiftsum
  class Manifest
    module Formats
      # A control file of Debian that lists files in fields of several lines, by algorithm: apt's `Release`, and `.dsc`,
      # `.changes` and `.buildinfo`. Each line of such a field has a digest, the size, and the file's name last. Other
      # fields say nothing of files.
      #
      # @api private
      class DebianRelease < Format
        FIELDS = {
          "md5sum" => "md5", "sha1" => "sha1", "sha256" => "sha256", "sha512" => "sha512",
          "files" => "md5", "checksums-md5" => "md5", "checksums-sha1" => "sha1", "checksums-sha256" => "sha256",
          "checksums-sha512" => "sha512"
        }.freeze
        FIELD = /\A(?<name>[!-9;-~]+):[ \t]*(?<value>.*)\z/mn
        LISTED = /\A[ \t]+(?<digest>\h+)[ \t]+(?<size>[0-9]{1,18})[ \t](?<rest>.*)\z/mn
        # What looks like a listed file, in whatever field.
        LIKE_LISTED = /\A[ \t]+\h{32,}[ \t]/n
        # `.changes` has the section and the priority of a package before the name.
        CHANGES = %r{\A[a-z0-9/+-]+ [a-z-]+ (?<name>[^ ]+)\z}n
        UNSIGNED = Notice.new(:signature, "not signed: it proves nothing unless you know where it is from")
        private_constant :FIELDS, :FIELD, :LISTED, :LIKE_LISTED, :CHANGES, :UNSIGNED

        class << self
          # @param head [String]
          # @return [Boolean]
          def recognise?(head)
            fields?(head.lines.map(&:chomp))
          end

          # @param lines [Array<String>] the first
          # @return [Boolean]
          def fields?(lines)
            return false unless lines.first&.match?(FIELD)

            lines.each_cons(2).any? do |line, following|
              field = FIELD.match(line)
              field && FIELDS.key?(field[:name].downcase) && following.match?(LIKE_LISTED)
            end
          end
        end

        # @return [Array<Notice>]
        def notices
          [UNSIGNED]
        end

        private

        def read(line, number)
          return if line.empty? || comment?(line)

          super
        end

        def comment?(line)
          line.start_with?("#")
        end

        def entry(line)
          return field(line) unless line.start_with?(" ", "\t")
          return listed(line) if @algorithm
          return unless line.match?(LIKE_LISTED)

          raise ParseError, "a digest in the field #{@field.inspect}, which is of no algorithm that is known here"
        end

        # @return [nil] it is no entry
        def field(line)
          match = FIELD.match(line) or raise ParseError, "neither a field nor a line of one"
          @field = match[:name]
          @algorithm = FIELDS[@field.downcase]
          raise ParseError, "the field #{@field} begins in its first line" if @algorithm && !match[:value].empty?

          nil
        end

        def listed(line)
          match = LISTED.match(line) or raise ParseError, "is not a digest, a size and a name"
          name = match[:rest].delete_prefix(" ").sub(/\A +/n, "")
          name = CHANGES.match(name)&.[](:name) || name if @field.casecmp?("Files")
          Entry.new(checked(name), Checksum.parse(match[:digest], @algorithm), match[:size].to_i)
        end
      end
    end
  end
end
