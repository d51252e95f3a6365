# frozen_string_literal: true

desc "Build all gems again, elsewhere, and compare them byte for byte (20 minutes)"
task reproducible: [:build, "gem:native"] do
  abort "commit first: the other ones are built from what is committed" unless `git status --porcelain`.empty?

  # In a folder of another name, at another time, with files that nobody else may read.
  again = "tmp/built again"
  rm_rf again
  mkdir_p again
  sh "umask 077; git archive HEAD | tar --extract --no-same-permissions --directory '#{again}'"
  sh "umask 077; cd '#{again}'; rake build gem:native"

  gems = Dir.glob("*.gem", base: "#{again}/pkg")
  differing = gems.reject { |gem| identical?("pkg/#{gem}", "#{again}/pkg/#{gem}") }
  abort "not the same bytes: #{differing.join(', ')}" unless gems.size == 3 && differing.empty?
end
