# frozen_string_literal: true

require "open3"

# What a reader of the whole repository would notice. Exceptions stand at the top, each with its reason.
RSpec.describe "The repository" do
  root = File.expand_path("..", __dir__)
  files = Open3.capture2("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", chdir: root)
               .first.split("\0").select { |path| File.file?(File.join(root, path)) }
  text = Hash.new { |texts, path| texts[path] = File.read(File.join(root, path), encoding: "UTF-8") }

  before(:context) { skip "this is no checkout" if files.empty? }

  # A word that stops a newcomer, and what to write instead.
  words = {
    /\brooms\b/i => "folders, modules",
    /\bbars\b/i => "targets",
    /\bpeers?\b/i => "other libraries",
    /\bentrants?\b/i => "other libraries",
    /\bcontests?\b/i => "benchmark",
    /\bin turns\b/i => "alternately",
    /\bspeed of the machine\b|\bmachine's speed\b/i => "its figure",
    /\b(?:is|are|be|as) no [A-Z]\w+/ => "is not a …; \"raises TypeError unless it is a String\"",
    /\bthose that there are\b/i => "all, those available",
    /\bwhoever (?:makes|releases)\b/i => "who makes it releases it; the caller releases it",
    /\bto sum\b|\bsummed\b|\bsums (?:a file|files|it|standard input)\b/i => "hashes, computes the checksum of",
    /\boff the GVL\b/i => "without holding Ruby's global lock (GVL)",
    /\bfails? closed\b/i => "anything not verified counts as a failure"
  }

  # Words that still stand somewhere, in lower case: to be reworded, not to be added to.
  allowed_words = {
    "docs/performance.md" => ["entrants", "contest", "contests", "in turns", "to sum", "peer", "peers", "bars"],
    "lib/swiftsum.rb" => ["is no enumerable", "is no crc"],
    "lib/swiftsum/checksum.rb" => ["is no checksum"]
  }

  # Files that may be longer than 350 lines.
  longest = 350
  long_files = {
    "Sources/CSwiftsum/swiftsum.h" => "the whole contract, with its documentation, is one header",
    "Sources/Engine/Files/TreeWalker.swift" => "one walk: its order, links and errors hang together",
    "Sources/CPlatform/vectors.h" => "one wrapper for each intrinsic, which is all it is",
    "spec/abi/every_fault.c" => "one function for each way to read files, which shares what is seen with the others",
    "spec/abi/sweep.c" => "one call for each function and each wrong argument",
    "spec/manifest/as_written_spec.rb" => "one example for each way in which people write a manifest",
    "spec/reading_spec.rb" => "one promise for each way in which a file may change or end",
    "spec/tree_spec.rb" => "one promise for each kind of entry"
  }

  # Names that others call, not we: Ruby, RSpec, rake, FFI, YAML, Swift's compiler and runtime.
  called_by_others = %w[
    init_with encode_with marshal_dump marshal_load initialize_copy initialize _dump _load to_native from_native
    native_type makeOnLoading respond_to_missing? method_missing inherited inspect hash eql? each to_s as_json to_json
    deconstruct_keys invoke_prerequisites
  ]

  prose = files.grep(%r{\A(?:[A-Z]+|docs/[^/]+)\.md\z})
  code = files.grep(%r{\A(?:lib|exe|Sources|bin|examples|ext)/}).grep(/\.(?:rb|swift|h|c|cpp|py)\z|\A(?:exe|bin)/)

  # The lines of comments, with their numbers, less what is quoted as code.
  comments = lambda do |path|
    lines = text[path].lines.each_with_index.map { |line, index| [line, index + 1] }
    mark = path.match?(/\.(?:swift|h|c|cpp)\z/) ? %r{(?://+|/\*|^\s*\*|^ {3,}(?=[A-Z`a-z]))(.*)} : /(?:^\s*|\s)#\s(.*)/
    lines.filter_map { |line, number| [Regexp.last_match(1), number] if line =~ mark }
  end

  # Of Ruby all, for its messages are to be read, too.
  lines_of = lambda do |path|
    return comments[path] if path.match?(/\.(?:swift|h|c|cpp|py)\z|\Abin/)

    text[path].lines.each_with_index.map { |line, index| [line, index + 1] }
  end

  describe "its words" do
    (prose + code).each do |path|
      it "are those of its field: #{path}" do
        found = lines_of[path].flat_map do |line, number|
          words.filter_map do |word, better|
            match = line.gsub(/`[^`]*`/, "")[word] or next
            "line #{number}: #{match} -> #{better}" unless allowed_words.fetch(path, []).include?(match.downcase)
          end
        end

        expect(found).to eq []
      end
    end
  end

  it "has no file of more than #{longest} lines that has no reason to be so long" do
    written = files.grep(/\.(?:rb|swift|h|c|cpp|py|md)\z|\A(?:bin|exe)/)
    long = written.select { |path| text[path].lines.size > longest }

    expect(long - long_files.keys).to eq []
  end

  it "has no exception that is no longer needed" do
    expect(long_files.keys.reject { |path| text[path].lines.size > longest }).to eq []
    gone = allowed_words.to_h do |path, list|
      read = lines_of[path].map(&:first).join("\n").downcase
      [path, list.reject { |word| read.match?(/\b#{word}\b/) }]
    end
    expect(gone.reject { |_, list| list.empty? }).to eq({})
  end

  # A name that stands nowhere but where it is declared is dead. Of two declarations of one name, one may be.
  def unmentioned(declared, mentioned)
    counts = mentioned.tally
    declared.tally.filter_map { |name, times| name if counts.fetch(name, 0) <= times }
  end

  it "has no Ruby method and no constant that nobody uses" do
    ruby = files.grep(/\.rb\z|\A(?:Rakefile|exe)|\.gemspec\z/)
    library = files.grep(%r{\Alib/.*\.rb\z})
    declared = library.flat_map { |path| text[path].scan(/^\s*def (?:self\.)?(\w+[?!]?)/).flatten }
    constants = library.flat_map { |path| text[path].scan(/^\s*([A-Z][A-Z_0-9]+) = /).flatten }
    mentioned = ruby.flat_map { |path| text[path].gsub(/^\s*#(?!\{).*|private_constant .*/, "").scan(/\w+[?!]?/) }

    expect(unmentioned(declared, mentioned) - called_by_others).to eq []
    expect(unmentioned(constants, mentioned)).to eq []
  end

  it "has no Swift declaration that nobody uses" do
    sources = files.grep(%r{\ASources/.*\.swift\z})
    headers = files.grep(%r{\ASources/.*\.h\z})
    bare = (sources + headers).to_h { |path| [path, text[path].gsub(%r{//.*}, "")] }
    mentioned = bare.each_value.flat_map { |content| content.scan(/\w+/) }
    declared = sources.flat_map do |path|
      bare[path].scan(/\b(?:func|let|var|struct|enum|protocol|class|typealias|case) (\w+)/).flatten
    end

    expect(unmentioned(declared - ["_"], mentioned) - called_by_others).to eq []
  end

  it "has no file that nothing refers to" do
    referring = files.grep_v(/\.svg\z|vectors/).to_h { |path| [path, text[path]] }
    entries = %w[lib/swiftsum.rb lib/swiftsum/cli.rb lib/swiftsum/rake_task.rb lib/swiftsum/rspec.rb]
    folders = %r{\A(?:lib|spec/support|spec/abi|spec/conformance|bench/contest|docs|bin|examples)/}
    dead = (files.grep(folders) - entries).reject do |path|
      # C programs of the tests are compiled by name.
      name = File.basename(path, path.start_with?("spec/abi/") ? ".c" : ".rb")
      referring.any? { |other, content| other != path && content.match?(/\b#{Regexp.escape(name)}\b/) }
    end

    expect(dead).to eq []
  end

  describe "what stands in several places" do
    def first(path, pattern)
      File.read(File.expand_path("../#{path}", __dir__))[pattern, 1]
    end

    {
      "the number of the ABI" => {
        "Sources/CSwiftsum/swiftsum.h" => /#define SWIFTSUM_ABI_VERSION (\d+)/,
        "Package.swift" => /-soname=libswiftsum\.so\.(\d+)/,
        "bin/build-arm64" => /-soname=libswiftsum\.so\.(\d+)/,
        "lib/swiftsum/native/library.rb" => /ABI_VERSION = (\d+)/
      },
      "the number of the ABI on macOS" => {
        "Sources/CSwiftsum/swiftsum.h" => /#define SWIFTSUM_ABI_VERSION (\d+)/,
        "Package.swift" => /libswiftsum\.(\d+)\.dylib/
      },
      "the version" => {
        "lib/swiftsum/version.rb" => /VERSION = "(.*)"/, "Sources/Swiftsum/Library.swift" => /"(\d+\.\d+\.\d+)"/
      },
      "the oldest Ruby" => {
        "swiftsum.gemspec" => /required_ruby_version = ">= (.*)"/, ".rubocop.yml" => /TargetRubyVersion: (.*)/
      },
      "the oldest Swift" => {
        "ext/swiftsum/extconf.rb" => /OLDEST_SWIFT = "(.*)"/, "README.md" => /Swift.*? of (\d\.\d) or newer/m
      },
      "the width of a line" => {
        ".editorconfig" => /max_line_length = (\d+)/, ".rubocop.yml" => /LineLength:\s+Max: (\d+)/,
        ".swift-format" => /"lineLength" *: *(\d+)/
      }
    }.each do |what, places|
      it "agrees: #{what}" do
        found = places.to_h { |path, pattern| [path, first(path, pattern)] }

        expect(found.values).to all be_a(String)
        expect(found.values.uniq.size).to eq(1), found.inspect
      end
    end
  end
end
