# frozen_string_literal: true

require_relative "option"

module Swiftsum
  class CLI
    ALL_COMMANDS = %w[sum check manifest audit tree-digest algorithms version help].freeze
    READERS = %w[sum check manifest audit].freeze
    TREES = %w[sum manifest tree-digest].freeze
    private_constant :ALL_COMMANDS, :READERS, :TREES

    # Every option of every command, in the order in which the help has them.
    #
    # @api private
    OPTIONS = [
      Option.new(
        long: "algorithm", short: "a", argument: "ALGORITHM", type: :algorithms, sets: :algorithms,
        section: "Digests", commands: %w[sum manifest],
        help: ["default: sha256; for several, -a md5,crc32c, or", "-a again"]
      ),
      Option.new(
        long: "base64", sets: :encoding, to: :base64digest, section: "Digests", commands: %w[sum],
        help: ["digests in Base64, not in hexadecimal"]
      ),
      Option.new(
        long: "tag", sets: :format, to: :tag, section: "Lines", commands: %w[sum],
        help: ["lines of the form ALGORITHM (FILE) = DIGEST"]
      ),
      Option.new(
        long: "json", sets: :format, to: :json, section: "Lines", commands: %w[sum],
        help: ["a JSON object on each line"]
      ),
      Option.new(
        long: "json", section: "Lines", commands: %w[check audit tree-digest algorithms version],
        help: ["a JSON object for each result and each error;", "the last has the counts and the exit status"]
      ),
      Option.new(
        long: "format", argument: "FORMAT", type: :written_format, section: "Lines", commands: %w[sum],
        help: ["gnu, tag, json, sfv, hashdeep, or swiftsum, with", "sizes and times"]
      ),
      Option.new(
        long: "zero", short: "z", section: "Lines", commands: %w[sum],
        help: ["lines end with a NUL, and no name is escaped"]
      ),
      Option.new(
        long: "algorithm", short: "a", argument: "ALGORITHM", type: :algorithm, section: "Digests", commands: %w[check],
        help: ["for lines that don't name one; without it, what", "its name says (B3SUMS: blake3), or sha256"]
      ),
      Option.new(
        long: "format", argument: "FORMAT", type: :format, section: "Lines", commands: %w[check],
        help: ["the format of the list: gnu, tag, json, sfv,", "hashdeep, swiftsum, release, packages or",
               "gemfile-lock (default: by its contents)"]
      ),
      Option.new(
        long: "expect", argument: "DIGEST", type: :text, section: "Digests", commands: %w[check],
        help: ["what each FILE itself must have: sha256:ba78...,", "or digits alone, for ALGORITHM"]
      ),
      Option.new(
        long: "quiet", sets: :verbosity, to: :quiet, section: "Lines", commands: %w[check audit],
        help: ["no line for a file that is OK"]
      ),
      Option.new(
        long: "format", argument: "FORMAT", type: :written_format, section: "Lines", commands: %w[manifest],
        help: ["swiftsum (the default), gnu, tag, json, sfv or", "hashdeep"]
      ),
      Option.new(
        long: "json", section: "Lines", commands: %w[manifest],
        help: ["with --update: a JSON object for each change", "and each error; the last has the counts"]
      ),
      Option.new(
        long: "output", short: "o", argument: "FILE", type: :file, section: "List", commands: %w[manifest],
        help: ["where to write the list (default: standard", "output)"]
      ),
      Option.new(
        long: "update", section: "List", commands: %w[manifest],
        help: ["bring FILE up to date, or make it if it is not", "there"]
      ),
      Option.new(
        long: "reread", argument: "PERCENT", type: :share, section: "List", commands: %w[manifest],
        help: ["with --update: also read this share of the", "unchanged files, such as 5%, the longest unread", "first"]
      ),
      Option.new(
        long: "accept", section: "List", commands: %w[manifest],
        help: ["with --update: list what may have rotted as it", "is now"]
      ),
      Option.new(
        long: "manifest", argument: "FILE", type: :file, section: "List", commands: %w[audit],
        help: ["the list to compare with (required)"]
      ),
      Option.new(
        long: "accept", section: "List", commands: %w[audit],
        help: ["write what was found as the new list"]
      ),
      Option.new(
        long: "html", argument: "PAGE", type: :file, section: "Lines", commands: %w[audit],
        help: ["also write what was found to PAGE, as HTML"]
      ),
      Option.new(
        long: "due", argument: "AGE", type: :duration, section: "Files", commands: %w[audit],
        help: ["read only what was last read longer ago than", "AGE (90d, 12h, ...), or looks other than listed;",
               "and note in FILE when it was read"]
      ),
      Option.new(
        long: "since", argument: "TIME", type: :time, section: "Files", commands: %w[audit],
        help: ["the same for what was not read since TIME, such", "as 2026-11-01"]
      ),
      Option.new(
        long: "budget", argument: "TIME", type: :duration, section: "Files", commands: %w[audit],
        help: ["read what is due, the longest unread first, for", "TIME (4h, 30m, ...)"]
      ),
      Option.new(
        long: "status", sets: :verbosity, to: :status, section: "Lines", commands: %w[check],
        help: ["no line for any file, and no counts"]
      ),
      Option.new(
        long: "kind", argument: "KIND", type: :kind, section: "Digests", commands: %w[tree-digest],
        help: ["swhid (the default), git-tree, h1 or nar"]
      ),
      Option.new(
        long: "prefix", argument: "PREFIX", type: :text, section: "Digests", commands: %w[tree-digest],
        help: ["of h1: what stands before each name"]
      ),
      Option.new(
        long: "no-extra", section: "Files", commands: %w[check],
        help: ["a file that is not listed is a failure, too;", "looked for in DIR, or the current directory"]
      ),
      Option.new(
        long: "exclude", argument: "GLOB", type: :patterns, section: "Files", commands: %w[check],
        help: ["with --no-extra: ignore what GLOB matches, such", "as '*.tmp' or .git/; may be repeated"]
      ),
      Option.new(
        long: "recursive", short: "r", section: "Folders", commands: %w[sum],
        help: ["hash all files in each FILE that is a folder"]
      ),
      Option.new(
        long: "exclude", argument: "GLOB", type: :patterns, section: "Folders", commands: TREES,
        help: ["leave out what GLOB matches, such as '*.tmp'", "or .git/; may be repeated"]
      ),
      Option.new(
        long: "include", argument: "GLOB", type: :patterns, section: "Folders", commands: TREES,
        help: ["only what GLOB matches; may be repeated"]
      ),
      Option.new(
        long: "follow", section: "Folders", commands: TREES,
        help: ["follow symbolic links"]
      ),
      Option.new(
        long: "one-file-system", section: "Folders", commands: TREES,
        help: ["leave out folders on other file systems"]
      ),
      Option.new(
        long: "files0-from", argument: "LIST", type: :text, section: "Files", commands: %w[sum],
        help: ["read the names of FILEs from LIST (- is standard", "input), each ended by a NUL"]
      ),
      Option.new(
        long: "threads", short: "j", argument: "N", type: :count, section: "Files",
        commands: READERS,
        help: ["at most N work at once (default: the processors)"]
      ),
      Option.new(
        long: "directory", short: "C", argument: "DIR", type: :folder, section: "Files", commands: %w[sum],
        help: ["each FILE is relative to DIR"]
      ),
      Option.new(
        long: "directory", short: "C", argument: "DIR", type: :folder, section: "Files", commands: %w[check],
        help: ["the names in the list are relative to DIR"]
      ),
      Option.new(
        long: "settle", argument: "SECONDS", type: :seconds, section: "Files", commands: %w[sum manifest],
        help: ["a file changed less than SECONDS ago is read", "again, until it holds still (default: 0)"]
      ),
      Option.new(
        long: "root", argument: "DIR", type: :folder, section: "Files", commands: %w[check],
        help: ["no name in the list may lead out of DIR, which", "names are relative to where there is no -C"]
      ),
      Option.new(
        long: "settle", argument: "SECONDS", type: :seconds, section: "Files", commands: %w[check audit],
        default: 0.05,
        help: ["a file changed less than SECONDS ago is read", "again, until it holds still (default: 0.05)"]
      ),
      Option.new(
        long: "summary", section: "Messages", commands: READERS,
        help: ["at the end, how many files and bytes were read"]
      ),
      Option.new(
        long: "progress", section: "Messages", commands: READERS,
        help: ["show progress at once (default: on a terminal,", "after half a second)"]
      ),
      Option.new(
        long: "no-progress", sets: :progress, to: false, section: "Messages", commands: READERS,
        help: ["never show progress"]
      ),
      Option.new(
        long: "help", short: "h", section: "Help", commands: ALL_COMMANDS,
        help: ["print this text"]
      )
    ].freeze
  end
end
