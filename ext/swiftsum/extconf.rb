# frozen_string_literal: true

# Writes the Makefile that builds the Swift library, for RubyGems when it installs the gem and for `rake compile`.

require "open3"
require "rbconfig"

OLDEST_SWIFT = "6.3"
ROOT = File.expand_path("../..", __dir__)
APPLE = RbConfig::CONFIG["host_os"].start_with?("darwin")

def swift_version
  Open3.capture2e("swift", "--version").first[/Swift version (\d+(\.\d+)*)/, 1]
rescue Errno::ENOENT
  nil
end

found = swift_version
unless found && Gem::Version.new(found) >= Gem::Version.new(OLDEST_SWIFT)
  abort <<~MESSAGE
    swiftsum needs the Swift toolchain, #{OLDEST_SWIFT} or newer, to build its library: \
    #{found ? "this is Swift #{found}" : 'there is no swift on the PATH'}.
    How to get one: https://www.swift.org/install
  MESSAGE
end

# The name that programs are linked with carries the number of the ABI.
abi = File.read(File.join(ROOT, "Sources/CSwiftsum/swiftsum.h"))[/^#define SWIFTSUM_ABI_VERSION (\d+)$/, 1]
library, linked, strip =
  if APPLE
    ["libswiftsum.dylib", "libswiftsum.#{abi}.dylib", "strip -x"]
  else
    ["libswiftsum.so", "libswiftsum.so.#{abi}", "strip --strip-unneeded"]
  end

# The library is put in place by a rename: a process that has the old one mapped keeps it.
# An installation builds once, so that it leaves no build behind; `rake compile` stops before `install`.
File.write("Makefile", <<~MAKEFILE)
  root = #{ROOT}
  folder = swiftsum
  sitearchdir = #{RbConfig::CONFIG['sitearchdir']}

  all:
  	swift build -c release --omit-frame-pointers --package-path "$(root)"
  	mkdir -p "$(folder)"
  	#{strip} -o "$(folder)/#{library}.new" "$(root)/.build/release/#{library}"
  	mv "$(folder)/#{library}.new" "$(folder)/#{library}"
  	rm -f "$(folder)"/libswiftsum.*[0-9]*
  	ln -s #{library} "$(folder)/#{linked}"
  	cp "$(root)/Sources/CSwiftsum/swiftsum.h" "$(folder)"

  install: all
  	mkdir -p "$(sitearchdir)"
  	cp -RP "$(folder)" "$(sitearchdir)"
  	rm -rf "$(folder)" "$(root)/.build"

  clean:
  	rm -rf "$(folder)" "$(root)/.build"

  .PHONY: all install clean
MAKEFILE
