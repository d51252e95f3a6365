# frozen_string_literal: true

require "ffi"

# The C library of xxHash, of which bin/setup installs the package.
module LibXXHash
  extend FFI::Library

  ffi_lib "libxxhash.so.0"

  # XXH128_hash_t
  class Hash128 < FFI::Struct
    layout :low, :uint64, :high, :uint64
  end

  attach_function :XXH3_64bits_withSecret, %i[buffer_in size_t buffer_in size_t], :uint64
  attach_function :XXH3_128bits_withSecret, %i[buffer_in size_t buffer_in size_t], Hash128.by_value
  attach_function :XXH3_64bits_withSeed, %i[buffer_in size_t uint64], :uint64
  attach_function :XXH3_128bits_withSeed, %i[buffer_in size_t uint64], Hash128.by_value
end
