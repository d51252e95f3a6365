# frozen_string_literal: true

require "fileutils"
require "open3"
require "tmpdir"
require_relative "support/ruby_process"

RSpec.describe "require \"swiftsum\"" do
  root = File.expand_path("..", __dir__)
  name = Swiftsum::Native::Library::FILE_NAME

  # The gem's code in a folder of its own, with no library.
  around do |example|
    Dir.mktmpdir do |folder|
      @root = File.realpath(folder)
      FileUtils.cp_r(File.join(root, "lib"), @root)
      FileUtils.rm_f(Dir[File.join(@root, "lib", "swiftsum", "*.{so,dylib}*")])
      example.run
    end
  end

  # Without Bundler, which would load this checkout's gem specification before the copy's code.
  environment = { "SWIFTSUM_LIBRARY" => nil, "SWIFTSUM_ISA" => nil, "RUBYOPT" => nil, "BUNDLE_GEMFILE" => nil }
  define_method(:environment) { environment }

  let(:library) { Swiftsum::Native::Library.locate }

  def install(*place)
    FileUtils.mkdir_p(File.join(@root, *place))
    FileUtils.cp(library, File.join(@root, *place, Swiftsum::Native::Library::FILE_NAME))
  end

  # A library that says this and no more.
  def compile(code, *place)
    path = File.join(@root, *place)
    FileUtils.mkdir_p(File.dirname(path))
    _, status = Open3.capture2e("cc", "-shared", "-fPIC", "-x", "c", "-o", path, "-", stdin_data: code)
    raise "cc failed" unless status.success?

    path
  end

  # What the program prints, and what it says of errors.
  def load_swiftsum(settings = {}, before: "", after: "")
    code = "#{before}\nrequire 'swiftsum'\n#{after}\nputs Swiftsum::Native::Library.locate"
    Open3.capture2e(environment.merge(settings), RbConfig.ruby, "-I", File.join(@root, "lib"), "-e", code).first
  end

  # RubyGems knows of a gem of this name, whose extensions are there.
  def activated(folder)
    "Gem.loaded_specs['swiftsum'] = Struct.new(:extension_dir).new(#{File.join(@root, folder).inspect})"
  end

  it "finds the library beside the code, then where RubyGems built it, then in the development build" do
    install(".build", "release")
    expect(load_swiftsum(before: activated("extensions")).chomp).to eq File.join(@root, ".build", "release", name)

    install("extensions", "swiftsum")
    expect(load_swiftsum(before: activated("extensions")).chomp).to eq File.join(@root, "extensions", "swiftsum", name)

    install("lib", "swiftsum")
    expect(load_swiftsum(before: activated("extensions")).chomp).to eq File.join(@root, "lib", "swiftsum", name)
  end

  it "takes the one that SWIFTSUM_LIBRARY names before any other" do
    install("lib", "swiftsum")
    install("elsewhere")
    elsewhere = File.join(@root, "elsewhere", name)

    expect(load_swiftsum({ "SWIFTSUM_LIBRARY" => elsewhere }).chomp).to eq elsewhere
    expect(load_swiftsum({ "SWIFTSUM_LIBRARY" => "" }).chomp).to eq File.join(@root, "lib", "swiftsum", name)
  end

  it "takes the one that SWIFTSUM_LIBRARY names from the current folder, not one of that name elsewhere" do
    install("here")
    compile("unsigned swiftsum_abi_version(void) { return #{Swiftsum.abi_version}; }", "elsewhere", name)
    output = Dir.chdir(File.join(@root, "here")) do
      load_swiftsum({ "SWIFTSUM_LIBRARY" => name, "LD_LIBRARY_PATH" => File.join(@root, "elsewhere") })
    end

    expect(output.chomp).to eq File.join(@root, "here", name)
  end

  it "refuses any Ruby but the one whose memory it knows" do
    install("lib", "swiftsum")
    other = "Object.send(:remove_const, :RUBY_ENGINE); RUBY_ENGINE = 'truffleruby'"

    expect(load_swiftsum(before: other)).to match(/runs on CRuby \(MRI\) only, not on truffleruby: .*LoadError/)
  end

  it "takes none but the one that SWIFTSUM_LIBRARY names" do
    install("lib", "swiftsum")

    message = load_swiftsum({ "SWIFTSUM_LIBRARY" => "/nonexistent.so" })

    expect(message).to include "(LoadError)", "  /nonexistent.so: no such file"
    expect(message).not_to include File.join(@root, "lib", "swiftsum", name)
  end

  it "says what it tried, why each is not it, and how to build one" do
    compile("unsigned swiftsum_abi_version(void) { return 99; }", "lib", "swiftsum", name)
    compile("int other;", "extensions", "swiftsum", name)
    FileUtils.mkdir_p(File.join(@root, ".build", "release"))
    File.write(File.join(@root, ".build", "release", name), "no library")

    expect(load_swiftsum(before: activated("extensions"))).to include(
      "(LoadError)",
      "#{File.join(@root, 'lib', 'swiftsum', name)}: speaks ABI version 99, this gem #{Swiftsum.abi_version}",
      "#{File.join(@root, 'extensions', 'swiftsum', name)}: is not swiftsum",
      "#{File.join(@root, '.build', 'release', name)}: ", "file too short",
      "`bin/setup` or `rake compile`"
    )
  end

  it "passes over one of another ABI if there is a better one" do
    compile("unsigned swiftsum_abi_version(void) { return 99; }", "lib", "swiftsum", name)
    install(".build", "release")

    expect(load_swiftsum.chomp).to eq File.join(@root, ".build", "release", name)
  end

  it "works without RubyGems" do
    install("lib", "swiftsum")
    ffi = $LOAD_PATH.grep(/ffi/).map { |folder| "-I#{folder}" }
    command = [RbConfig.ruby, "--disable-gems", *ffi, "-I", File.join(@root, "lib"), "-rswiftsum", "-e", "print 1"]

    expect(Open3.capture2e(environment, *command).first).to eq "1"
  end

  it "refuses an instruction set that the machine lacks, and lists those it has" do
    install("lib", "swiftsum")

    expect(load_swiftsum({ "SWIFTSUM_ISA" => "sse9" }))
      .to include("SWIFTSUM_ISA is \"sse9\"", Swiftsum.instruction_sets.join(", "), "Swiftsum::InstructionSetError")
  end

  it "uses each instruction set that the machine has, when told so" do
    install("lib", "swiftsum")

    Swiftsum.instruction_sets.each do |set|
      output = load_swiftsum({ "SWIFTSUM_ISA" => set }, after: "puts Swiftsum.instruction_set")

      expect(output).to start_with "#{set}\n"
    end
  end

  it "speaks the version of the header" do
    header = File.read(File.join(root, "Sources", "CSwiftsum", "swiftsum.h"))

    expect(header[/SWIFTSUM_ABI_VERSION (\d+)/, 1].to_i).to eq Swiftsum::Native::Library::ABI_VERSION
    expect(Swiftsum.abi_version).to eq Swiftsum::Native::Library::ABI_VERSION
    expect(Swiftsum.library_version).to match(/\A\d+\.\d+\.\d+\z/)
  end
end
