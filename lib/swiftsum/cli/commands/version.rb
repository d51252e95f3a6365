# frozen_string_literal: true

require_relative "../../../swiftsum"

module Swiftsum
  class CLI
    # `swiftsum version`
    #
    # @api private
    class Version
      # @param console [Console]
      def initialize(console, settings)
        @console = console
        @json = settings[:json]
      end

      # @param line [CommandLine]
      # @return [Integer] the exit status
      def call(line)
        line.refuse_operands
        @json ? @console.record(:version, **versions) : @console.print(text(**versions))
        0
      end

      private

      def versions
        { version: VERSION, library: Swiftsum.library_version, abi: Swiftsum.abi_version,
          instruction_set: Swiftsum.instruction_set, instruction_sets: Swiftsum.instruction_sets,
          microarchitecture: Swiftsum.microarchitecture }
      end

      def text(version:, library:, abi:, instruction_set:, instruction_sets:, microarchitecture:)
        <<~TEXT
          swiftsum #{version}
          library #{library}, ABI #{abi}
          instruction set #{instruction_set}, of #{instruction_sets.join(', ')}
          kernels chosen as for #{microarchitecture}
        TEXT
      end
    end
  end
end
