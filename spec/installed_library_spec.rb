# frozen_string_literal: true

require "digest"
require "open3"
require "tmpdir"

require_relative "../rakelib/library_files"
require_relative "support/elf_file"

# What `rake install:library` puts under a prefix, for programs that know nothing of this checkout.
RSpec.describe "The library under a prefix" do
  root = File.expand_path("..", __dir__)
  source = File.join(root, "examples/c/checksum.c")

  # It is moved after it was installed: nothing there names the folder.
  before :context do
    @folder = Dir.mktmpdir
    Dir.chdir(root) { LibraryFiles.new("/first/prefix", @folder).install }
    @prefix = File.join(@folder, "second", "prefix")
    FileUtils.mkdir_p(File.dirname(@prefix))
    File.rename(File.join(@folder, "first/prefix"), @prefix)
  end

  after(:context) { FileUtils.remove_entry(@folder) }

  def run(*command)
    output, status = Open3.capture2e({ "PKG_CONFIG_PATH" => File.join(@prefix, "lib/pkgconfig") }, *command,
                                     chdir: @folder)
    raise "#{command.join(' ')}: #{output}" unless status.success?

    output
  end

  def needs(program)
    skip "#{program} is not installed: bin/setup test" unless system("which", program, out: File::NULL, err: File::NULL)
  end

  def expect_to_work(program)
    expect(run(program, source)).to eq "#{Digest::SHA256.file(source).hexdigest}  #{source}\n"
    expect(run("ldd", program)).to include("libswiftsum.so.1 => #{@prefix}/lib/")
  end

  let(:source) { source }

  it "is a file for each purpose" do
    files = Dir.glob("**/*", base: @prefix).reject { |path| File.directory?(File.join(@prefix, path)) }

    expect(files).to contain_exactly(
      "include/swiftsum.h", "lib/libswiftsum.so", "lib/libswiftsum.so.1", "lib/pkgconfig/swiftsum.pc",
      "lib/cmake/swiftsum/swiftsum-config.cmake", "lib/cmake/swiftsum/swiftsum-config-version.cmake"
    )
  end

  it "has its soname for its name, and a link without a number for the linker" do
    library = File.join(@prefix, "lib/libswiftsum.so")

    expect(File.readlink(library)).to eq ELFFile.new(library).soname
    expect(File).not_to be_symlink File.join(@prefix, "lib", File.readlink(library))
  end

  it "is for everybody, whatever the umask is" do
    mask = File.umask(0o077)
    Dir.chdir(root) { LibraryFiles.new("/umask/prefix", @folder).install }
    modes = Dir.glob("umask/**/*", base: @folder).to_h do |path|
      [path.delete_prefix("umask/"), File.lstat(File.join(@folder, path))]
    end
    folders, files = modes.reject { |_, stat| stat.symlink? }.partition { |_, stat| stat.directory? }

    expect(folders.map { |path, stat| [path, stat.mode & 0o777] }).to all match [String, 0o755]
    expect(files.map { |path, stat| [path, stat.mode & 0o777] })
      .to all match([%r{/libswiftsum\.so\.1\z}, 0o755]).or match([String, 0o644])
  ensure
    File.umask(mask)
  end

  it "is not put into the folder where one is, for want of a prefix" do
    expect { LibraryFiles.new("", @folder) }.to raise_error ArgumentError, /\APREFIX is empty: /
  end

  it "takes the place of one that is in use by a rename" do
    library = File.join(@prefix, "lib/libswiftsum.so.1")
    before = File.stat(library).ino
    Dir.chdir(root) { LibraryFiles.new(@prefix).install }

    expect(File.stat(library).ino).not_to eq before
  end

  it "is found by pkg-config" do
    needs "pkg-config"
    flags = run("pkg-config", "--cflags", "--libs", "swiftsum").split
    libraries = run("pkg-config", "--variable=libdir", "swiftsum").chomp
    run("cc", "-o", "by-pkg-config", source, *flags, "-Wl,-rpath,#{File.realpath(libraries)}")

    expect(run("pkg-config", "--modversion", "swiftsum").chomp).to eq Swiftsum::VERSION
    expect_to_work(File.join(@folder, "by-pkg-config"))
  end

  describe "in CMake" do
    def configure(version)
      needs "cmake"
      File.write(File.join(@folder, "CMakeLists.txt"), <<~CMAKE)
        cmake_minimum_required(VERSION 3.13)
        project(program C)
        find_package(swiftsum #{version} REQUIRED)
        add_executable(by-cmake #{source})
        target_link_libraries(by-cmake swiftsum::swiftsum)
      CMAKE
      run("cmake", "-S", ".", "-B", "build", "-DCMAKE_PREFIX_PATH=#{@prefix}")
    end

    it "is found by find_package" do
      configure(Swiftsum::VERSION)
      run("cmake", "--build", "build")

      expect_to_work(File.join(@folder, "build/by-cmake"))
    end

    it "is not taken for a version that it is not" do
      ["0.1.99", "0.0.1", "1.0"].each do |version|
        expect { configure(version) }.to raise_error(/version: 0\.1\.0/)
      end
    end
  end
end
