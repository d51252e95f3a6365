# frozen_string_literal: true

require "fileutils"

require "swiftsum/rake"
require_relative "../support/program"

RSpec.describe "Swiftsum::Rake.content_file" do
  include Program

  before do
    @application = Rake.application
    restart
    @runs = []
    File.write("in.txt", "content")
  end

  after { Rake.application = @application }

  # As another rake would.
  def restart(**options)
    Rake.application = Rake::Application.new
    options.each { |name, value| Rake.application.options.public_send("#{name}=", value) }
    Swiftsum::Rake.const_get(:ContentState).instance_variable_get(:@states).clear
  end

  # Writes what it is made of, and keeps account.
  def define(name = "out.bin", from: "in.txt", arguments: [])
    Swiftsum::Rake.content_file name, arguments => from do |task, values|
      @runs << task.name
      contents = task.prerequisites.select { |path| File.file?(path) }.map { |path| File.read(path) }
      File.write(task.name, [*contents, *values.to_a].join("+"))
    end
  end

  # In a rake of its own: the outputs that it made.
  def run_rake(name = "out.bin", *values, **options)
    restart(**options)
    yield
    @runs.clear
    Rake::Task[name].invoke(*values)
    @runs.dup
  end

  def made(*values, **options)
    run_rake("out.bin", *values, **options) { define }
  end

  it "runs once, and again only where the content of a prerequisite changed" do
    expect(made).to eq ["out.bin"]
    expect(made).to eq []
    File.utime(Time.now + 60, Time.now + 60, "in.txt")
    expect(made).to eq []

    File.write("in.txt", "changed")
    File.utime(Time.at(0), Time.at(0), "in.txt")
    expect(made).to eq ["out.bin"]
    expect(File.read("out.bin")).to eq "changed"
  end

  it "runs where the output is missing, or is not as it was made" do
    made
    File.delete("out.bin")
    expect(made).to eq ["out.bin"]

    time = File.mtime("out.bin")
    File.write("out.bin", "CONTENT")
    File.utime(time, time, "out.bin")
    expect(made).to eq ["out.bin"]
    expect(File.read("out.bin")).to eq "content"
  end

  it "runs where prerequisites were added, removed or exchanged" do
    %w[a b].each { |name| File.write(name, "same") }
    [%w[a], %w[a b], %w[b a], %w[b]].each do |names|
      expect(run_rake { define(from: names) }).to eq ["out.bin"]
      expect(run_rake { define(from: names) }).to eq []
    end
  end

  it "runs where an argument has another value" do
    rake = ->(*values) { run_rake("out.bin", *values) { define(arguments: [:level]) } }

    expect(rake["1"]).to eq ["out.bin"]
    expect(rake["1"]).to eq []
    expect([rake["2"], File.read("out.bin")]).to eq [["out.bin"], "content+2"]
    expect([rake["2", "more"], rake["2", "more"]]).to eq [["out.bin"], []]
    expect([rake[], rake[], rake[nil]]).to eq [["out.bin"], [], []]
  end

  it "runs with --build-all, and does nothing with --dry-run" do
    restart(dryrun: true)
    allow(Rake.application).to receive(:trace)
    define
    Rake::Task["out.bin"].invoke
    expect(@runs).to eq []
    expect([made, made, made(build_all: true)]).to eq [["out.bin"], [], ["out.bin"]]
  end

  it "does not run for a prerequisite that was made anew, as it was before" do
    rake = lambda do
      run_rake("end") do
        define "middle"
        define "end", from: "middle"
      end
    end
    expect(rake.call).to eq %w[middle end]
    File.delete("middle")
    expect(rake.call).to eq %w[middle]
    File.write("in.txt", "changed")
    expect(rake.call).to eq %w[middle end]
  end

  it "runs again where its block failed, or wrote nothing" do
    outcome = :fail
    rake = lambda do
      run_rake do
        Swiftsum::Rake.content_file "out.bin" => "in.txt" do |task|
          @runs << task.name
          File.write(task.name, "half") unless outcome == :nothing
          raise "no" if outcome == :fail
        end
      end
    end

    2.times { expect { rake.call }.to raise_error("no") }
    File.delete("out.bin")
    outcome = :nothing
    2.times { expect(rake.call).to eq ["out.bin"] }
    outcome = :all
    expect([rake.call, rake.call]).to eq [["out.bin"], []]
  end

  it "runs again where a prerequisite changed while it ran" do
    first = true
    rake = lambda do
      run_rake do
        Swiftsum::Rake.content_file "out.bin" => "in.txt" do |task|
          @runs << task.name
          FileUtils.cp("in.txt", task.name)
          File.write("in.txt", "changed") if first
          first = false
        end
      end
    end

    expect([rake.call, rake.call, rake.call]).to eq [["out.bin"], ["out.bin"], []]
  end

  describe "a folder as a prerequisite" do
    before do
      FileUtils.mkdir_p("src/inner")
      File.write("src/inner/a", "a")
    end

    def rake
      run_rake("src/out") { define "src/out", from: "src" }
    end

    it "counts with all that is in it, but for the output" do
      expect([rake, rake]).to eq [["src/out"], []]
      FileUtils.touch("src/inner/a")
      expect(rake).to eq []

      changes = [
        -> { File.write("src/inner/a", "b") }, -> { File.rename("src/inner/a", "src/inner/b") },
        -> { File.symlink("nowhere", "src/link") }, -> { Dir.mkdir("src/empty") }, -> { File.delete("src/inner/b") }
      ]
      changes.each do |change|
        change.call
        expect([rake, rake]).to eq [["src/out"], []]
      end
    end

    it "does not count with the state file" do
      Swiftsum::Rake.state_file = "src/[state]*"
      expect([rake, rake]).to eq [["src/out"], []]
      File.write("src/s", "not the state file")
      expect([rake, rake]).to eq [["src/out"], []]
    ensure
      Swiftsum::Rake.state_file = Swiftsum::Rake::STATE_FILE
    end

    it "only has to be there if a task makes it" do
      rake = lambda do
        run_rake("made/out") do
          Rake.application.define_task(Rake::FileCreationTask, "made") { |task| Dir.mkdir(task.name) }
          define "made/out", from: %w[made in.txt]
        end
      end

      expect([rake.call, rake.call]).to eq [["made/out"], []]
      File.write("made/other", "")
      expect(rake.call).to eq []
    end
  end

  it "runs other tasks first, which have no content" do
    rake = lambda do
      run_rake do
        Rake.application.define_task(Rake::Task, :prepare) { @runs << "prepare" }
        define from: %w[prepare in.txt]
      end
    end

    expect([rake.call, rake.call]).to eq [%w[prepare out.bin], %w[prepare]]
  end

  it "is a file's, in whatever namespace; a prerequisite is looked for there first" do
    rake = lambda do
      run_rake do
        Rake.application.in_namespace(:inner) do
          Rake.application.define_task(Rake::Task, :prepare) { @runs << "inner" }
          define from: %w[prepare in.txt]
        end
        Rake.application.define_task(Rake::Task, :prepare) { @runs << "outer" }
      end
    end

    expect([rake.call, rake.call]).to eq [%w[inner out.bin], %w[inner]]
  end

  it "takes any name" do
    ["a b", "\xFF".b, "back\\slash", "new\nline", "-"].each do |name|
      path = "./#{name}"
      2.times { |round| expect(run_rake(path) { define path }.size).to eq 1 - round }
    end
  end

  it "refuses a FIFO, which may never end" do
    File.mkfifo("fifo")

    expect { run_rake { define from: "fifo" } }.to raise_error(Swiftsum::IrregularFileError, /\Afifo: not read/)
  end

  it "makes nothing of a file that is not its own" do
    File.write(Swiftsum::Rake::STATE_FILE, "precious\n")

    expect { made }.to raise_error(Swiftsum::Error, /\.swiftsum-contents: is not a state file/)
    expect(File.read(Swiftsum::Rake::STATE_FILE)).to eq "precious\n"
  end

  it "is safe with many threads" do
    names = Array.new(50) { |index| "out#{index}" }
    rake = lambda do
      run_rake("all") do
        Rake.application.options.always_multitask = true
        names.each { |name| define name }
        Rake.application.define_task(Rake::Task, "all" => names)
      end
    end

    expect(rake.call).to match_array names
    expect(rake.call).to eq []
  end

  it "works in a Rakefile as it is documented, in several rakes at once" do
    File.write("Rakefile", <<~RUBY)
      require "swiftsum/rake"

      desc "All"
      task all: (0...20).map { |index| "out\#{index}" }
      20.times do |index|
        Swiftsum::Rake.content_file "out\#{index}" => ["in.txt"] do |t|
          cp t.source, t.name, verbose: false
          puts t.name
        end
      end
    RUBY
    rake = [RbConfig.ruby, "-I", File.join(Program::ROOT, "lib"), "-S", "rake"]
    several = Array.new(3) { Thread.new { run(*rake, "-m", "all") } }.map(&:value)

    expect(several).to all have_attributes(messages: "", status: 0)
    # What two made at once may be made once more.
    run(*rake, "all")
    expect(run(*rake, "all")).to have_attributes(output: "", messages: "", status: 0)
  end
end
