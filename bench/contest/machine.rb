# frozen_string_literal: true

require "etc"
require "ffi"
require "openssl"
require "zlib"

require_relative "../../lib/swiftsum"

module Contest
  # What a figure depends on, beside the code.
  module Machine
    # Debian's packages of peers that don't tell their own version.
    PACKAGES = %w[b3sum libdeflate0 libgcrypt20 libisal2 libxxhash0].freeze
    private_constant :PACKAGES

    class << self
      # @return [Hash{Symbol => Object}]
      def description
        {
          processor: processor, processors: Etc.nprocessors, instruction_set: Swiftsum.instruction_set,
          system: Etc.uname.values_at(:sysname, :release, :machine).join(" "), ruby: RUBY_DESCRIPTION,
          swiftsum: Swiftsum.library_version, ffi: FFI::VERSION, zlib: Zlib.zlib_version,
          openssl: OpenSSL::OPENSSL_LIBRARY_VERSION, **packages
        }
      end

      private

      # @return [Hash{Symbol => String}] those that are installed
      def packages
        command = ["dpkg-query", "--show", "--showformat", "${Package}\t${Version}\n", *PACKAGES]
        IO.popen(command, err: File::NULL) { |lines| lines.read.scan(/(.+)\t(.+)/) }.to_h.transform_keys(&:to_sym)
      rescue Errno::ENOENT
        {}
      end

      # The name alone may hide the generation.
      def processor
        facts = File.read("/proc/cpuinfo").scan(/^(model name|cpu family|model)\s*: (.*)$/).to_h
        "#{facts['model name']}, family #{facts['cpu family']} model #{facts['model']}"
      rescue Errno::ENOENT
        `sysctl -n machdep.cpu.brand_string`.chomp
      end
    end
  end
end
