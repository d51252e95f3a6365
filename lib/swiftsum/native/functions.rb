# frozen_string_literal: true

module Swiftsum
  # Functions keep their C names less the prefix `swiftsum_`. Input is `:buffer_in`, which takes a String where
  # it stands, with its NULs; never `:string`, which ends at the first.
  #
  # `…_without_gvl` lets other Ruby threads run meanwhile. Its String must be one that they can't reach: a
  # {Snapshot}.
  #
  # Those of a walker are in `native/walker.rb`, which is loaded when there is one.
  module Native
    extend FFI::Library

    ffi_lib Library.locate

    def self.attach(name, parameters, result, **options)
      attach_function(name, "swiftsum_#{name}", parameters, result, **options)
    end

    def self.attach_without_gvl(name, parameters, result)
      attach_function("#{name}_without_gvl", "swiftsum_#{name}", parameters, result, blocking: true)
    end

    private_class_method :attach, :attach_without_gvl

    # How long the second of two parts is. FFI takes -1 for a number of 64 bits, which no length is meant to be.
    module Length
      extend FFI::DataConverter

      native_type FFI::Type::UINT64

      def self.to_native(length, _context)
        raise RangeError, "a length is 0 or more, not #{length}" if length.is_a?(Numeric) && length.negative?

        length
      end
    end
    private_constant :Length

    attach :status_text, [:int], :string

    attach :abi_version, [], :uint32
    attach :version, [], :string
    attach :instruction_set, [], :string
    attach :instruction_sets, [], :string
    attach :microarchitecture, [], :string
    attach :microarchitectures, [], :string
    attach :live_objects, [], :uint64

    attach :algorithm_count, [], :size_t
    attach :describe_algorithm, %i[uint32 buffer_inout], :int

    attach :digest, %i[uint32 buffer_in size_t buffer_out size_t], :int
    attach_without_gvl :digest, %i[uint32 buffer_in size_t buffer_out size_t], :int
    attach :digest_all, %i[uint32 pointer pointer size_t pointer size_t uint32], :int
    attach_without_gvl :digest_all, %i[uint32 pointer pointer size_t pointer size_t uint32], :int
    { crc32: :uint32, crc32c: :uint32, crc64nvme: :uint64, crc64xz: :uint64, adler32: :uint32 }.each do |name, integer|
      attach "#{name}_combine", [integer, integer, Length], integer
    end
    attach :crc, %i[uint32 uint64 buffer_in size_t], :uint64
    attach_without_gvl :crc, %i[uint32 uint64 buffer_in size_t], :uint64
    attach :combine, [:uint32, :uint64, :uint64, Length, :pointer], :int
    attach :combine_digests, [:uint32, :buffer_in, :buffer_in, Length, :pointer, :size_t], :int
    attach :combine_crc, [CRCModel.by_ref, :uint64, :uint64, Length, :pointer], :int

    attach :make_crc_hasher, [CRCModel.by_ref, :pointer], :int
    attach :make_hasher, %i[uint32 buffer_in buffer_inout], :int
    attach :copy_hasher, [HasherPointer, :buffer_inout], :int
    attach :release_hasher, [:pointer], :void
    attach :update_hasher, %i[pointer buffer_in size_t], :int
    attach_without_gvl :update_hasher, [HasherPointer, :buffer_in, :size_t], :int
    attach :reset_hasher, [:pointer], :int
    attach :finish_hasher, [HasherPointer, :buffer_out, :size_t], :int
    attach_without_gvl :finish_hasher, [HasherPointer, :buffer_out, :size_t], :int
    # The same by address, of a hasher that no object owns.
    attach_function :update_hasher_at, "swiftsum_update_hasher", %i[size_t buffer_in size_t], :int
    attach_function :finish_hasher_at, "swiftsum_finish_hasher", %i[size_t buffer_out size_t], :int
    attach_function :release_hasher_at, "swiftsum_release_hasher", [:size_t], :void

    attach_without_gvl :read_small_file, [:string, :pointer, :size_t, FileResult.by_ref], :int
    attach :make_descriptor_reader, %i[int pointer], :int
    attach :release_reader, [:pointer], :void
    attach_without_gvl :read, [ReaderPointer, :pointer, :size_t, FileOptions.by_ref, FileResult.by_ref], :int

    attach :pattern_error, [:string], :string
    attach :match_path, %i[string string pointer], :int

    attach :make_batch, [:pointer, :size_t, BatchOptions.by_ref, :pointer], :int
    attach :release_batch, [:pointer], :void
    attach :batch_add, [BatchPointer, :buffer_in, :size_t], :int
    attach :run_batch, [BatchPointer, BatchResults.by_ref], :int
    attach_without_gvl :run_batch, [BatchPointer, BatchResults.by_ref], :int

    unless instruction_set
      raise InstructionSetError, "SWIFTSUM_ISA is #{ENV.fetch('SWIFTSUM_ISA', nil).inspect}; " \
                                 "this machine has: #{instruction_sets.split.join(', ')}"
    end
    unless microarchitecture
      raise InstructionSetError, "SWIFTSUM_CPU is #{ENV.fetch('SWIFTSUM_CPU', nil).inspect}; " \
                                 "known are: #{microarchitectures.split.join(', ')}"
    end
  end
end
