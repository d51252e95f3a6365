# frozen_string_literal: true

require "digest"
require "rbconfig"
require "rubygems/package"

require_relative "support/elf_file"
require_relative "support/empty_place"
require_relative "support/specifications"
require_relative "../rakelib/gem_files"

# The gems with the library inside, as their users have them. Of every change the gem for this machine is installed;
# `rake gem:check` installs all of them, and runs the specifications there.
RSpec.describe "The gem with the library inside" do
  root = EmptyPlace::CHECKOUT
  here = RbConfig::CONFIG["arch"][/\A\w+-linux/]
  all = ENV.key?("GEM_CHECK")
  machines = { "x86_64-linux" => "Advanced Micro Devices X86-64", "aarch64-linux" => "AArch64" }
  source = Gem::Specification.load(File.join(root, "swiftsum.gemspec"))

  it "is there for the platforms whose names every RubyGems takes, on glibc and on musl" do
    GemFiles::LIBRARIES.each_key do |name|
      systems = ["", "-gnu", "-musl"].map { |libc| Gem::Platform.new("#{name}#{libc}") }

      expect(systems).to all(satisfy { |system| Gem::Platform.new(name) === system }) # rubocop:disable Style/CaseEquality
    end
  end

  GemFiles::LIBRARIES.each_key.select { |platform| all || platform == here }.each do |platform|
    describe "for #{platform}" do
      before :context do
        @place = EmptyPlace.new(platform == here ? nil : File.join(root, "tmp/roots/bookworm-arm64"))
        @file = Dir.chdir(root) { GemFiles.build_native(platform, @place.folder) }
        @place.script("gem", "install", "--local", "--no-document", @file)
        FileUtils.cp_r([".rspec", "spec"].map { |name| File.join(root, name) }, @place.installed)
      end

      after(:context) { @place.remove }

      let(:gem) { Gem::Package.new(@file).spec }

      it "is smaller than 1 MB, and builds nothing" do
        expect(File.size(@file)).to be < 1_000_000
        expect(gem).to have_attributes(extensions: [], platform: Gem::Platform.new(platform))
        expect(gem.dependencies).to eq source.dependencies
      end

      it "has all that the source gem has, but the library in place of what builds it" do
        expect(gem.files - source.files)
          .to contain_exactly("lib/swiftsum/libswiftsum.so", "lib/swiftsum/libswiftsum.so.1", "lib/swiftsum/swiftsum.h")
        building = source.files.grep(%r{\A(?:Package\.swift\z|ext/|Sources/)}) - ["Sources/CSwiftsum/swiftsum.h"]
        expect(source.files - gem.files).to match_array(building)
      end

      it "has the library of that machine, without what a debugger needs" do
        library = File.join(@place.installed, "lib/swiftsum/libswiftsum.so")

        expect(ELFFile.new(library)).to have_attributes(machine: machines.fetch(platform), soname: "libswiftsum.so.1")
        expect(ELFFile.new(library).sections.grep(/\A\.symtab|\A\.debug/)).to eq []
      end

      it "is loaded from where it is installed, and works" do
        path = File.join(@place.installed, "README.md")
        output = @place.ruby("-e", <<~RUBY, path)
          require "swiftsum"
          puts Swiftsum.checksum(ARGV.first), Swiftsum::Native::Library.locate, $LOADED_FEATURES.grep(/swiftsum/)
        RUBY
        checksum, *files = output.lines(chomp: true)

        expect(checksum).to eq Digest::SHA256.file(path).hexdigest
        expect(files.size).to be > 10
        expect(files).to all start_with(File.realpath(@place.installed))
      end

      it "has the command" do
        output = @place.ruby(File.join(@place.folder, "gems/bin/swiftsum"), "sum", @file)

        expect(output).to eq "#{Digest::SHA256.file(@file).hexdigest}  #{@file}\n"
      end

      (platform == here ? Specifications.anywhere : Specifications.in_one_process).each do |path|
        it "passes #{path}", if: all do
          expect(@place.script("rspec", path, folder: @place.installed)).to match(/ 0 failures/)
        end
      end
    end
  end
end
