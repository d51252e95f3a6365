# frozen_string_literal: true

require "rspec/expectations"

require_relative "../swiftsum"
require_relative "rspec/difference_list"
require_relative "rspec/listed_content"

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
#
#       # `expect(folder).to match_manifest(manifest)`: every file that the manifest lists is in the folder and matches,
#       # and there is one. With `.and_nothing_else`, the folder has no other file, but for the manifest itself. Of a
#       # path that is no folder, the manifest must list that name, and it must match.
#       #
#       # The message lists what differs, the first ten. What could not be verified, such as a malformed line, passes
#       # neither `to` nor `not_to`.
#       #
#       # @example
#       #   expect("pkg").to match_manifest("pkg/SHA256SUMS").and_nothing_else
#       #   expect("pkg/a.gem").to match_manifest("SHA256SUMS")
#       #
#       # @param manifest [String, #to_path] its path
#       # @param options [Hash] as for {Swiftsum.verify}
#       # @option options [Symbol, String] algorithm of lines that do not say
#       # @option options [Symbol] format
#       # @raise [SystemCallError] when it is matched, if the manifest or the folder can't be read
#       # @raise [Swiftsum::Error] when it is matched, if something could not be verified
#       def match_manifest(manifest, **options); end
#
#       # `expect(folder).to have_same_content_as(folder)`: both have the same names, at any depth, and under each the
#       # same: a file with the same bytes, a folder, or a link that leads to the same. Times and permissions do not
#       # count. It takes two files, too.
#       #
#       # The message lists what differs, the first ten. What cannot be read passes neither `to` nor `not_to`.
#       #
#       # @example
#       #   expect("public").to have_same_content_as("spec/fixtures/public", exclude: "*.map")
#       #
#       # @param expected [String, #to_path]
#       # @param exclude [String, Array<String>] patterns ({Swiftsum::Tree::Filter}) of what is not compared
#       # @raise [SystemCallError, Swiftsum::ChangedError, Swiftsum::IrregularFileError] when it is matched
#       def have_same_content_as(expected, exclude: []); end
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

RSpec::Matchers.define :match_manifest do |manifest, **options|
  chain(:and_nothing_else) { @nothing_else = true }

  match do |path|
    content = Swiftsum::RSpec::ListedContent.new(path, manifest, **options)
    @differences = content.differences(nothing_else: @nothing_else)
    @differences.empty?
  end

  description { "match the manifest #{manifest}#{' and nothing else' if @nothing_else}" }

  failure_message { |path| "expected #{path.inspect} to match #{manifest}, but\n#{@differences}" }
  failure_message_when_negated { |path| "expected #{path.inspect} not to match #{manifest}\n" }
end

RSpec::Matchers.define :have_same_content_as do |expected, exclude: []|
  match do |path|
    comparison = Swiftsum::Tree::Comparison.new(path, expected, exclude:)
    @differences = Swiftsum::RSpec::DifferenceList.new(comparison.differences)
    @differences.empty?
  end

  description { "have the same content as #{expected}" }

  failure_message { |path| "expected #{path.inspect} to have the same content as #{expected}, but\n#{@differences}" }
  failure_message_when_negated { |path| "expected #{path.inspect} not to have the same content as #{expected}\n" }
end
