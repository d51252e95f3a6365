# frozen_string_literal: true

require_relative "completions/bash"
require_relative "completions/fish"
require_relative "completions/zsh"

module Completions
  # By the names that the shells look for.
  FILES = { "swiftsum.bash" => Bash, "_swiftsum" => Zsh, "swiftsum.fish" => Fish }.freeze
end
