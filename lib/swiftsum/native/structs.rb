# frozen_string_literal: true

module Swiftsum
  module Native
    # A structure whose first member is its size, by which the library knows what the caller knows.
    class SizedStruct < FFI::Struct
      def initialize(...)
        super
        self[:size] = size
      end
    end

    # swiftsum_uint128
    class UInt128 < FFI::Struct
      layout :low, :uint64,
             :high, :uint64

      # @return [Integer]
      def to_i
        (self[:high] << 64) | self[:low]
      end
    end

    # swiftsum_crc_model
    class CRCModel < SizedStruct
      layout :size, :size_t,
             :width, :uint32,
             :reflects_input, :uint32,
             :reflects_output, :uint32,
             :polynomial, :uint64,
             :initial, :uint64,
             :xor_output, :uint64

      # @param (see CRC.define)
      # @return [CRCModel]
      def self.of(width:, poly:, init:, refin:, refout:, xorout:)
        new.tap do |model|
          model[:width] = width
          model[:reflects_input] = refin ? 1 : 0
          model[:reflects_output] = refout ? 1 : 0
          model[:polynomial] = poly
          model[:initial] = init
          model[:xor_output] = xorout
        end
      end

      # @return [Hash{Symbol => Integer, Boolean}] what {of} takes
      def parameters
        { width: self[:width], poly: self[:polynomial], init: self[:initial], refin: self[:reflects_input] == 1,
          refout: self[:reflects_output] == 1, xorout: self[:xor_output] }
      end

      def to_s
        format("crc-%<width>d poly=%<polynomial>#x init=%<initial>#x refin=%<reflects_input>d " \
               "refout=%<reflects_output>d xorout=%<xor_output>#x", members.to_h { |member| [member, self[member]] })
      end
    end

    # swiftsum_file_options
    class FileOptions < SizedStruct
      layout :size, :size_t,
             :progress, :pointer,
             :context, :pointer,
             :slice_milliseconds, :uint32,
             :settle_milliseconds, :uint32
    end

    # swiftsum_file_result
    class FileResult < SizedStruct
      layout :size, :size_t,
             :bytes, :uint64,
             :total, :uint64,
             :system_error, :int32
    end

    # swiftsum_batch_options
    class BatchOptions < SizedStruct
      layout :size, :size_t,
             :threads, :uint32,
             :slice_milliseconds, :uint32,
             :settle_milliseconds, :uint32
    end

    # swiftsum_batch_results
    class BatchResults < SizedStruct
      layout :size, :size_t,
             :count, :size_t,
             :ready, :size_t,
             :paths, :pointer,
             :paths_length, :size_t,
             :statuses, :pointer,
             :entries, :pointer,
             :entry_size, :size_t,
             :digests, :pointer
    end
  end
end
