# frozen_string_literal: true

require "fileutils"
require "rubygems/package"
require "tmpdir"

# Builds the source gem, and gems with the library inside, which need neither Swift nor a compiler.
#
# There is one of those for each architecture: its library serves glibc and musl. The name `x86_64-linux` is the one
# that every RubyGems takes on both. With names such as `x86_64-linux-gnu` there would be two gems of one content. And
# RubyGems before 3.3.22 (Debian 12 has 3.3.15), which reads that name as `x86_64-linux`, could not install them:
# "Unable to find spec".
module GemFiles
  # Where the library is, before it goes into the gem.
  LIBRARIES = {
    "x86_64-linux" => "lib/swiftsum/libswiftsum.so", "aarch64-linux" => "tmp/aarch64/libswiftsum.so"
  }.freeze

  # What builds the library, which is there already. The header is for C.
  BUILDING = %r{\A(?:Package\.swift\z|ext/|Sources/(?!CSwiftsum/swiftsum\.h\z))}

  class << self
    # @return [String] the path of the source gem, in this folder
    def build_source(folder)
      build(specification, {}, folder)
    end

    # @param platform [String] of {LIBRARIES}
    # @return [String] the path of that platform's gem, in this folder
    def build_native(platform, folder)
      additions = {
        "lib/swiftsum/libswiftsum.so" => LIBRARIES.fetch(platform), soname => LIBRARIES.fetch(platform),
        "lib/swiftsum/swiftsum.h" => "Sources/CSwiftsum/swiftsum.h"
      }
      native = specification
      native.platform = platform
      native.extensions = []
      native.files = native.files.grep_v(BUILDING) + additions.keys
      build(native, additions, folder)
    end

    private

    def specification
      Gem::Specification.load("swiftsum.gemspec").dup
    end

    # The name by which a C program that was linked with the library asks for it.
    def soname
      "lib/swiftsum/libswiftsum.so.#{File.read('Sources/CSwiftsum/swiftsum.h')[/ABI_VERSION (\d+)/, 1]}"
    end

    # From copies whose permissions don't depend on the umask, so that the same sources give the same bytes.
    def build(specification, additions, folder)
      specification.files = specification.files.sort
      output = File.expand_path(specification.file_name, folder)
      Dir.mktmpdir do |stage|
        specification.files.each { |path| copy(additions.fetch(path, path), File.join(stage, path)) }
        link_soname(stage) if additions.key?(soname)
        Dir.chdir(stage) { package(specification, output) }
      end
      output
    end

    # What it warns of is the link, which Linux has. Errors are raised.
    def package(specification, output)
      Gem::DefaultUserInteraction.use_ui(Gem::SilentUI.new) do
        Gem::Package.build(specification, false, false, output)
      end
    end

    def copy(source, target)
      FileUtils.mkdir_p(File.dirname(target))
      FileUtils.install(source, target, mode: File.executable?(source) ? 0o755 : 0o644)
    end

    # One file has both names.
    def link_soname(stage)
      FileUtils.ln_sf("libswiftsum.so", File.join(stage, soname))
    end
  end
end
