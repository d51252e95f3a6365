# frozen_string_literal: true

# What is made from the table of commands and options, and is committed.

desc "Write man/swiftsum.1, from the table of options"
task :man do
  require_relative "manual_page"
  mkdir_p "man", verbose: false
  File.write("man/swiftsum.1", ManualPage.text)
end

desc "Write the completions of bash, zsh and fish, from the table of options"
task :completions do
  require_relative "completions"
  mkdir_p "completions", verbose: false
  Completions::FILES.each { |name, shell| File.write("completions/#{name}", shell.text) }
end
