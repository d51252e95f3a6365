# frozen_string_literal: true

# The files of specifications, by what they take.
module Specifications
  ROOT = File.expand_path("../..", __dir__)

  # They read the repository, build the library or look into it, or take an hour.
  OF_THE_CHECKOUT = %w[
    arm64 audit_page_browser completions conformance debian11 debian13 first_call huge_input installed_gem
    installed_library instruction_leak makefile musl native_gem packaging platform readme sanitized setup signatures
    signatures_at_run_time tidy warnings
  ].freeze

  # What starts other processes, or waits until threads have had processors' time.
  PROCESSES = /Program|RubyProcess|ABI|Open3|Emulation|Disassembly|fork|system\(|spawn|popen|GVL|Mutation/

  class << self
    # @return [Array<String>] those that run anywhere, with the gem's own files around them
    def anywhere
      Dir.glob("spec/**/*_spec.rb", base: ROOT)
         .reject { |path| OF_THE_CHECKOUT.include?(File.basename(path, "_spec.rb")) }
    end

    # @return [Array<String>] those of them that keep to their process, as an emulator's has to
    def in_one_process
      anywhere.reject { |path| File.read(File.join(ROOT, path)).match?(PROCESSES) }
    end
  end
end
