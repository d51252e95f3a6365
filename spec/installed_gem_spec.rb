# frozen_string_literal: true

require "open3"
require "openssl"
require "rbconfig"
require "tmpdir"

# The gem as its users have it: built, installed in an empty place, and run from there, knowing nothing of this folder.
RSpec.describe "The gem" do
  root = File.expand_path("..", __dir__)
  readme = File.join(root, "README.md")

  # Runs a command with this environment and no more.
  def run(environment, *command, folder: @place)
    Open3.capture2e({ "HOME" => @place, "LANG" => "C.UTF-8" }.merge(environment), *command,
                    chdir: folder, unsetenv_others: true)
  end

  def gem_command
    [RbConfig.ruby, File.join(RbConfig::CONFIG["bindir"], "gem")]
  end

  def path
    ENV.slice("PATH")
  end

  before :context do
    @place = Dir.mktmpdir
    @package = File.join(@place, "swiftsum.gem")
    output, status = run(path, *gem_command, "build", "swiftsum.gemspec", "--output", @package, folder: root)
    raise output unless status.success?
  end

  after(:context) { FileUtils.remove_entry(@place) }

  describe "installed into an empty place", :slow do
    def environment
      path.merge("GEM_HOME" => gem_home)
    end

    def gem_home
      File.join(@place, "gems")
    end

    def installed(pattern)
      Dir.glob(File.join(gem_home, pattern), File::FNM_DOTMATCH)
    end

    before :context do
      output, status = run(environment, *gem_command, "install", "--local", "--no-document", @package)
      raise output unless status.success?
    end

    it "puts the library and its header where Ruby and C look" do
      %w[gems/swiftsum-*/lib/swiftsum extensions/**/swiftsum-*/swiftsum].each do |folder|
        expect(installed("#{folder}/{libswiftsum.*,swiftsum.h}").map { |path| File.basename(path) })
          .to match_array(Dir.glob("{libswiftsum.*,swiftsum.h}", base: File.join(root, "lib", "swiftsum")))
      end
    end

    it "leaves none of the build behind" do
      expect(installed("gems/swiftsum-*/{.build,ext/swiftsum/swiftsum}")).to eq []
    end

    it "computes a checksum by its own code and its own library" do
      program = <<~RUBY
        require "swiftsum"
        puts Swiftsum.checksum(#{readme.dump}), Swiftsum::Native::Library.locate, $LOADED_FEATURES.grep(/swiftsum/)
      RUBY
      output, status = run(environment, RbConfig.ruby, "-e", program)

      expect(status).to be_success, output
      checksum, *files = output.lines(chomp: true)
      expect(checksum).to end_with OpenSSL::Digest::SHA256.file(readme).hexdigest
      expect(files).to all start_with gem_home
    end

    it "has the command" do
      output, status = run(environment, File.join(gem_home, "bin", "swiftsum"), "sum", readme)

      expect(status).to be_success
      expect(output).to eq "#{OpenSSL::Digest::SHA256.file(readme).hexdigest}  #{readme}\n"
    end
  end

  describe "without a Swift toolchain that can build it" do
    def extconf(folder)
      run({ "PATH" => folder }, RbConfig.ruby, File.expand_path("../ext/swiftsum/extconf.rb", __dir__))
    end

    it "stops with one clear message, and no Makefile" do
      output, status = extconf(@place)

      expect(status.exitstatus).to eq 1
      expect(output).to eq <<~TEXT
        swiftsum needs the Swift toolchain, 6.3 or newer, to build its library: there is no swift on the PATH.
        How to get one: https://www.swift.org/install
        The gems for x86_64-linux and aarch64-linux need none: see docs/install.md.
      TEXT
      expect(File).not_to exist File.join(@place, "Makefile")
    end

    it "says which one is too old" do
      Dir.mktmpdir do |folder|
        File.write(File.join(folder, "swift"), "#!/bin/sh\necho Swift version 5.10.1\n", perm: 0o755)
        output, status = extconf(folder)

        expect(status.exitstatus).to eq 1
        expect(output).to include "6.3 or newer, to build its library: this is Swift 5.10.1.\n"
      end
    end

    it "does not install, and passes the message on" do
      environment = { "PATH" => @place, "GEM_HOME" => File.join(@place, "none") }
      output, status = run(environment, *gem_command, "install", "--local", "--no-document", @package)

      expect(status).not_to be_success
      expect(output).to include "there is no swift on the PATH"
    end
  end
end
