# frozen_string_literal: true

# Computes everything that conformance is about, by the public API, and prints it as JSON. It judges nothing: the
# specification that runs it does. It may be run in any environment, emulated ones included.

require "json"

require "swiftsum"

require_relative "transcript/concatenation"
require_relative "transcript/known_answers"
require_relative "transcript/parity"

puts JSON.generate(
  "instruction_set" => Swiftsum.instruction_set,
  "alignments" => Parity.alignments,
  "parity" => Parity.digests,
  "files" => Parity.files,
  "batches" => Parity.batches,
  "short_messages" => KnownAnswers.short_messages,
  "monte_carlo" => KnownAnswers.monte_carlo,
  "blake3" => KnownAnswers.blake3,
  "xxhash" => KnownAnswers.xxhash,
  "catalogue" => KnownAnswers.catalogue,
  "concatenation" => Concatenation.values
)
