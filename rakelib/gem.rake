# frozen_string_literal: true

require "rubygems/package"
require "tmpdir"

# Gems with the library inside, which need neither Swift nor a compiler.
#
# There is one for each architecture: its library serves glibc and musl. The name `x86_64-linux` is what every RubyGems
# accepts on both. `x86_64-linux-gnu` would not do: before 3.3.22 (Debian 12 has 3.3.15) it is read as `x86_64-linux`, and
# a gem that was installed under the longer name is not found again.
module NativeGem
  # Where the library is, before it goes into the gem.
  LIBRARIES = {
    "x86_64-linux" => "lib/swiftsum/libswiftsum.so", "aarch64-linux" => "tmp/aarch64/libswiftsum.so"
  }.freeze

  # What builds the library, which is there already. The header is for C.
  BUILDING = %r{\A(?:Package\.swift\z|ext/|Sources/(?!CSwiftsum/swiftsum\.h\z))}

  # What takes its place, and from where.
  #
  # @return [Hash{String => String}]
  def self.additions(library)
    { "lib/swiftsum/libswiftsum.so" => library, "lib/swiftsum/swiftsum.h" => "Sources/CSwiftsum/swiftsum.h" }
  end

  # @return [Gem::Specification] that of the source gem, without what builds and with what was built
  def self.specification(platform, library)
    Gem::Specification.load("swiftsum.gemspec").dup.tap do |gem|
      gem.platform = platform
      gem.extensions = []
      gem.files = (gem.files.grep_v(BUILDING) + additions(library).keys + [soname]).sort
    end
  end

  # The name by which a C program that was linked with the library asks for it.
  def self.soname
    "lib/swiftsum/libswiftsum.so.#{File.read('Sources/CSwiftsum/swiftsum.h')[/ABI_VERSION (\d+)/, 1]}"
  end

  # From copies whose permissions don't depend on the umask, so that the same sources give the same bytes.
  def self.build(platform, library, output)
    specification = specification(platform, library)
    Dir.mktmpdir do |folder|
      stage(specification.files, library, folder)
      Dir.chdir(folder) { Gem::Package.build(specification, false, false, output) }
    end
  end

  def self.stage(files, library, folder)
    additions = additions(library)
    (files - [soname]).each do |path|
      source = additions.fetch(path, path)
      target = File.join(folder, path)
      FileUtils.mkdir_p(File.dirname(target))
      FileUtils.install(source, target, mode: File.executable?(source) ? 0o755 : 0o644)
    end
    File.symlink("libswiftsum.so", File.join(folder, soname))
  end
end

# What RubyGems writes as the time of all files.
task :epoch do
  ENV["SOURCE_DATE_EPOCH"] ||= `git log -1 --format=%ct`.chomp
end

file NativeGem::LIBRARIES["aarch64-linux"] => FileList["bin/build-arm64", "Sources/**/*"] do |task|
  sh "bin/build-arm64", task.name
  sh "aarch64-linux-gnu-strip", "--strip-unneeded", task.name
end

namespace :gem do
  desc "Build the gems that have the library inside, for Linux on x86-64 and arm64, into pkg"
  task :native, [:folder] => [:compile, :epoch, *NativeGem::LIBRARIES.values.grep_v(/\Alib/)] do |_, arguments|
    folder = arguments.fetch(:folder, "pkg")
    mkdir_p folder, verbose: false
    NativeGem::LIBRARIES.each do |platform, library|
      name = NativeGem.specification(platform, library).file_name
      NativeGem.build(platform, library, File.expand_path(name, folder))
    end
  end

  desc "Install each gem in an empty place, without Swift, and run the specifications against it"
  task check: [:build, :native, "tmp/roots/bookworm-arm64"] do
    ENV["GEMS"] = "pkg"
    sh "rspec", "spec/native_gem_spec.rb"
  end
end
