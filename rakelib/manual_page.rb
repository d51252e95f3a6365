# frozen_string_literal: true

require_relative "../lib/swiftsum/cli"

# `man/swiftsum.1`, made from the values that also make the parser and the help of the command line: roff with the
# macros of man(7).
module ManualPage
  NAME = "Checksums and digests of files, of folders, and of what lists them."

  # Of the whole program; a command's own are with it.
  STATUSES = {
    "0" => "All is well: every file was read, or verified and matched.",
    "1" => "A file is not as it should be, or could not be read; the others were.",
    "2" => "The command could not do its work, or not all of it.",
    "3" => "An audit suspects bit rot.",
    "130" => "Ctrl-C: the process ends by the signal.",
    "141" => "The reader of the output is gone, as head(1) is."
  }.freeze

  VARIABLES = {
    "SWIFTSUM_ISA" => "The instruction set to use, of those that 'swiftsum version' names.",
    "SWIFTSUM_CPU" => "The processor to choose kernels for, such as zen5.",
    "SWIFTSUM_LIBRARY" => "The path of another library."
  }.freeze

  # Of a paragraph that is not running text: commands to type, and a table of terms.
  EXAMPLE = /\A(?:swiftsum|find) /
  TERM = /\A(?<term>\S.*?) {3,}(?<text>\S.*)\z/
  private_constant :NAME, :STATUSES, :VARIABLES, :EXAMPLE, :TERM

  class << self
    # @return [String]
    def text
      [heading, section("NAME", ["swiftsum \\- print and verify checksums of files"]), synopsis,
       section("DESCRIPTION", paragraphs(NAME)), commands,
       section("EXIT STATUS", terms(STATUSES)), section("ENVIRONMENT", terms(VARIABLES)),
       section("SEE ALSO", ["\\fBcksum\\fR(1), \\fBsha256sum\\fR(1), \\fBb3sum\\fR(1), \\fBxxhsum\\fR(1)"])]
        .join("\n").concat("\n").gsub(/^(\.S[HS] .*\n)\.PP\n/, "\\1")
    end

    private

    # The date is that of no day: of the same sources the page is the same.
    def heading
      <<~ROFF.chomp
        .\\" Made by `rake man` from lib/swiftsum/cli/commands.rb and options.rb.
        .TH SWIFTSUM 1 "" "swiftsum #{Swiftsum::VERSION}" "User Commands"
        .nh
      ROFF
    end

    def section(title, lines)
      [".SH \"#{title}\"", *lines].join("\n")
    end

    def synopsis
      usages = Swiftsum::CLI::COMMANDS.map { |command| escape(command.usage) }
      section("SYNOPSIS", [".nf", *usages, ".fi"])
    end

    def commands
      section("COMMANDS", Swiftsum::CLI::COMMANDS.flat_map { |command| command(command) })
    end

    def command(command)
      options = command.options.flat_map { |option| option(option) }
      [".SS \"#{escape(command.usage)}\"", *paragraphs(command.description), *also(command), *options,
       *paragraphs(command.statuses.to_s)]
    end

    def also(command)
      names = command.aliases.map { |name| "\\fBswiftsum #{escape(name)}\\fR" }
      names.empty? ? [] : [".PP", "The same: #{names.join(', ')}."]
    end

    def option(option)
      names = [option.short && "-#{option.short}", "--#{option.long}"].compact
      names = names.map { |name| "\\fB#{escape(name)}\\fR" }.join(", ")
      argument = " \\fI#{escape(option.argument)}\\fR" unless option.flag?
      [".TP", "#{names}#{argument}", *option.help.map { |line| escape(line) }]
    end

    def terms(texts)
      texts.flat_map do |term, text|
        [".TP", "\\fB#{escape(term)}\\fR", *text.lines(chomp: true).map { |line| escape(line) }]
      end
    end

    def paragraphs(text)
      text.split("\n\n").flat_map { |paragraph| paragraph(paragraph.lines(chomp: true)) }
    end

    def paragraph(lines)
      return [".PP", ".nf", *lines.map { |line| escape(line) }, ".fi"] if lines.first.match?(EXAMPLE)
      return terms(table(lines)) if lines.first.match?(TERM)

      [".PP", *lines.map { |line| escape(line) }]
    end

    # A line that begins with blanks goes on with the text of the one before.
    def table(lines)
      lines.each_with_object({}) do |line, texts|
        match = TERM.match(line)
        match ? texts[match[:term]] = match[:text] : texts[texts.keys.last] += "\n#{line.strip}"
      end
    end

    # A hyphen that is one can be copied from the page.
    def escape(text)
      escaped = text.gsub("\\", "\\e").gsub("-", "\\-").gsub("'", "\\(aq").gsub("`", "\\(ga").gsub("\"", "\\(dq")
      escaped.sub(/\A\./, "\\\\&.")
    end
  end
end
