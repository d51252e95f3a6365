# frozen_string_literal: true

require "ffi"
require "fileutils"
require "tmpdir"

module Contest
  # Libraries that are compiled where a benchmark runs, from the C sources beside this file.
  module CLibrary
    class << self
      # @param name [String] of the source, without its extension
      # @param options [Array<String>] of the compiler
      # @return [String] the library's path; it is there until the process ends
      def path(name, *options)
        @paths ||= {}
        @paths[name] ||= File.join(folder, "#{name}.#{FFI::Platform::LIBSUFFIX}").tap do |library|
          system("cc", *options, "-fPIC", "-shared", "-o", library, File.join(__dir__, "#{name}.c"), exception: true)
        end
      end

      private

      def folder
        @folder ||= Dir.mktmpdir.tap { |folder| at_exit { FileUtils.remove_entry(folder) } }
      end
    end
  end
end
