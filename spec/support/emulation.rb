# frozen_string_literal: true

require "open3"
require "rbconfig"
require "tmpdir"

# Older CPUs than this one, by qemu's user mode emulation of a whole process.
module Emulation
  PROGRAM = "qemu-x86_64"

  class << self
    # @param cpu [String] a model that qemu knows
    # @return [Array<String>] what to put before a command
    def of(cpu)
      [PROGRAM, "-cpu", cpu]
    end

    # @param instruction [String] in the assembler's words
    # @return [String, nil] the name of the signal that ends a program which executes it
    def signal_of(instruction, cpu)
      Dir.mktmpdir do |folder|
        program = File.join(folder, "program")
        source = "int main(void) { __asm__ volatile(\"#{instruction}\"); return 0; }"
        _, status = Open3.capture2("cc", "-x", "c", "-o", program, "-", stdin_data: source)
        raise "cc failed" unless status.success?

        signal_name(Open3.capture2e(*of(cpu), program).last)
      end
    end

    # @return [String, nil] why it can't be done here
    def impediment
      return "#{PROGRAM} emulates x86-64 Linux, this is #{RbConfig::CONFIG['arch']}" unless supported?

      "#{PROGRAM} is not installed: bin/setup does" unless installed?
    end

    private

    def signal_name(status)
      Signal.signame(status.termsig) if status.signaled?
    end

    def supported?
      RbConfig::CONFIG["arch"].match?(/x86_64-linux/)
    end

    def installed?
      ENV.fetch("PATH").split(File::PATH_SEPARATOR).any? { |folder| File.executable?(File.join(folder, PROGRAM)) }
    end
  end
end
