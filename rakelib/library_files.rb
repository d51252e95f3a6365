# frozen_string_literal: true

require "fileutils"

require_relative "../lib/swiftsum/version"

# The library as programs of other languages look for it: under a prefix, with its header and with what pkg-config and
# CMake read. None of these files names the prefix, so that the folder may be moved, or packaged from another place.
class LibraryFiles
  HEADER = "Sources/CSwiftsum/swiftsum.h"
  BUILT = "lib/swiftsum"

  PKG_CONFIG = <<~TEXT.freeze
    prefix=${pcfiledir}/../..
    libdir=${prefix}/lib
    includedir=${prefix}/include

    Name: swiftsum
    Description: Checksums and digests of memory and of files
    Version: #{Swiftsum::VERSION}
    Libs: -L${libdir} -lswiftsum
    Cflags: -I${includedir}
  TEXT

  # Before 1.0 a minor version may break what the one before it had; from then on a major one.
  CMAKE_VERSION = <<~TEXT.freeze
    set(PACKAGE_VERSION "#{Swiftsum::VERSION}")
    string(REGEX MATCH "^(0\\\\.[0-9]+|[0-9]+)" ours "${PACKAGE_VERSION}")
    string(REGEX MATCH "^(0\\\\.[0-9]+|[0-9]+)" wanted "${PACKAGE_FIND_VERSION}")
    if(ours STREQUAL wanted AND NOT PACKAGE_VERSION VERSION_LESS PACKAGE_FIND_VERSION)
      set(PACKAGE_VERSION_COMPATIBLE TRUE)
    endif()
    if(PACKAGE_VERSION STREQUAL PACKAGE_FIND_VERSION)
      set(PACKAGE_VERSION_EXACT TRUE)
    endif()
  TEXT

  # @param prefix [String] such as `/usr/local`
  # @param staging [String] a folder to take for `/` (`DESTDIR`)
  # @raise [ArgumentError] without a prefix, which would be the folder that it is called in
  def initialize(prefix, staging = "")
    raise ArgumentError, "PREFIX is empty: leave it out for /usr/local, or name a folder" if prefix.empty?

    @root = File.join(staging, File.expand_path(prefix))
  end

  # @return [Array<String>] what was written
  def install
    library = place(File.join(BUILT, linked), "lib/#{soname}", mode: 0o755)
    FileUtils.ln_sf(soname, File.join(@root, "lib", linked))
    [library, place(HEADER, "include/swiftsum.h"), write("lib/pkgconfig/swiftsum.pc", PKG_CONFIG),
     write("lib/cmake/swiftsum/swiftsum-config.cmake", cmake),
     write("lib/cmake/swiftsum/swiftsum-config-version.cmake", CMAKE_VERSION)]
  end

  private

  # What a linker looks for, and what a program that was linked with it asks for: the latter has the number of the ABI.
  def linked
    soname.sub(/\.\d+(?=\.dylib)|\.\d+\z/, "")
  end

  def soname
    @soname ||= Dir.children(BUILT).find { |name| name.match?(/\Alibswiftsum\.(?:so\.\d+|\d+\.dylib)\z/) } or
      raise "there is no library in #{BUILT}: rake compile"
  end

  def place(source, name, mode: 0o644)
    target = target(name)
    # A process that has the old one mapped keeps it.
    FileUtils.install(source, "#{target}.new", mode:)
    File.rename("#{target}.new", target)
    target
  end

  def write(name, text)
    target(name).tap do |target|
      File.write(target, text)
      File.chmod(0o644, target)
    end
  end

  def target(name)
    # Its files are for everybody, so the folders are, whatever the umask is.
    File.join(@root, name).tap { |target| FileUtils.mkdir_p(File.dirname(target), mode: 0o755) }
  end

  def cmake
    <<~TEXT
      get_filename_component(prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." REALPATH)
      if(NOT TARGET swiftsum::swiftsum)
        add_library(swiftsum::swiftsum SHARED IMPORTED)
        set_target_properties(swiftsum::swiftsum PROPERTIES
          IMPORTED_LOCATION "${prefix}/lib/#{soname}"
          IMPORTED_SONAME "#{soname}"
          INTERFACE_INCLUDE_DIRECTORIES "${prefix}/include")
      endif()
      unset(prefix)
    TEXT
  end
end
