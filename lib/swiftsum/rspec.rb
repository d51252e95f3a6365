# frozen_string_literal: true

require "rspec/expectations"

require_relative "../swiftsum"

# @!parse
#   # RSpec's own.
#   module RSpec
#     # RSpec's own.
#     module Matchers
#       # `expect(path).to have_checksum(checksum)`, with `require "swiftsum/rspec"`. The message of a failure shows
#       # both. A file that cannot be read raises, so that it passes neither `to` nor `not_to`.
#       #
#       # @example
#       #   expect("pkg/a.gem").to have_checksum("sha256:9f86d081…")
#       #
#       # @param checksum [Swiftsum::Checksum, String] or what {Swiftsum::Checksum.parse} reads
#       # @raise [Swiftsum::ParseError, Swiftsum::UnknownAlgorithmError]
#       # @raise [SystemCallError, Swiftsum::ChangedError] when it is matched
#       def have_checksum(checksum); end
#     end
#   end
RSpec::Matchers.define :have_checksum do |checksum|
  expected = checksum.is_a?(Swiftsum::Checksum) ? checksum : Swiftsum::Checksum.parse(checksum)

  match do |path|
    @computed = Swiftsum.checksum(path, expected.algorithm)
    expected === @computed # rubocop:disable Style/CaseEquality
  end

  description { "have the checksum #{expected.to_oci}" }

  failure_message do |path|
    <<~TEXT
      expected #{path.inspect} to have the checksum
        #{expected.to_oci}
      but it has
        #{@computed.to_oci}
    TEXT
  end

  failure_message_when_negated do |path|
    "expected #{path.inspect} not to have the checksum\n  #{expected.to_oci}\n"
  end
end
