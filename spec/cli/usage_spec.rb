# frozen_string_literal: true

require "swiftsum"
require "swiftsum/cli"
require_relative "../support/program"

RSpec.describe "swiftsum's command line" do
  include Program

  it "has help for itself and for each command, however it is asked" do
    expect(swiftsum("--help")).to have_attributes(output: swiftsum("help").output, messages: "", status: 0)
    Swiftsum::CLI::COMMANDS.map(&:name).each do |command|
      help = swiftsum("help", command)

      expect(help).to have_attributes(messages: "", status: 0)
      expect(help.output).to start_with "Usage: swiftsum #{command}"
      expect(swiftsum(command, "--help")).to eq help
      expect(swiftsum("help").output).to match(/^ +#{command} /)
    end
  end

  it "fits a terminal of 80 columns" do
    [[], *Swiftsum::CLI::COMMANDS.map { |command| [command.name] }].each do |command|
      expect(swiftsum("help", *command).output.lines.map { |line| line.chomp.length }.max).to be <= 80
    end
  end

  it "says its versions and the instruction set in use" do
    outcome = swiftsum("--version", env: { "SWIFTSUM_ISA" => "portable", "SWIFTSUM_CPU" => "zen5" })

    expect(outcome.output).to eq <<~TEXT
      swiftsum #{Swiftsum::VERSION}
      library #{Swiftsum.library_version}, ABI #{Swiftsum.abi_version}
      instruction set portable, of #{Swiftsum.instruction_sets.join(', ')}
      kernels chosen as for zen5
    TEXT
    expect(outcome.status).to eq 0
  end

  it "lists all algorithms of the registry" do
    lines = swiftsum("algorithms").output.lines.map(&:split)

    expect(lines.map(&:first)).to eq Swiftsum::Algorithm.all.map(&:name)
    expect(lines.map { |_, bits| (bits.to_i + 7) / 8 }).to eq Swiftsum::Algorithm.all.map(&:digest_length)
    expect(lines.to_h { |name, bits, *| [name, bits] })
      .to include "CRC-5/USB" => "5", "CRC-12/UMTS" => "12", "CRC-82/DARC" => "82", "crc32c" => "32", "sha384" => "384"
    expect(lines.map { |line| line.include?("not") }).to eq(Swiftsum::Algorithm.all.map { |a| !a.cryptographic? })
    expect(swiftsum("version").output).to eq swiftsum("--version").output
  end

  names = Swiftsum::CLI::COMMANDS.map(&:name)
  {
    [] => ["no command given", "help"],
    %w[sumn] => ["unknown command sumn; did you mean sum?", "help"],
    %w[file.iso] => ["unknown command file.iso; there are #{names[..-2].join(', ')} and #{names.last}", "help"],
    %w[help sumn] => ["unknown command sumn; did you mean sum?", "help"],
    %w[sum --jsno] => ["unknown option --jsno; did you mean --json?", "help sum"],
    %w[-a sha1 a] => ["a command comes first, not -a", "help"],
    %w[sum -v] => ["unknown option -v", "help sum"],
    %w[sum -hv] => ["unknown option -v in -hv", "help sum"],
    %w[sum --=x] => ["unknown option --", "help sum"],
    %w[check --s list] => ["--s may be --status, --settle or --summary", "help check"],
    %w[sum --version] => ["unknown option --version", "help sum"],
    %w[sum --algorithm] => ["--algorithm needs an argument: --algorithm ALGORITHM", "help sum"],
    %w[sum a -a] => ["-a needs an argument: -a ALGORITHM", "help sum"],
    %w[check --quiet=1] => ["--quiet takes no argument: --quiet=1", "help check"],
    %w[check --settle=-1] => ["--settle takes a number of seconds, such as 0.05, up to 86400: -1", "help check"],
    %w[sum --settle 1e9] => ["--settle takes a number of seconds, such as 0.05, up to 86400: 1e9", "help sum"],
    %w[sum --settle 86401] => ["--settle takes a number of seconds, such as 0.05, up to 86400: 86401", "help sum"],
    %w[sum -j 0 a] => ["--threads takes a number from 1 to 65535: 0", "help sum"],
    %w[check --threads=two list] => ["--threads takes a number from 1 to 65535: two", "help check"],
    %w[sum --exclude *.tmp a] => ["--exclude is for folders: add -r", "help sum"],
    %w[sum --one-file-system a] => ["--one-file-system is for folders: add -r", "help sum"],
    ["sum", "-r", "--include", "[a", "."] => ["--include: malformed pattern \"[a\": a [ has no ]", "help sum"],
    %w[sum -r] => ["-r needs a folder, such as .", "help sum"],
    %w[sum --files0-from nowhere] => ["--files0-from: nowhere: No such file or directory", "help sum"],
    %w[sum --files0-from nowhere a] => ["--files0-from says all FILEs: there is none beside it, as a", "help sum"],
    %w[sum -C nowhere] => ["--directory: nowhere is not a folder", "help sum"],
    %w[check --expect sha256:00 a] => ["--expect: sha256 has 64 hexadecimal digits, not 2", "help check"],
    %w[algorithms all] => ["no argument is needed: all", "help algorithms"],
    %w[version -- all] => ["no argument is needed: all", "help version"]
  }.each do |arguments, (mistake, help)|
    it "ends with 2 and says where help is: #{['swiftsum', *arguments].join(' ')}" do
      expect(swiftsum(*arguments))
        .to have_attributes(output: "", messages: "swiftsum: #{mistake}\nswiftsum: see 'swiftsum #{help}'\n", status: 2)
    end
  end

  it "has options anywhere before --, and abbreviations of the long ones" do
    File.write("a", "content")
    plain = swiftsum("sum", "--algorithm", "crc32", "--tag", "a")

    [%w[--tag a -a crc32], %w[a -acrc32 --ta], %w[--algo=crc32 --tag -- a], %w[--tag --alg crc32 a]].each do |arguments|
      expect(swiftsum("sum", *arguments)).to eq plain
    end
  end

  it "takes a whole name for itself, not for the beginning of another" do
    options = [Swiftsum::CLI::Option.new(long: "color"), Swiftsum::CLI::Option.new(long: "colors")]

    expect(Swiftsum::CLI::CommandLine.new(%w[--color], options).options.map { |option, _| option.long }).to eq ["color"]
  end

  it "takes - for no file that is written in place of another, or read more than once" do
    [%w[manifest -o - .], %w[audit --manifest - .], %w[audit --manifest list --html - .]].each do |arguments|
      refused = swiftsum_here(*arguments)
      expect(refused).to have_attributes(output: "", status: 2)
      expect(refused.messages).to match(%r{--\w+ takes a file, and - is none; for one of that name, write \./-$})
    end
    expect(File).not_to exist("-")
  end

  it "has short flags that share a word, and an argument in the last one's word or behind it" do
    options = [
      Swiftsum::CLI::Option.new(long: "zero", short: "z"), Swiftsum::CLI::Option.new(long: "all", short: "a"),
      Swiftsum::CLI::Option.new(long: "threads", short: "j", argument: "N")
    ]

    [%w[-zaj2], %w[-zaj 2], %w[-za -j2], %w[--zero --all --threads=2]].each do |words|
      typed = Swiftsum::CLI::CommandLine.new(words, options).options.map { |option, text| [option.long, text] }
      expect(typed).to eq [["zero", nil], ["all", nil], %w[threads 2]]
    end
  end

  describe "what people are used to" do
    before { File.write("a", "content") }

    {
      %w[a] => "a is not a command; to hash this file, write: swiftsum sum a",
      %w[sum -c list] => "there is no -c here: to verify files, write: swiftsum check FILE",
      %w[sum --check list] => "there is no --check here: to verify files, write: swiftsum check FILE",
      %w[sum -R .] => "there is no -R here: to go through a folder, write -r",
      %w[sum -b a] => "there is no -b here: every file is read as bytes",
      %w[check -q list] => "there is no -q here: write --quiet",
      %w[check --ignore-missing list] => "there is no --ignore-missing here: " \
                                         "name the files that are to be verified: swiftsum check FILE -- NAME...",
      %w[check --strict list] => "there is no --strict here: a malformed line always ends in status 2",
      %w[check -c list] => "there is no -c here: it is what 'swiftsum check' does"
    }.each do |arguments, message|
      it "is told its way: #{['swiftsum', *arguments].join(' ')}" do
        outcome = swiftsum(*arguments)

        expect(outcome).to have_attributes(output: "", status: 2)
        expect(outcome.messages.lines.first).to eq "swiftsum: #{message}\n"
      end
    end

    it "works: swiftsum -c, swiftsum --check" do
      File.write("list", swiftsum("sum", "a").output)

      %w[-c --check].each { |option| expect(swiftsum(option, "list")).to eq swiftsum("check", "list") }
    end

    it "works: several algorithms, with commas" do
      expect(swiftsum("sum", "-a", "sha256,crc32", "a")).to eq swiftsum("sum", "-a", "sha256", "-a", "crc32", "a")
      expect(swiftsum("sum", "-a", "sha256,", "a").messages).to start_with 'swiftsum: unknown algorithm ""'
    end

    it "has habits only of options that there are not" do
      Swiftsum::CLI::COMMANDS.each do |command|
        names = command.options.flat_map { |option| ["-#{option.short}", "--#{option.long}"] }
        expect(names & command.habits.keys).to eq []
      end
    end
  end

  it "ends with 2 where it fails by its own fault, and says so on one line" do
    allow(Swiftsum).to receive(:checksums).and_raise(TypeError, "no\nway")
    outcome = File.open("messages", "w+") do |errors|
      status = Swiftsum::CLI.new(Swiftsum::CLI::Console.new(errors, errors)).run(["sum", File::NULL])
      [status, errors.tap(&:rewind).read]
    end

    expect(outcome).to match [2, /\Aswiftsum: this is a bug of swiftsum: TypeError: no way, .*\n\z/]
  end

  describe "--settle" do
    before do
      File.write("a", "content")
      File.write("list", swiftsum("sum", "a").output)
    end

    # What each batch was told.
    def settled(*arguments)
      seconds = []
      allow(Swiftsum.const_get(:Checksums)).to receive(:of).and_wrap_original do |method, *sources, **options|
        method.call(*sources, **options.tap { seconds << options[:settle] })
      end
      File.open(File::NULL, "w") do |sink|
        Swiftsum::CLI.new(Swiftsum::CLI::Console.new(sink, sink)).run(arguments)
      end
      seconds
    end

    it "is how young a file may be: by default 0 for sum, a little for check" do
      expect(settled("sum", "a")).to all be_nil.or eq 0
      expect(settled("check", "list")).to eq [0.05]
      expect(swiftsum("help", "check").output).to include "(default: 0.05)"
    end

    it "takes fractions, and 0" do
      expect(settled("sum", "--settle", ".25", "a")).to eq [0.25]
      expect(settled("check", "--settle=0.5", "list")).to eq [0.5]
      expect(settled("check", "--settle=0", "list")).to eq [0]
    end
  end

  describe "its messages" do
    ruby = /\bnil\b|\b(?:Integer|String|Hash|Symbol)\b|[A-Z][a-z]+Error|\w::\w|\.rb:|undefined|Swiftsum/

    # In this process, for there are many.
    def messages(*arguments)
      File.open("messages", "w+") do |errors|
        File.open("output", "w") do |output|
          Swiftsum::CLI.new(Swiftsum::CLI::Console.new(output, errors)).run(arguments)
        end
        errors.rewind
        errors.read
      end
    end

    around do |example|
      before = $stdin
      File.open(File::NULL) do |empty|
        $stdin = empty
        example.run
      end
    ensure
      $stdin = before
    end

    it "never speak Ruby, and are lines that begin with the program's name, whatever is typed" do
      File.write("a", "content")
      commands = Swiftsum::CLI::COMMANDS.map(&:name)
      words = %w[
        -a -C --expect --settle --tag --json --quiet --base64 -h -- - a . nowhere md5 x:y = -5 0.1 sha256: sha256-
        SHA256(a)=0 ../a /dev/null/x --a --s -ab --quiet=
      ] << "md5," << "" << "\xFF" << "a\nb" << "\e[2J"
      random = Random.new(7)
      said = Array.new(2_000) do
        messages(commands.sample(random:), *Array.new(random.rand(5)) { words.sample(random:) })
      end.join.b

      expect(said).to match(/unknown option/).and match(/unknown algorithm/).and match(/needs an argument/)
      expect(said.lines.grep(Regexp.new(ruby.source, Regexp::NOENCODING))).to eq []
      expect(said.lines).to all start_with "swiftsum: "
    end
  end

  it "has one table of options: each has a command, a heading, help, and a type if it takes an argument" do
    Swiftsum::CLI::OPTIONS.each do |option|
      expect(option.commands - Swiftsum::CLI::COMMANDS.map(&:name)).to eq []
      expect(option.section).not_to be_empty
      expect(option.help).not_to be_empty
      expect(option.flag? ? option.type.nil? : Swiftsum::CLI::Settings::TYPES.key?(option.type)).to be true
    end
    Swiftsum::CLI::COMMANDS.each do |command|
      names = command.options.flat_map { |option| [option.short, option.long].compact }
      expect(names.uniq).to eq names
    end
  end

  it "is documented: each command, and each of its options" do
    sections = %w[cli audit].flat_map { |name| File.read(File.join(Program::ROOT, "docs/#{name}.md")).split(/^## /) }
    Swiftsum::CLI::COMMANDS.each do |command|
      expect(sections.first).to include command.usage
      section = sections.find { |text| text.start_with?("`swiftsum #{command.name}`") }.to_s
      (command.options.map(&:long) - ["help"]).each { |long| expect(section).to include "`--#{long}" }
    end
  end

  it "loads neither FFI nor the library to show help" do
    outcome = run(RbConfig.ruby, "-e", <<~RUBY, "--", Program::ROOT)
      require "\#{ARGV.first}/lib/swiftsum/cli"
      Swiftsum::CLI.new.run(%w[help sum])
      warn $LOADED_FEATURES.grep(/ffi|optparse|tempfile|json|native/)
    RUBY

    expect(outcome.messages.strip).to eq ""
  end

  it "loads what a command needs: no more than eighty files of ours, and no digests of Strings" do
    File.write("a", "content")
    File.write("list", swiftsum("sum", "a").output)
    [%w[sum a], %w[check list]].each do |arguments|
      code = "ARGV.replace(#{arguments}); at_exit { warn $LOADED_FEATURES }; load #{Program::SWIFTSUM.last.dump}"
      loaded = run(RbConfig.ruby, "-e", code).messages.lines(chomp: true).grep(/\A#{Program::ROOT}/o)

      expect(loaded.size).to be_between(40, 80)
      expect(loaded.grep(%r{/(?:digest|tree|audit|bag|by_value|json_members|formats/sfv)\.rb})).to eq []
    end
  end

  it "collects garbage once it takes a while" do
    File.mkfifo("fifo")
    code = <<~RUBY
      Thread.new do
        # What it returns is whether it was disabled before.
        $stderr.puts Array.new(100).any? { sleep 0.1 and !GC.disable }
        File.write("fifo", "")
      end
      ARGV.replace(%w[sum fifo])
      load #{Program::SWIFTSUM.last.dump}
    RUBY

    expect(run(RbConfig.ruby, "-e", code).messages).to eq "true\n"
  end

  it "says which algorithms are broken" do
    broken = swiftsum("algorithms").output.lines.grep(/broken: forgeries are known/)

    expect(broken.map { |line| line.split.first }).to eq %w[md5 sha1]
  end

  it "lists the algorithms in columns" do
    expect(swiftsum("algorithms").output.lines.map { |line| line.index(" bits ") }.uniq.size).to eq 1
  end

  it "suggests the nearest algorithm, and reads nothing" do
    %w[sum check].each do |command|
      outcome = swiftsum(command, "-a", "sha265", "missing")

      expect(outcome).to have_attributes(output: "", status: 2)
      expect(outcome.messages).to match(/\Aswiftsum: unknown algorithm "sha265"; did you mean sha256\b.*\?\n.*\n\z/)
    end
  end

  it "knows no algorithm without a name" do
    expect(swiftsum("sum", "-a", "", "a").status).to eq 2
  end

  it "says what it misses where it has no library" do
    outcome = swiftsum("--version", env: { "SWIFTSUM_LIBRARY" => "/nowhere/libswiftsum.so" })

    expect(outcome.messages).to match(%r{\Aswiftsum: .*^swiftsum: /nowhere/libswiftsum.so: no such file$}m)
    expect(outcome).to have_attributes(output: "", status: 2)
  end

  it "says which instruction sets there are where SWIFTSUM_ISA names none of them" do
    outcome = swiftsum("sum", env: { "SWIFTSUM_ISA" => "abacus" })

    expect(outcome.messages).to match(/\Aswiftsum: .*abacus.*portable.*\n\z/)
    expect(outcome).to have_attributes(output: "", status: 2)
  end
end
