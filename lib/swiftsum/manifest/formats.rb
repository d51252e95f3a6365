# frozen_string_literal: true

require_relative "format"

module Swiftsum
  class Manifest
    # A class for each format, of the kind of {Format}. To add one: its file in `formats`, a line for it to be loaded; a
    # name in {WRITTEN}, if it is written; a place in {RECOGNISED}, if it is read in a way of its own, and in {NAMED} if
    # a manifest's name says that it is one.
    #
    # @api private
    module Formats
      autoload :BSDTag, "#{__dir__}/formats/bsd_tag"
      autoload :ChecksumLines, "#{__dir__}/formats/checksum_lines"
      autoload :Clearsigned, "#{__dir__}/formats/clearsigned"
      autoload :DebianInRelease, "#{__dir__}/formats/debian_in_release"
      autoload :DebianPackages, "#{__dir__}/formats/debian_packages"
      autoload :DebianRelease, "#{__dir__}/formats/debian_release"
      autoload :GemfileLock, "#{__dir__}/formats/gemfile_lock"
      autoload :GNU, "#{__dir__}/formats/gnu"
      autoload :Hashdeep, "#{__dir__}/formats/hashdeep"
      autoload :JSONLines, "#{__dir__}/formats/json_lines"
      autoload :SFV, "#{__dir__}/formats/sfv"
      autoload :SwiftsumLines, "#{__dir__}/formats/swiftsum_lines"

      # By the name that the command line and the rake task have for them.
      WRITTEN = {
        gnu: :GNU, tag: :BSDTag, json: :JSONLines, sfv: :SFV, hashdeep: :Hashdeep, swiftsum: :SwiftsumLines
      }.freeze

      # Those that are read, likewise.
      READ = WRITTEN.merge(release: :DebianRelease, packages: :DebianPackages, gemfile_lock: :GemfileLock).freeze

      # What begins like none of them is what its name says, or checksum lines.
      RECOGNISED = %i[SwiftsumLines JSONLines DebianInRelease Clearsigned Hashdeep GemfileLock DebianPackages
                      DebianRelease SFV].freeze

      # By the ends of manifests' names, in small letters.
      NAMED = { ".sfv" => :SFV, "gemfile.lock" => :GemfileLock, "gems.locked" => :GemfileLock }.freeze

      # What most manifests begin with, and none of {RECOGNISED}, unless it is signed farther below: a GNU line.
      GNU_FIRST = /\A\h{8,} [ *](?!.*^-----BEGIN)/mn
      private_constant :GNU_FIRST

      class << self
        # @param name [Symbol, String] of {WRITTEN}
        # @return [Class]
        # @raise [ArgumentError]
        def written(name)
          find(WRITTEN, name)
        end

        # @param name [Symbol, String] of {READ}
        # @return [Class]
        # @raise [ArgumentError]
        def read(name)
          find(READ, name)
        end

        # @param head [String] the beginning of a manifest
        # @param path [String, #to_path, nil] its name
        # @return [Class] that reads it
        def recognise(head, path)
          by_content(head) || (path && by_name(path)) || ChecksumLines
        end

        private

        def find(formats, name)
          const_get(formats.fetch(name.to_sym))
        rescue KeyError
          raise ArgumentError, "unknown format #{name.inspect}; there are #{formats.keys.join(', ')}"
        end

        def by_content(head)
          return if head.match?(GNU_FIRST)

          RECOGNISED.each do |name|
            format = const_get(name)
            return format if format.recognise?(head)
          end
          nil
        end

        def by_name(path)
          name = File.basename(path).b.downcase
          NAMED.find { |ending, _| name.end_with?(ending) }&.then { |_, format| const_get(format) }
        end
      end
    end
  end
end
