# frozen_string_literal: true

require_relative "format"
require_relative "formats/bsd_tag"
require_relative "formats/clearsigned"
require_relative "formats/debian_in_release"
require_relative "formats/debian_packages"
require_relative "formats/debian_release"
require_relative "formats/gemfile_lock"
require_relative "formats/gnu"
require_relative "formats/hashdeep"
require_relative "formats/json_lines"
require_relative "formats/sfv"
require_relative "formats/swiftsum_lines"

module Swiftsum
  class Manifest
    # A class for each format, of the kind of {Format}. To add one: its file in `formats`, a line above; a name in
    # {WRITTEN}, if it is written; a place in {RECOGNISED}, if it is read in a way of its own, and in {NAMED} if a
    # manifest's name says that it is one.
    #
    # @api private
    module Formats
      # By the name that the command line and the rake task have for them.
      WRITTEN = {
        gnu: GNU, tag: BSDTag, json: JSONLines, sfv: SFV, hashdeep: Hashdeep, swiftsum: SwiftsumLines
      }.freeze

      # Those that are read, likewise.
      READ = WRITTEN.merge(release: DebianRelease, packages: DebianPackages, gemfile_lock: GemfileLock).freeze

      # What begins like none of them is what its name says, or checksum lines.
      RECOGNISED = [SwiftsumLines, JSONLines, DebianInRelease, Clearsigned, Hashdeep, GemfileLock, DebianPackages,
                    DebianRelease, SFV].freeze

      # By the ends of manifests' names, in small letters.
      NAMED = { ".sfv" => SFV, "gemfile.lock" => GemfileLock, "gems.locked" => GemfileLock }.freeze

      class << self
        # @param head [String] the beginning of a manifest
        # @param path [String, #to_path, nil] its name
        # @return [Class] that reads it
        def recognise(head, path)
          RECOGNISED.find { |format| format.recognise?(head) } || (path && named(path)) || ChecksumLines
        end

        private

        def named(path)
          name = File.basename(path).b.downcase
          NAMED.find { |ending, _| name.end_with?(ending) }&.last
        end
      end
    end
  end
end
