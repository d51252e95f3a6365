# Completion of swiftsum for fish. Made by `rake completions`.

# Whether the command is one of those.
function __swiftsum_command
    set -l words (commandline -opc)
    set -q words[2]; and contains -- $words[2] $argv
end

function __swiftsum_no_command
    test (count (commandline -opc)) -eq 1
end

# Several may stand there, with commas.
function __swiftsum_algorithms
    set -l before (string match -r '.*,' -- (commandline -ct | string replace -r '^-[^=]*=' ''))
    printf "$before%s\n" (swiftsum algorithms 2>/dev/null | string replace -r ' .*' '')
end

complete -c swiftsum -f
complete -c swiftsum -n __swiftsum_no_command -a sum -d 'print the checksums of files'
complete -c swiftsum -n __swiftsum_no_command -a check -d 'verify the files that a manifest lists'
complete -c swiftsum -n __swiftsum_no_command -a manifest -d 'list a folder\'s files, and keep the list up to date'
complete -c swiftsum -n __swiftsum_no_command -a audit -d 'say what changed in a folder since it was listed'
complete -c swiftsum -n __swiftsum_no_command -a tree-digest -d 'print one digest for all that is in a folder'
complete -c swiftsum -n __swiftsum_no_command -a algorithms -d 'list the algorithms'
complete -c swiftsum -n __swiftsum_no_command -a version -d 'print the versions, and the instruction set in use'
complete -c swiftsum -n __swiftsum_no_command -a help -d 'explain a command: swiftsum help COMMAND'
complete -c swiftsum -n '__swiftsum_command sum' -s a -l algorithm -x -a '(__swiftsum_algorithms)' -d 'default: sha256; for several, -a md5,crc32c, or -a again'
complete -c swiftsum -n '__swiftsum_command sum' -l base64 -d 'digests in Base64, not in hexadecimal'
complete -c swiftsum -n '__swiftsum_command sum' -l tag -d 'lines of the form ALGORITHM (FILE) = DIGEST'
complete -c swiftsum -n '__swiftsum_command sum' -l json -d 'a JSON object on each line'
complete -c swiftsum -n '__swiftsum_command sum' -l format -x -a 'gnu tag json sfv hashdeep swiftsum' -d 'gnu, tag, json, sfv, hashdeep, or swiftsum, with sizes and times'
complete -c swiftsum -n '__swiftsum_command sum' -s z -l zero -d 'lines end with a NUL, and no name is escaped'
complete -c swiftsum -n '__swiftsum_command sum' -s r -l recursive -d 'hash all files in each FILE that is a folder'
complete -c swiftsum -n '__swiftsum_command sum' -l exclude -x -d 'leave out what GLOB matches, such as \'*.tmp\' or .git/; may be repeated'
complete -c swiftsum -n '__swiftsum_command sum' -l include -x -d 'only what GLOB matches; may be repeated'
complete -c swiftsum -n '__swiftsum_command sum' -l follow -d 'follow symbolic links'
complete -c swiftsum -n '__swiftsum_command sum' -l one-file-system -d 'leave out folders on other file systems'
complete -c swiftsum -n '__swiftsum_command sum' -l files0-from -r -F -d 'read the names of FILEs from LIST (- is standard input), each ended by a NUL'
complete -c swiftsum -n '__swiftsum_command sum' -s j -l threads -x -d 'at most N work at once (default: the processors)'
complete -c swiftsum -n '__swiftsum_command sum' -s C -l directory -x -a '(__fish_complete_directories)' -d 'each FILE is relative to DIR'
complete -c swiftsum -n '__swiftsum_command sum' -l settle -x -d 'a file changed less than SECONDS ago is read again, until it holds still (default: 0)'
complete -c swiftsum -n '__swiftsum_command sum' -l summary -d 'at the end, how many files and bytes were read'
complete -c swiftsum -n '__swiftsum_command sum' -l progress -d 'show progress at once (default: on a terminal, after half a second)'
complete -c swiftsum -n '__swiftsum_command sum' -l no-progress -d 'never show progress'
complete -c swiftsum -n '__swiftsum_command sum' -s h -l help -d 'print this text'
complete -c swiftsum -n '__swiftsum_command sum' -F
complete -c swiftsum -n '__swiftsum_command check -c --check' -l json -d 'a JSON object for each result and each error; the last has the counts and the exit status'
complete -c swiftsum -n '__swiftsum_command check -c --check' -s a -l algorithm -x -a '(__swiftsum_algorithms)' -d 'for lines that don\'t name one; without it, what its name says (B3SUMS: blake3), or sha256'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l format -x -a 'gnu tag json sfv hashdeep swiftsum release packages gemfile-lock' -d 'the format of the list: gnu, tag, json, sfv, hashdeep, swiftsum, release, packages or gemfile-lock (default: by its contents)'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l expect -x -d 'what each FILE itself must have: sha256:ba78..., or digits alone, for ALGORITHM'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l quiet -d 'no line for a file that is OK'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l status -d 'no line for any file, and no counts'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l no-extra -d 'a file that is not listed is a failure, too; looked for in DIR, or the current directory'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l exclude -x -d 'with --no-extra: ignore what GLOB matches, such as \'*.tmp\' or .git/; may be repeated'
complete -c swiftsum -n '__swiftsum_command check -c --check' -s j -l threads -x -d 'at most N work at once (default: the processors)'
complete -c swiftsum -n '__swiftsum_command check -c --check' -s C -l directory -x -a '(__fish_complete_directories)' -d 'the names in the list are relative to DIR'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l root -x -a '(__fish_complete_directories)' -d 'no name in the list may lead out of DIR, which names are relative to where there is no -C'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l settle -x -d 'a file changed less than SECONDS ago is read again, until it holds still (default: 0.05)'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l summary -d 'at the end, how many files and bytes were read'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l progress -d 'show progress at once (default: on a terminal, after half a second)'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l no-progress -d 'never show progress'
complete -c swiftsum -n '__swiftsum_command check -c --check' -s h -l help -d 'print this text'
complete -c swiftsum -n '__swiftsum_command check -c --check' -F
complete -c swiftsum -n '__swiftsum_command manifest' -s a -l algorithm -x -a '(__swiftsum_algorithms)' -d 'default: sha256; for several, -a md5,crc32c, or -a again'
complete -c swiftsum -n '__swiftsum_command manifest' -l format -x -a 'gnu tag json sfv hashdeep swiftsum' -d 'swiftsum (the default), gnu, tag, json, sfv or hashdeep'
complete -c swiftsum -n '__swiftsum_command manifest' -l json -d 'with --update: a JSON object for each change and each error; the last has the counts'
complete -c swiftsum -n '__swiftsum_command manifest' -s o -l output -r -F -d 'where to write the list (default: standard output)'
complete -c swiftsum -n '__swiftsum_command manifest' -l update -d 'bring FILE up to date, or make it if it is not there'
complete -c swiftsum -n '__swiftsum_command manifest' -l reread -x -d 'with --update: also read this share of the unchanged files, such as 5%, the longest unread first'
complete -c swiftsum -n '__swiftsum_command manifest' -l accept -d 'with --update: list what may have rotted as it is now'
complete -c swiftsum -n '__swiftsum_command manifest' -l exclude -x -d 'leave out what GLOB matches, such as \'*.tmp\' or .git/; may be repeated'
complete -c swiftsum -n '__swiftsum_command manifest' -l include -x -d 'only what GLOB matches; may be repeated'
complete -c swiftsum -n '__swiftsum_command manifest' -l follow -d 'follow symbolic links'
complete -c swiftsum -n '__swiftsum_command manifest' -l one-file-system -d 'leave out folders on other file systems'
complete -c swiftsum -n '__swiftsum_command manifest' -s j -l threads -x -d 'at most N work at once (default: the processors)'
complete -c swiftsum -n '__swiftsum_command manifest' -l settle -x -d 'a file changed less than SECONDS ago is read again, until it holds still (default: 0)'
complete -c swiftsum -n '__swiftsum_command manifest' -l summary -d 'at the end, how many files and bytes were read'
complete -c swiftsum -n '__swiftsum_command manifest' -l progress -d 'show progress at once (default: on a terminal, after half a second)'
complete -c swiftsum -n '__swiftsum_command manifest' -l no-progress -d 'never show progress'
complete -c swiftsum -n '__swiftsum_command manifest' -s h -l help -d 'print this text'
complete -c swiftsum -n '__swiftsum_command manifest' -a '(__fish_complete_directories)'
complete -c swiftsum -n '__swiftsum_command audit' -l json -d 'a JSON object for each result and each error; the last has the counts and the exit status'
complete -c swiftsum -n '__swiftsum_command audit' -l quiet -d 'no line for a file that is OK'
complete -c swiftsum -n '__swiftsum_command audit' -l manifest -r -F -d 'the list to compare with (required)'
complete -c swiftsum -n '__swiftsum_command audit' -l accept -d 'write what was found as the new list'
complete -c swiftsum -n '__swiftsum_command audit' -l html -x -d 'also write what was found to PAGE, as HTML'
complete -c swiftsum -n '__swiftsum_command audit' -l due -x -d 'read only what was last read longer ago than AGE (90d, 12h, ...), or looks other than listed; and note in FILE when it was read'
complete -c swiftsum -n '__swiftsum_command audit' -l since -x -d 'the same for what was not read since TIME, such as 2026-11-01'
complete -c swiftsum -n '__swiftsum_command audit' -l budget -x -d 'read what is due, the longest unread first, for TIME (4h, 30m, ...)'
complete -c swiftsum -n '__swiftsum_command audit' -s j -l threads -x -d 'at most N work at once (default: the processors)'
complete -c swiftsum -n '__swiftsum_command audit' -l settle -x -d 'a file changed less than SECONDS ago is read again, until it holds still (default: 0.05)'
complete -c swiftsum -n '__swiftsum_command audit' -l summary -d 'at the end, how many files and bytes were read'
complete -c swiftsum -n '__swiftsum_command audit' -l progress -d 'show progress at once (default: on a terminal, after half a second)'
complete -c swiftsum -n '__swiftsum_command audit' -l no-progress -d 'never show progress'
complete -c swiftsum -n '__swiftsum_command audit' -s h -l help -d 'print this text'
complete -c swiftsum -n '__swiftsum_command audit' -F
complete -c swiftsum -n '__swiftsum_command tree-digest' -l json -d 'a JSON object for each result and each error; the last has the counts and the exit status'
complete -c swiftsum -n '__swiftsum_command tree-digest' -l kind -x -a 'swhid git-tree h1 nar' -d 'swhid (the default), git-tree, h1 or nar'
complete -c swiftsum -n '__swiftsum_command tree-digest' -l prefix -x -d 'of h1: what stands before each name'
complete -c swiftsum -n '__swiftsum_command tree-digest' -l exclude -x -d 'leave out what GLOB matches, such as \'*.tmp\' or .git/; may be repeated'
complete -c swiftsum -n '__swiftsum_command tree-digest' -l include -x -d 'only what GLOB matches; may be repeated'
complete -c swiftsum -n '__swiftsum_command tree-digest' -l follow -d 'follow symbolic links'
complete -c swiftsum -n '__swiftsum_command tree-digest' -l one-file-system -d 'leave out folders on other file systems'
complete -c swiftsum -n '__swiftsum_command tree-digest' -s h -l help -d 'print this text'
complete -c swiftsum -n '__swiftsum_command tree-digest' -a '(__fish_complete_directories)'
complete -c swiftsum -n '__swiftsum_command algorithms' -l json -d 'a JSON object for each result and each error; the last has the counts and the exit status'
complete -c swiftsum -n '__swiftsum_command algorithms' -s h -l help -d 'print this text'
complete -c swiftsum -n '__swiftsum_command version --version' -l json -d 'a JSON object for each result and each error; the last has the counts and the exit status'
complete -c swiftsum -n '__swiftsum_command version --version' -s h -l help -d 'print this text'
complete -c swiftsum -n '__swiftsum_command help -h --help' -s h -l help -d 'print this text'
complete -c swiftsum -n '__swiftsum_command help -h --help' -a 'sum check manifest audit tree-digest algorithms version help'
