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
complete -c swiftsum -n __swiftsum_no_command -a audit -d 'say what became of a folder\'s files since then'
complete -c swiftsum -n __swiftsum_no_command -a tree-digest -d 'print one digest for all that a folder has'
complete -c swiftsum -n __swiftsum_no_command -a algorithms -d 'list the algorithms'
complete -c swiftsum -n __swiftsum_no_command -a version -d 'the versions, and the instruction set in use'
complete -c swiftsum -n __swiftsum_no_command -a help -d 'all about a command: swiftsum help COMMAND'
complete -c swiftsum -n '__swiftsum_command sum' -s a -l algorithm -x -a '(__swiftsum_algorithms)' -d 'sha256 without it; several: -a md5,crc32c, or -a again'
complete -c swiftsum -n '__swiftsum_command sum' -l base64 -d 'Base64 in place of hexadecimal digits'
complete -c swiftsum -n '__swiftsum_command sum' -l tag -d 'ALGORITHM (FILE) = DIGEST'
complete -c swiftsum -n '__swiftsum_command sum' -l json -d 'a JSON object on each line'
complete -c swiftsum -n '__swiftsum_command sum' -l format -x -a 'gnu tag json sfv hashdeep swiftsum' -d 'gnu, tag, json, sfv, hashdeep, or swiftsum, with sizes and times'
complete -c swiftsum -n '__swiftsum_command sum' -s z -l zero -d 'lines end with a NUL, and no name is escaped'
complete -c swiftsum -n '__swiftsum_command sum' -s r -l recursive -d 'a folder as FILE means all files in it'
complete -c swiftsum -n '__swiftsum_command sum' -l exclude -x -d 'not what GLOB matches, such as \'*.tmp\' or .git/; again for several'
complete -c swiftsum -n '__swiftsum_command sum' -l include -x -d 'only what GLOB matches'
complete -c swiftsum -n '__swiftsum_command sum' -l follow -d 'links are what they lead to'
complete -c swiftsum -n '__swiftsum_command sum' -l one-file-system -d 'not what is mounted in the folder'
complete -c swiftsum -n '__swiftsum_command sum' -l files0-from -r -F -d 'FILEs are those in LIST (- is standard input), each with a NUL behind it'
complete -c swiftsum -n '__swiftsum_command sum' -s j -l threads -x -d 'at most N work at once (default: the processors)'
complete -c swiftsum -n '__swiftsum_command sum' -s C -l directory -x -a '(__fish_complete_directories)' -d 'each FILE is relative to DIR'
complete -c swiftsum -n '__swiftsum_command sum' -l settle -x -d 'a file changed less than SECONDS ago is read again, until it holds still (default: 0)'
complete -c swiftsum -n '__swiftsum_command sum' -l summary -d 'how many files and bytes it was, at the end'
complete -c swiftsum -n '__swiftsum_command sum' -l progress -d 'how far it is, at once; without it, on a terminal once it takes a while'
complete -c swiftsum -n '__swiftsum_command sum' -l no-progress -d 'nothing of that'
complete -c swiftsum -n '__swiftsum_command sum' -s h -l help -d 'this text'
complete -c swiftsum -n '__swiftsum_command sum' -F
complete -c swiftsum -n '__swiftsum_command check -c --check' -l json -d 'a JSON object for each result and each error; the last has the counts and the exit status'
complete -c swiftsum -n '__swiftsum_command check -c --check' -s a -l algorithm -x -a '(__swiftsum_algorithms)' -d 'for lines that don\'t name one; without it, what its name says (B3SUMS: blake3), or sha256'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l format -x -a 'gnu tag json sfv hashdeep swiftsum release packages gemfile-lock' -d 'the kind of list: gnu, sfv, hashdeep, ...; without it, what it looks like'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l expect -x -d 'what each FILE itself must have: sha256:ba78..., or digits alone, for ALGORITHM'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l quiet -d 'no line for a file that is OK'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l status -d 'no line for any file, and no counts'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l no-extra -d 'what is there and not listed is wrong, too: in DIR, or the current folder'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l exclude -x -d 'of what is not listed, not what GLOB matches, such as \'*.tmp\' or .git/; again for several'
complete -c swiftsum -n '__swiftsum_command check -c --check' -s j -l threads -x -d 'at most N work at once (default: the processors)'
complete -c swiftsum -n '__swiftsum_command check -c --check' -s C -l directory -x -a '(__fish_complete_directories)' -d 'the names in the list are relative to DIR'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l root -x -a '(__fish_complete_directories)' -d 'no name in the list may lead out of DIR, which names are relative to where there is no -C'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l settle -x -d 'a file changed less than SECONDS ago is read again, until it holds still (default: 0.05)'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l summary -d 'how many files and bytes it was, at the end'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l progress -d 'how far it is, at once; without it, on a terminal once it takes a while'
complete -c swiftsum -n '__swiftsum_command check -c --check' -l no-progress -d 'nothing of that'
complete -c swiftsum -n '__swiftsum_command check -c --check' -s h -l help -d 'this text'
complete -c swiftsum -n '__swiftsum_command check -c --check' -F
complete -c swiftsum -n '__swiftsum_command manifest' -s a -l algorithm -x -a '(__swiftsum_algorithms)' -d 'sha256 without it; several: -a md5,crc32c, or -a again'
complete -c swiftsum -n '__swiftsum_command manifest' -l format -x -a 'gnu tag json sfv hashdeep swiftsum' -d 'swiftsum without it; gnu, tag, json, sfv, hashdeep'
complete -c swiftsum -n '__swiftsum_command manifest' -l json -d 'with --update: a JSON object for each change and each error; the last has the counts'
complete -c swiftsum -n '__swiftsum_command manifest' -s o -l output -r -F -d 'the list; without it, standard output'
complete -c swiftsum -n '__swiftsum_command manifest' -l update -d 'bring FILE up to date, if it is there'
complete -c swiftsum -n '__swiftsum_command manifest' -l reread -x -d 'with --update: also read such a share of what looks as listed, the longest unread first: 5%'
complete -c swiftsum -n '__swiftsum_command manifest' -l accept -d 'with --update: list what may have rotted as it is now'
complete -c swiftsum -n '__swiftsum_command manifest' -l exclude -x -d 'not what GLOB matches, such as \'*.tmp\' or .git/; again for several'
complete -c swiftsum -n '__swiftsum_command manifest' -l include -x -d 'only what GLOB matches'
complete -c swiftsum -n '__swiftsum_command manifest' -l follow -d 'links are what they lead to'
complete -c swiftsum -n '__swiftsum_command manifest' -l one-file-system -d 'not what is mounted in the folder'
complete -c swiftsum -n '__swiftsum_command manifest' -s j -l threads -x -d 'at most N work at once (default: the processors)'
complete -c swiftsum -n '__swiftsum_command manifest' -l settle -x -d 'a file changed less than SECONDS ago is read again, until it holds still (default: 0)'
complete -c swiftsum -n '__swiftsum_command manifest' -l summary -d 'how many files and bytes it was, at the end'
complete -c swiftsum -n '__swiftsum_command manifest' -l progress -d 'how far it is, at once; without it, on a terminal once it takes a while'
complete -c swiftsum -n '__swiftsum_command manifest' -l no-progress -d 'nothing of that'
complete -c swiftsum -n '__swiftsum_command manifest' -s h -l help -d 'this text'
complete -c swiftsum -n '__swiftsum_command manifest' -a '(__fish_complete_directories)'
complete -c swiftsum -n '__swiftsum_command audit' -l json -d 'a JSON object for each result and each error; the last has the counts and the exit status'
complete -c swiftsum -n '__swiftsum_command audit' -l quiet -d 'no line for a file that is OK'
complete -c swiftsum -n '__swiftsum_command audit' -l manifest -r -F -d 'the list; needed'
complete -c swiftsum -n '__swiftsum_command audit' -l accept -d 'write what was found as the new list'
complete -c swiftsum -n '__swiftsum_command audit' -l html -x -d 'also write what was found as a page to look at'
complete -c swiftsum -n '__swiftsum_command audit' -l due -x -d 'read only what was last read longer ago than AGE (90d, 12h, ...), or looks other than listed; and note in FILE when it was read'
complete -c swiftsum -n '__swiftsum_command audit' -l since -x -d 'the same for what was not read since TIME, such as 2026-11-01'
complete -c swiftsum -n '__swiftsum_command audit' -l budget -x -d 'read what is due, the longest unread first, for TIME (4h, 30m, ...)'
complete -c swiftsum -n '__swiftsum_command audit' -s j -l threads -x -d 'at most N work at once (default: the processors)'
complete -c swiftsum -n '__swiftsum_command audit' -l settle -x -d 'a file changed less than SECONDS ago is read again, until it holds still (default: 0.05)'
complete -c swiftsum -n '__swiftsum_command audit' -l summary -d 'how many files and bytes it was, at the end'
complete -c swiftsum -n '__swiftsum_command audit' -l progress -d 'how far it is, at once; without it, on a terminal once it takes a while'
complete -c swiftsum -n '__swiftsum_command audit' -l no-progress -d 'nothing of that'
complete -c swiftsum -n '__swiftsum_command audit' -s h -l help -d 'this text'
complete -c swiftsum -n '__swiftsum_command audit' -F
complete -c swiftsum -n '__swiftsum_command tree-digest' -l json -d 'a JSON object for each result and each error; the last has the counts and the exit status'
complete -c swiftsum -n '__swiftsum_command tree-digest' -l kind -x -a 'swhid git-tree h1 nar' -d 'swhid (the default), git-tree, h1 or nar'
complete -c swiftsum -n '__swiftsum_command tree-digest' -l prefix -x -d 'of h1: what stands before each name'
complete -c swiftsum -n '__swiftsum_command tree-digest' -l exclude -x -d 'not what GLOB matches, such as \'*.tmp\' or .git/; again for several'
complete -c swiftsum -n '__swiftsum_command tree-digest' -l include -x -d 'only what GLOB matches'
complete -c swiftsum -n '__swiftsum_command tree-digest' -l follow -d 'links are what they lead to'
complete -c swiftsum -n '__swiftsum_command tree-digest' -l one-file-system -d 'not what is mounted in the folder'
complete -c swiftsum -n '__swiftsum_command tree-digest' -s h -l help -d 'this text'
complete -c swiftsum -n '__swiftsum_command tree-digest' -a '(__fish_complete_directories)'
complete -c swiftsum -n '__swiftsum_command algorithms' -l json -d 'a JSON object for each result and each error; the last has the counts and the exit status'
complete -c swiftsum -n '__swiftsum_command algorithms' -s h -l help -d 'this text'
complete -c swiftsum -n '__swiftsum_command version --version' -l json -d 'a JSON object for each result and each error; the last has the counts and the exit status'
complete -c swiftsum -n '__swiftsum_command version --version' -s h -l help -d 'this text'
complete -c swiftsum -n '__swiftsum_command help -h --help' -s h -l help -d 'this text'
complete -c swiftsum -n '__swiftsum_command help -h --help' -a 'sum check manifest audit tree-digest algorithms version help'
