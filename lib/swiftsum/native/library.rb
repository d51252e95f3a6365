# frozen_string_literal: true

module Swiftsum
  module Native
    # Finds the shared library.
    module Library
      # The version of the contract that `native/functions.rb` is written against.
      ABI_VERSION = 1

      # As built on this platform.
      FILE_NAME = "libswiftsum.#{FFI::Platform::LIBSUFFIX}".freeze

      ROOT = File.expand_path("../../..", __dir__)
      private_constant :ROOT

      class << self
        # @return [String] the path of the first candidate that loads and speaks this ABI
        # @raise [LoadError] if there is none: what was tried, why each failed, how to build it
        def locate
          @locate ||= search
        end

        # SWIFTSUM_LIBRARY, once set, is the only one: whoever names a library wants that or none. By its whole path,
        # for the system looks for a name without a folder elsewhere.
        #
        # @return [Array<String>] where the library may be, in the order of the search
        def candidates
          named = ENV.fetch("SWIFTSUM_LIBRARY", "")
          return [File.expand_path(named)] unless named.empty?

          [File.join(ROOT, "lib", "swiftsum"), *extension_directory, File.join(ROOT, ".build", "release")]
            .map { |directory| File.join(directory, FILE_NAME) }
        end

        private

        def search
          failures = {}
          candidates.each do |path|
            failures[path] = failure(path) or return path
          end
          raise LoadError, report(failures)
        end

        # Where RubyGems puts what it built while it installed the gem.
        def extension_directory
          return unless defined?(Gem) && Gem.loaded_specs.key?("swiftsum")

          File.join(Gem.loaded_specs["swiftsum"].extension_dir, "swiftsum")
        end

        # Why the library can't be used, or nil if it can.
        def failure(path)
          return "no such file" unless File.exist?(path)

          library = FFI::DynamicLibrary.open(path, FFI::DynamicLibrary::RTLD_LAZY | FFI::DynamicLibrary::RTLD_LOCAL)
          version = library.find_function("swiftsum_abi_version")
          return "is not swiftsum: it has no swiftsum_abi_version" unless version

          version = FFI::Function.new(:uint32, [], version).call
          "speaks ABI version #{version}, this gem #{ABI_VERSION}" unless version == ABI_VERSION
        rescue LoadError => e
          e.message
        end

        def report(failures)
          tried = failures.map { |path, reason| "  #{path}: #{reason}" }
          <<~TEXT
            swiftsum's native library was not found. Tried:
            #{tried.join("\n")}
            Build it with `bin/setup` or `rake compile`, or name one in SWIFTSUM_LIBRARY.
          TEXT
        end
      end
    end
  end
end
