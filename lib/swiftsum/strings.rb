# frozen_string_literal: true

# All that hashes Strings, and checksums as values: any Ractor can do that, and only the main one can load what it
# needs.

require_relative "by_value"
require_relative "digest"
require_relative "sha2"
require_relative "crc"
require_relative "checksum"
require_relative "checksum/nix32"
require_relative "checksum/notation"
require_relative "checksum/tag_line"
require_relative "native/hasher"
require_relative "native/parameterized"
