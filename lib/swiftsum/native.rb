# frozen_string_literal: true

# Where a String's bytes stand, and where Ruby switches threads, is known of CRuby only: see native/memory.rb,
# snapshot.rb.
unless RUBY_ENGINE == "ruby"
  raise LoadError, "swiftsum runs on CRuby (MRI) only, not on #{RUBY_ENGINE}: " \
                   "it gives native code the addresses of Strings"
end

require "ffi"

require_relative "errors"

module Swiftsum
  # The C ABI (`swiftsum.h`) as Ruby sees it. Nothing outside of this folder touches FFI or sees a pointer.
  #
  # @api private
  module Native
    # Only for those who read files.
    autoload :Reader, File.join(__dir__, "native/reader")
    autoload :Batch, File.join(__dir__, "native/batch")
    autoload :States, File.join(__dir__, "native/states")
    %i[WalkerPointer WalkOptions Entries Walker].each { |name| autoload name, File.join(__dir__, "native/walker") }
    # Only for those who hash Strings.
    autoload :Hasher, File.join(__dir__, "native/hasher")
    autoload :Parameterized, File.join(__dir__, "native/parameterized")
  end
end

require_relative "native/library"
require_relative "native/structs"
require_relative "native/status"
require_relative "native/gvl"
require_relative "native/snapshot"
require_relative "native/memory"
require_relative "native/owned_pointer"
require_relative "native/functions"
require_relative "native/registry"
require_relative "native/one_shot"
