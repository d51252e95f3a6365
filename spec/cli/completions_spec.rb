# frozen_string_literal: true

require "pty"

require_relative "../../rakelib/completions"
require_relative "../../rakelib/manual_page"
require_relative "../support/program"

RSpec.describe "What is made from the table of options" do
  include Program

  root = Program::ROOT
  committed = ->(path) { File.read(File.join(root, path)) }

  it "is committed as it is made now: otherwise, run `rake man completions`" do
    expect(committed["man/swiftsum.1"]).to eq ManualPage.text
    Completions::FILES.each { |name, shell| expect(committed["completions/#{name}"]).to eq shell.text }
  end

  it "has every command and every option" do
    Swiftsum::CLI::COMMANDS.product(Completions::FILES.keys.map do |name|
                                      "completions/#{name}"
                                    end).each do |command, path|
      expect(committed[path]).to include command.name
      command.options.each { |option| expect(committed[path]).to match(/(?:--|-l )#{option.long}\b/) }
    end
    page = committed["man/swiftsum.1"].gsub("\\-", "-")
    Swiftsum::CLI::OPTIONS.each { |option| expect(page).to include "\\fB--#{option.long}\\fR", option.help.first[0, 9] }
  end

  describe "the manual page" do
    it "is read by mandoc and by groff without a complaint" do
      page = File.join(root, "man/swiftsum.1")

      # It has no date: of the same sources it is the same.
      expect(run("mandoc", "-Tlint", "-Wwarning", page).output.lines.grep_v(/missing date/)).to eq []
      expect(run("groff", "-ww", "-man", "-Tutf8", page)).to have_attributes(messages: "", status: 0)
    end

    it "shows text as it is meant" do
      text = run("mandoc", "-Tutf8", "-O", "width=80", File.join(root, "man/swiftsum.1")).output.b.gsub(/.\x08/n, "")

      expect(text).to include "swiftsum sum -r pkg --exclude '*.tmp' > SHA256SUMS\n", "--settle SECONDS\n"
      expect(text).to match(/^ +-a, --algorithm ALGORITHM\n +default: sha256/)
    end
  end

  # What a shell has for the last of some words.
  lines = {
    ["ch"] => %w[check],
    %w[sum --one] => %w[--one-file-system],
    %w[check --qu] => %w[--quiet],
    %w[check --format pack] => %w[packages],
    %w[tree-digest --kind git] => %w[git-tree],
    %w[sum -a blake] => %w[blake2b blake2s blake3],
    %w[sum -a md5,crc32] => %w[md5,crc32 md5,crc32c],
    %w[sum fi] => ["file name"],
    %w[sum --directory fo] => %w[folder/],
    %w[check -- fi] => ["file name"],
    %w[help algo] => %w[algorithms]
  }

  before do
    File.write("file name", "")
    Dir.mkdir("folder")
    # A shell finds it by its name.
    File.write("swiftsum", "#!/bin/sh\nexec #{Program::SWIFTSUM.map(&:dump).join(' ')} \"$@\"\n", perm: 0o755)
  end

  let(:environment) { { "PATH" => "#{Dir.pwd}:#{ENV.fetch('PATH')}", "HOME" => Dir.pwd, "TERM" => "dumb" } }

  describe "bash" do
    script = <<~'BASH'
      source "$1"
      while IFS= read -r line; do
        IFS=$'\t' read -r -a COMP_WORDS <<< "$line"
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _swiftsum
        printf '%s\t' "${COMPREPLY[@]}"
        echo
      done
    BASH

    # As they are completed, one after another.
    def replies(script, lines)
      input = lines.map { |words| "#{['swiftsum', *words].join("\t")}\n" }.join
      command = ["bash", "--norc", "-c", script, "-", File.join(Program::ROOT, "completions/swiftsum.bash")]
      run(*command, input:, env: environment).output.lines.map { |line| line.chomp.split("\t") }
    end

    it "completes commands, options and arguments" do
      wanted = lines.values.map { |words| words.map { |word| word.delete_suffix("/") } }

      expect(replies(script, lines.keys).zip(wanted)).to all(satisfy { |got, want| got.sort == want })
    end

    it "takes an argument behind an equals sign, which is a word of its own" do
      expect(replies(script, [%w[sum --algorithm = sha22], %w[check --format = gn]])).to eq [%w[sha224], %w[gnu]]
    end
  end

  describe "fish" do
    it "completes commands, options and arguments" do
      script = lines.keys.map { |words| "complete -C 'swiftsum #{words.join(' ')}'; echo =" }.join("\n")
      path = File.join(root, "completions/swiftsum.fish")
      outcome = run("fish", "--no-config", "-c", "source '#{path}'; #{script}", env: environment)

      expect(outcome.messages).to eq ""
      replies = outcome.output.split(/^=\n/).map { |text| text.lines.map { |line| line.chomp.split("\t").first }.sort }
      expect(replies.zip(lines.values)).to all(satisfy { |got, want| got == want })
    end
  end

  describe "zsh" do
    # By what is typed when the key is pressed: what all that fit begin with. Its line editor needs a terminal.
    script = <<~'ZSH'
      fpath=($COMPLETIONS $fpath)
      autoload -Uz compinit; compinit -u -D
      zstyle ':completion:*' accept-exact '*(N)'
      zle-line-init() {
        local line
        for line in ${(f)LINES_TO_COMPLETE}; do
          BUFFER="swiftsum $line" CURSOR=${#BUFFER}
          CURSOR=${#BUFFER}
          zle complete-word
          print -r -- $BUFFER >> buffers
        done
        exit
      }
      zle -N zle-line-init
    ZSH

    typed = {
      "ch" => "check ", "sum --one" => "sum --one-file-system ", "check --qu" => "check --quiet ",
      "check --format pack" => "check --format packages ", "tree-digest --kind git" => "tree-digest --kind git-tree ",
      "sum -a blake" => "sum -a blake", "sum -a md5,xxh3_1" => "sum -a md5,xxh3_128 ", "sum fi" => "sum file\\ name ",
      "sum --directory fo" => "sum --directory folder/", "check -- fi" => "check -- file\\ name ",
      "help algo" => "help algorithms "
    }

    it "completes commands, options and arguments" do
      File.write(".zshrc", script)
      variables = { **environment, "ZDOTDIR" => Dir.pwd, "COMPLETIONS" => File.join(root, "completions"),
                                   "LINES_TO_COMPLETE" => typed.keys.join("\n") }
      PTY.spawn(variables, "zsh", "--no-globalrcs", "-i") do |terminal, _, pid|
        everything(terminal)
        Process.wait(pid)
      end

      expect(File.readlines("buffers", chomp: true)).to eq(typed.values.map { |line| "swiftsum #{line}" })
    end
  end
end
