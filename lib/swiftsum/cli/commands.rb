# frozen_string_literal: true

require_relative "command"

module Swiftsum
  class CLI
    autoload :Algorithms, File.expand_path("commands/algorithms", __dir__)
    autoload :AuditFolder, File.expand_path("commands/audit_folder", __dir__)
    autoload :Check, File.expand_path("commands/check", __dir__)
    autoload :Help, File.expand_path("commands/help", __dir__)
    autoload :Sum, File.expand_path("commands/sum", __dir__)
    autoload :TreeDigest, File.expand_path("commands/tree_digest", __dir__)
    autoload :Version, File.expand_path("commands/version", __dir__)
    autoload :WriteManifest, File.expand_path("commands/write_manifest", __dir__)

    BYTES = "every file is read as bytes"
    STRICT = "a malformed line always ends in status 2"
    NEWLINES = "a list has lines; names with newlines are escaped in it"
    private_constant :BYTES, :STRICT, :NEWLINES

    # The commands, in the order of the help.
    #
    # @api private
    COMMANDS = [
      Command.new(
        name: "sum",
        summary: "print the checksums of files",
        usage: "swiftsum sum [OPTION]... [FILE]...",
        description: <<~TEXT,
          Prints the checksums of files. Without FILE, or where FILE is -, reads standard
          input. With -r, a FILE may be a folder.

          A line is DIGEST  FILE, as sha256sum writes it. It does not name the algorithm,
          so with several algorithms the lines are ALGORITHM (FILE) = DIGEST, as with
          --tag. However many there are, a file is read once. A file that standard output
          is written to is left out.

          Examples:

          swiftsum sum -r pkg --exclude '*.tmp' > SHA256SUMS
          find . -name '*.iso' -print0 | swiftsum sum --files0-from -
        TEXT
        statuses: <<~TEXT,
          Exit status: 0 if every file was read; 1 if one was not, and the others were; 2
          if the command line is wrong or the output cannot be written.
        TEXT
        habits: {
          "-c" => "to verify files, write: swiftsum check FILE",
          "--check" => "to verify files, write: swiftsum check FILE",
          "-R" => "to go through a folder, write -r", "-L" => "to follow links, write --follow",
          "-x" => "write --one-file-system",
          "-b" => BYTES, "--binary" => BYTES, "-t" => BYTES, "--text" => BYTES
        }
      ),
      Command.new(
        name: "check",
        aliases: %w[-c --check],
        summary: "verify the files that a manifest lists",
        usage: "swiftsum check [OPTION]... [FILE]... [-- NAME...]",
        description: <<~TEXT,
          Verifies the files that each FILE lists, in lines as 'swiftsum sum', sha256sum,
          b3sum or 'cksum --tag' write them. Without FILE, or where FILE is -, reads the
          list from standard input. With NAMEs, verifies only these.

          The names in a list are relative to the current directory, or to DIR of -C.

          A FILE that is a folder with a bag (bagit.txt) or an OCFL object is validated as
          a whole: what is there, what should be, and all contents.

          Examples:

          swiftsum check SHA256SUMS
          swiftsum check SHA256SUMS -- a.tar.gz       that file only
          swiftsum check --expect sha256:ba78... a.tar.gz
        TEXT
        statuses: <<~TEXT,
          Exit status: 0 only if every listed file was verified and matched; 1 if one does
          not match or is missing; 2 if something could not be verified: nothing listed, a
          malformed line, an unknown algorithm, a file that cannot be read, a NAME that is
          not listed.
        TEXT
        habits: {
          "-c" => "it is what 'swiftsum check' does", "--check" => "it is what 'swiftsum check' does",
          "--ignore-missing" => "name the files that are to be verified: swiftsum check FILE -- NAME...",
          "--strict" => STRICT, "-w" => STRICT, "--warn" => STRICT,
          "-q" => "write --quiet", "-s" => "write --status", "--silent" => "write --status",
          "-z" => NEWLINES, "--zero" => NEWLINES,
          "-b" => BYTES, "--binary" => BYTES, "-t" => BYTES, "--text" => BYTES
        }
      ),
      Command.new(
        name: "manifest",
        type: :WriteManifest,
        summary: "list a folder's files, and keep the list up to date",
        usage: "swiftsum manifest [OPTION]... FOLDER",
        description: <<~TEXT,
          Lists all files in FOLDER, at any depth, with size, times and digests, in a
          format that 'swiftsum audit' and 'swiftsum check' read. The list is written
          whole or not at all, and does not list itself.

          With --update, reads only what is new, or looks other than it is listed, or was
          changed just before it was read; drops what is gone; and says what it found, as
          'swiftsum audit' does. A file whose contents changed while the time of its last
          change did not stays as it is listed, unless --accept is given.

          Examples:

          swiftsum manifest -o archive.jsonl archive
          swiftsum manifest --update -o archive.jsonl --reread 5% archive
        TEXT
        statuses: <<~TEXT
          Exit status: 0 if every file could be listed; 1 if one could not, or may have
          rotted; 2 if the command line is wrong, or the list cannot be read or written.
        TEXT
      ),
      Command.new(
        name: "audit",
        type: :AuditFolder,
        summary: "say what changed in a folder since it was listed",
        usage: "swiftsum audit [OPTION]... --manifest FILE FOLDER",
        description: <<~TEXT,
          Reads all files in FOLDER and says which are as FILE lists them, and which were
          modified, moved, copied or removed, are new, or may have rotted: their contents
          changed while the time of their last change did not.

          What was moved or copied is told by contents. FILE is what 'swiftsum manifest'
          writes, or any other list; but only the former says when a file was changed.

          Examples:

          swiftsum audit --quiet --manifest archive.jsonl archive
          swiftsum audit --html report.html --manifest archive.jsonl archive
          swiftsum audit --due 90d --budget 4h --manifest archive.jsonl archive
        TEXT
        statuses: <<~TEXT
          Exit status: 0 if every file that was to be read is as listed; 1 if files were
          modified, moved, copied or removed, are new, or changed while they were read; 2
          if one could not be read, or the list has a malformed line; 3 for suspected bit
          rot. Where several apply, the highest counts.
        TEXT
      ),
      Command.new(
        name: "tree-digest",
        summary: "print one digest for all that is in a folder",
        usage: "swiftsum tree-digest [OPTION]... FOLDER...",
        description: <<~TEXT,
          Prints a digest of the names and contents of all that is in each FOLDER. KIND is
          one of:

          swhid      swh:1:dir:..., the identifier of Software Heritage (the default)
          git-tree   the id of git's tree; for a checkout, add --exclude /.git
          h1         as in go.sum; for a Go module, add --prefix PATH@VERSION
          nar        the SHA-256 of the folder as a Nix archive
        TEXT
        statuses: <<~TEXT
          Exit status: 0 if every FOLDER has a digest; 1 if one has none, for something in
          it cannot be read or has no place in such a digest; 2 if the command line is
          wrong or the output cannot be written.
        TEXT
      ),
      Command.new(
        name: "algorithms",
        summary: "list the algorithms",
        usage: "swiftsum algorithms",
        description: <<~TEXT
          Lists the algorithms: the name, the length of a digest in bits, and what it is
          for.

          cryptographic        finds every change, also one that was made on purpose
          broken               was cryptographic: forgeries are known, so use it only to
                               compare with what others publish, or to find accidents
          not cryptographic    finds accidents, not forgeries

          BLAKE2 with fewer bits: add their number, such as blake2b-256.
        TEXT
      ),
      Command.new(
        name: "version",
        aliases: %w[--version],
        summary: "print the versions, and the instruction set in use",
        usage: "swiftsum version",
        description: <<~TEXT
          Prints the versions of the program, of its library and of the library's ABI, the
          instruction set in use, and those that this machine has.
        TEXT
      ),
      Command.new(
        name: "help",
        aliases: %w[-h --help],
        summary: "explain a command: swiftsum help COMMAND",
        usage: "swiftsum help [COMMAND]",
        description: "Prints what swiftsum or COMMAND does.\n"
      )
    ].freeze
  end
end
