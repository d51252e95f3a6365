# frozen_string_literal: true

require "fileutils"
require "open3"
require "rbconfig"
require "tmpdir"

# The Makefile that installs the gem, with a toolchain that only says what it was asked for.
RSpec.describe "The Makefile" do
  root = File.expand_path("..", __dir__)

  # A program of that name.
  def fake(name, script)
    path = File.join("bin", name)
    FileUtils.mkdir_p("bin")
    File.write(path, "#!/bin/sh\n#{script}\n", perm: 0o755)
  end

  def run(*command, folder:)
    output, status = Open3.capture2e({ "PATH" => "#{File.expand_path('bin')}:#{ENV.fetch('PATH')}" }, *command,
                                     chdir: folder)
    raise output unless status.success?
  end

  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  ["plain", "two words", "`touch ran`", "$(touch ran)", "$$(shell touch ran)", "it's \"quoted\"", "a#b\\#c",
   "; touch ran", "-option", "caf\u00e9"].each do |name|
    it "builds and installs where a folder is called #{name}, and runs nothing of its name" do
      fake("swift", <<~SH)
        [ "$1" = --version ] && exec echo Swift version 6.3
        for package; do :; done
        mkdir -p "$package/.build/release" && echo library > "$package/.build/release/libswiftsum.so"
      SH
      fake("strip", "cp \"$4\" \"$3\"")
      FileUtils.mkdir_p([File.join(name, "ext"), File.join(name, "Sources", "CSwiftsum")])
      FileUtils.cp_r(File.join(root, "ext", "swiftsum"), File.join(name, "ext"))
      File.write(File.join(name, "Sources", "CSwiftsum", "swiftsum.h"), "#define SWIFTSUM_ABI_VERSION 7\n")
      target = File.join(name, "target")

      run(RbConfig.ruby, "extconf.rb", folder: File.join(name, "ext", "swiftsum"))
      run("make", "install", "sitearchdir=#{File.expand_path(target)}", folder: File.join(name, "ext", "swiftsum"))

      expect(Dir.children(File.join(target, "swiftsum")))
        .to contain_exactly("libswiftsum.so", "swiftsum.h", "libswiftsum.so.7")
      expect(Dir.glob("**/ran")).to eq []
    end
  end

  it "is not written where make could not be told the folder's name" do
    fake("swift", "echo Swift version 6.3")
    ["ends\\", "two\nlines"].each do |name|
      FileUtils.mkdir_p(File.join(name, "ext"))
      FileUtils.cp_r(File.join(root, "ext", "swiftsum"), File.join(name, "ext"))

      expect { run(RbConfig.ruby, "extconf.rb", folder: File.join(name, "ext", "swiftsum")) }
        .to raise_error(/swiftsum can't be built in ".*": make can't be told that name/)
    end
  end
end
