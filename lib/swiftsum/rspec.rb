# frozen_string_literal: true

require "rspec/expectations"

require "swiftsum"

# `expect(path).to have_checksum(checksum)`: the checksum is a {Swiftsum::Checksum} or what its `parse` reads. A file
# that cannot be read raises, so that it passes neither `to` nor `not_to`.
#
# @example
#   require "swiftsum/rspec"
#
#   expect("pkg/a.gem").to have_checksum("sha256:9f86d081…")
RSpec::Matchers.define :have_checksum do |checksum|
  expected = checksum.is_a?(Swiftsum::Checksum) ? checksum : Swiftsum::Checksum.parse(checksum)

  match do |path|
    @computed = Swiftsum.checksum(path, expected.algorithm)
    @computed == expected
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
