# Completion of swiftsum for bash. Made by `rake completions`.

_swiftsum_commands="sum check manifest audit tree-digest algorithms version help"

_swiftsum_argument() {
  case $1 in
    "sum -a" | "sum --algorithm") _swiftsum_algorithms ;;
    "sum --format") _swiftsum_words "gnu tag json sfv hashdeep swiftsum" ;;
    "sum --exclude") : ;;
    "sum --include") : ;;
    "sum --files0-from") _swiftsum_paths -f ;;
    "sum -j" | "sum --threads") : ;;
    "sum -C" | "sum --directory") _swiftsum_paths -d ;;
    "sum --settle") : ;;
    "check -a" | "check --algorithm" | "-c -a" | "-c --algorithm" | "--check -a" | "--check --algorithm") _swiftsum_algorithms ;;
    "check --format" | "-c --format" | "--check --format") _swiftsum_words "gnu tag json sfv hashdeep swiftsum release packages gemfile-lock" ;;
    "check --expect" | "-c --expect" | "--check --expect") : ;;
    "check --exclude" | "-c --exclude" | "--check --exclude") : ;;
    "check -j" | "check --threads" | "-c -j" | "-c --threads" | "--check -j" | "--check --threads") : ;;
    "check -C" | "check --directory" | "-c -C" | "-c --directory" | "--check -C" | "--check --directory") _swiftsum_paths -d ;;
    "check --root" | "-c --root" | "--check --root") _swiftsum_paths -d ;;
    "check --settle" | "-c --settle" | "--check --settle") : ;;
    "manifest -a" | "manifest --algorithm") _swiftsum_algorithms ;;
    "manifest --format") _swiftsum_words "gnu tag json sfv hashdeep swiftsum" ;;
    "manifest -o" | "manifest --output") _swiftsum_paths -f ;;
    "manifest --reread") : ;;
    "manifest --exclude") : ;;
    "manifest --include") : ;;
    "manifest -j" | "manifest --threads") : ;;
    "manifest --settle") : ;;
    "audit --manifest") _swiftsum_paths -f ;;
    "audit --html") : ;;
    "audit --due") : ;;
    "audit --since") : ;;
    "audit --budget") : ;;
    "audit -j" | "audit --threads") : ;;
    "audit --settle") : ;;
    "tree-digest --kind") _swiftsum_words "swhid git-tree h1 nar" ;;
    "tree-digest --prefix") : ;;
    "tree-digest --exclude") : ;;
    "tree-digest --include") : ;;
    *) return 1 ;;
  esac
}

_swiftsum_options() {
  case $1 in
    sum) _swiftsum_words "-a --algorithm --base64 --tag --json --format -z --zero -r --recursive --exclude --include --follow --one-file-system --files0-from -j --threads -C --directory --settle --summary --progress --no-progress -h --help" ;;
    check | -c | --check) _swiftsum_words "--json -a --algorithm --format --expect --quiet --status --no-extra --exclude -j --threads -C --directory --root --settle --summary --progress --no-progress -h --help" ;;
    manifest) _swiftsum_words "-a --algorithm --format --json -o --output --update --reread --accept --exclude --include --follow --one-file-system -j --threads --settle --summary --progress --no-progress -h --help" ;;
    audit) _swiftsum_words "--json --quiet --manifest --accept --html --due --since --budget -j --threads --settle --summary --progress --no-progress -h --help" ;;
    tree-digest) _swiftsum_words "--json --kind --prefix --exclude --include --follow --one-file-system -h --help" ;;
    algorithms) _swiftsum_words "--json -h --help" ;;
    version | --version) _swiftsum_words "--json -h --help" ;;
    help | -h | --help) _swiftsum_words "-h --help" ;;
  esac
}

_swiftsum_operand() {
  case $1 in
    sum) _swiftsum_paths -f ;;
    check | -c | --check) _swiftsum_paths -f ;;
    manifest) _swiftsum_paths -d ;;
    audit) _swiftsum_paths -f ;;
    tree-digest) _swiftsum_paths -d ;;
    algorithms) : ;;
    version | --version) : ;;
    help | -h | --help) _swiftsum_words "$_swiftsum_commands" ;;
  esac
}

# What follows the last comma.
_swiftsum_algorithms() {
  local before=
  [[ $current != *,* ]] || before=${current%,*},
  COMPREPLY=($(compgen -P "$before" -W "$(swiftsum algorithms 2>/dev/null | cut -d ' ' -f 1)" -- "${current##*,}"))
}

_swiftsum_words() {
  COMPREPLY=($(compgen -W "$1" -- "$current"))
}

# Names, which may have blanks.
_swiftsum_paths() {
  local IFS=$'\n'
  COMPREPLY=($(compgen "$1" -- "$current"))
  compopt -o filenames 2>/dev/null
}

_swiftsum() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} index
  COMPREPLY=()
  # Readline makes words of their own of equals signs.
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD == 1)); then
    _swiftsum_words "$_swiftsum_commands"
    return
  fi
  for ((index = 2; index < COMP_CWORD; index++)); do
    [[ ${COMP_WORDS[index]} != -- ]] || previous=
  done
  _swiftsum_argument "$command $previous" && return
  if [[ -n $previous && $current == -* ]]; then
    _swiftsum_options "$command"
  else
    _swiftsum_operand "$command"
  fi
}

complete -F _swiftsum swiftsum
