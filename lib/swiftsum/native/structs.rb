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

    # swiftsum_algorithm_description
    class AlgorithmDescription < SizedStruct
      layout :size, :size_t,
             :name, :string,
             :digest_length, :size_t,
             :block_length, :size_t,
             :properties, :uint32
    end

    # swiftsum_parameters
    class Parameters < SizedStruct
      layout :size, :size_t,
             :key, :pointer,
             :key_length, :size_t,
             :context, :pointer,
             :context_length, :size_t,
             :digest_length, :size_t

      # @param key [String, nil]
      # @param context [String, nil]
      # @param digest_length [Integer, nil]
      # @return [Parameters]
      def self.of(key: nil, context: nil, digest_length: nil)
        new.tap do |parameters|
          parameters.point(:key, key) if key
          parameters.point(:context, context) if context
          parameters[:digest_length] = digest_length if digest_length
        end
      end

      # FFI keeps the memory as long as the structure that points to it.
      def point(member, string)
        self[member] = FFI::MemoryPointer.new(:char, string.bytesize + 1).put_bytes(0, string)
        self[:"#{member}_length"] = string.bytesize
      end
    end

    # swiftsum_file_options
    class FileOptions < SizedStruct
      layout :size, :size_t,
             :progress, :pointer,
             :context, :pointer,
             :slice_milliseconds, :uint32
    end

    # swiftsum_file_result
    class FileResult < SizedStruct
      layout :size, :size_t,
             :bytes, :uint64,
             :total, :uint64,
             :system_error, :int32
    end
  end
end
