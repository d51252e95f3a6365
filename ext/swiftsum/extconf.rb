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
    The gems for x86_64-linux and aarch64-linux need none: see docs/install.md.
  MESSAGE
end

# Make takes a line of it for the whole.
abort "swiftsum can't be built in #{ROOT.inspect}: make can't be told that name" if ROOT.match?(/\n|\\\z/)

# The name that programs are linked with carries the number of the ABI.
abi = File.read(File.join(ROOT, "Sources/CSwiftsum/swiftsum.h"))[/^#define SWIFTSUM_ABI_VERSION (\d+)$/, 1]
library, linked, strip =
  if APPLE
    ["libswiftsum.dylib", "libswiftsum.#{abi}.dylib", "strip -x"]
  else
    ["libswiftsum.so", "libswiftsum.so.#{abi}", "strip --strip-unneeded"]
  end

# A `#` would begin a comment, unless there is a backslash before it; and such a one has another before it.
def make_value(text)
  text.gsub(/\\*#/) { |match| "#{'\\\\' * (match.size - 1)}\\#" }
end

# To write what a debugger needs, which is stripped anyway, takes a seventh of the time.
# The library is put in place by a rename: a process that has the old one mapped keeps it.
# An installation builds once, so that it leaves no build behind; `rake compile` stops before `install`.
# Names of folders reach the shell in quotes and as they are written, whatever they have that make or a shell would run.
File.write("Makefile", <<~MAKEFILE)
  root = #{make_value(ROOT)}
  folder = swiftsum
  sitearchdir = #{make_value(RbConfig::CONFIG['sitearchdir'])}
  quoted = '$(subst ','\\'',$(value $(1)))'

  all:
  	swift build -c release -debug-info-format none --omit-frame-pointers --package-path $(call quoted,root)
  	mkdir -p $(call quoted,folder)
  	#{strip} -o $(call quoted,folder)/#{library}.new $(call quoted,root)/.build/release/#{library}
  	mv $(call quoted,folder)/#{library}.new $(call quoted,folder)/#{library}
  	rm -f $(call quoted,folder)/libswiftsum.*[0-9]*
  	ln -s #{library} $(call quoted,folder)/#{linked}
  	cp $(call quoted,root)/Sources/CSwiftsum/swiftsum.h $(call quoted,folder)

  install: all
  	mkdir -p $(call quoted,sitearchdir)
  	cp -RP $(call quoted,folder) $(call quoted,sitearchdir)
  	rm -rf $(call quoted,folder) $(call quoted,root)/.build

  clean:
  	rm -rf $(call quoted,folder) $(call quoted,root)/.build

  .PHONY: all install clean
MAKEFILE
