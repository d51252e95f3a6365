# frozen_string_literal: true

require "ffi"

require_relative "c_library"

module Contest
  # How long a cycle of the processor is. Counters of cycles are not there in every virtual machine, and a processor's
  # clock changes; but an addition takes one cycle.
  module Cycle
    extend FFI::Library

    ffi_lib CLibrary.path("repeat", "-O2")
    attach_function :additions, [:size_t], :double
    private_class_method :additions

    TURNS = 20
    ADDITIONS = 48_000
    private_constant :TURNS, :ADDITIONS

    class << self
      # May be called again: the best turn counts.
      #
      # @return [void]
      def measure
        @seconds = [*@seconds, *Array.new(TURNS) { additions(ADDITIONS) / ADDITIONS }].min
      end

      # @return [Float] as measured
      attr_reader :seconds
    end
  end
end
