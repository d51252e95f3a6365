# frozen_string_literal: true

require_relative "../../../swiftsum"

module Swiftsum
  class CLI
    # `swiftsum version`
    #
    # @api private
    class Version
      # @param console [Console]
      def initialize(console, _settings)
        @console = console
      end

      # @param line [CommandLine]
      # @return [Integer] the exit status
      def call(line)
        line.refuse_operands
        @console.print <<~TEXT
          swiftsum #{VERSION}
          library #{Swiftsum.library_version}, ABI #{Swiftsum.abi_version}
          instruction set #{Swiftsum.instruction_set}, of #{Swiftsum.instruction_sets.join(', ')}
          kernels chosen as for #{Swiftsum.microarchitecture}
        TEXT
        0
      end
    end
  end
end
