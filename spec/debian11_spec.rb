# frozen_string_literal: true

require "fileutils"
require "open3"
require_relative "support/abi"

# With a glibc that is five years older than the one that it was linked with. `rake spec:debian11` makes the root.
RSpec.describe "The library in Debian 11" do
  include ABI

  project = File.expand_path("..", __dir__)
  root = ENV.fetch("DEBIAN_11", nil)

  before(:context) { skip "rake spec:debian11 runs it" unless root }

  around do |example|
    FileUtils.mkdir_p(File.join(project, "tmp"))
    Dir.mktmpdir("debian11", File.join(project, "tmp")) { |folder| Dir.chdir(project) { run_in(folder, example) } }
  end

  def run_in(folder, example)
    @folder = folder.delete_prefix("#{Dir.pwd}/")
    example.run
  end

  def there(*command)
    output, messages, status = Open3.capture3("bin/in-root", ENV.fetch("DEBIAN_11"), *command, binmode: true)
    raise "#{command.first}: #{messages}" unless status.success?

    output
  end

  # With the compiler of Debian 11.
  def compile_there(program)
    executable = File.join(@folder, "#{program}-there")
    there("gcc", "-std=gnu11", "-w", "-I", "lib/swiftsum", "-o", executable, "spec/abi/#{program}.c", "-pthread",
          "-L", "lib/swiftsum", "-lswiftsum", "-Wl,-rpath,/swiftsum/lib/swiftsum")
    "./#{executable}"
  end

  it "has an older glibc there" do
    expect(there("ldd", "--version")).to include "2.31"
  end

  { "algorithms" => "README.md", "walk" => "lib", "batch" => "lib" }.each do |program, argument|
    it "answers #{program}.c as it does here" do
      here = Open3.capture2(compile_c("#{program}.c", File.join(@folder, program), "-pthread"), argument).first

      expect(here).not_to be_empty
      expect(there(compile_there(program), argument)).to eq here
    end
  end

  it "takes hostile arguments in every combination" do
    expect(there(compile_there("sweep")).to_i).to be > 1_000_000
  end
end
