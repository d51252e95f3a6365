# frozen_string_literal: true

module Swiftsum
  module Native
    # Checksums by value, for {Swiftsum} to call as methods of its own: to look up another module first takes as long
    # as a checksum of a few bytes. Each is there twice; see {Native} for what `_without_gvl` asks of the caller.
    module ByValue
      extend FFI::Library

      ffi_lib Library.locate

      def self.attach(name, parameters, result)
        attach_function(:"native_#{name}", "swiftsum_#{name}", parameters, result)
        attach_function(:"native_#{name}_without_gvl", "swiftsum_#{name}", parameters, result, blocking: true)
        private :"native_#{name}", :"native_#{name}_without_gvl"
      end

      private_class_method :attach

      { crc32: :uint32, crc32c: :uint32, crc64nvme: :uint64, crc64xz: :uint64, adler32: :uint32 }.each do |name, number|
        attach name, [number, :buffer_in, :size_t], number
      end
      { xxh32: :uint32, xxh64: :uint64, xxh3_64: :uint64 }.each do |name, number|
        attach name, [:buffer_in, :size_t, number], number
      end
      attach :xxh3_128, %i[buffer_in size_t uint64], UInt128.by_value
    end
  end
end
