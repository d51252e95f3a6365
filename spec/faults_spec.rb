# frozen_string_literal: true

require "digest"
require "fileutils"
require "json"
require "open3"
require "tmpdir"
require_relative "support/ruby_process"

# System calls that fail, one in so many, from a seed: every file has its checksum or an error of its own, and none is
# lost.
RSpec.describe "Files, where the system fails" do
  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  before(:all) do
    @folder = Dir.mktmpdir
    @shim = File.join(@folder, "faults.so")
    source = File.expand_path("abi/faults.c", __dir__)
    messages, status = Open3.capture2e("cc", "-O1", "-shared", "-fPIC", "-o", @shim, source, "-ldl")
    raise messages unless status.success?
  end

  after(:all) { FileUtils.rm_rf(@folder) }

  before do
    random = Random.new(RSpec.configuration.seed)
    60.times do |number|
      path = "tree/d#{number % 7}/e#{number % 3}/f#{number}"
      FileUtils.mkdir_p(File.dirname(path))
      File.binwrite(path, random.bytes([0, 100, 5000, 60_000, 70_000, 300_000].sample(random:)))
    end
  end

  let(:files) { Dir.glob("tree/**/*").select { |path| File.file?(path) } }
  let(:digests) { files.to_h { |path| [path, Digest::MD5.file(path).hexdigest] } }

  def script(code)
    <<~RUBY
      require "json"
      require "swiftsum"
      Swiftsum::Native::Reader
      before = Dir.children("/dev/fd").size
      found = Hash.new { |all, path| all[path] = [] }
      #{code}.each { |path, result| found[path] << (result.is_a?(StandardError) ? result.class.name : result.to_s) }
      puts JSON.generate([found, Dir.children("/dev/fd").size - before, Swiftsum.live_objects])
    RUBY
  end

  # What each file has, in a process of its own; and what is left behind.
  def results(faults, code = 'Swiftsum.each_checksum(Swiftsum::Tree.new("tree"), :md5, threads: 2, settle: 0.01)')
    seed = RSpec.configuration.seed
    environment = { "LD_PRELOAD" => @shim, "FAULTS" => faults, "FAULT_SEED" => seed.to_s }
    output, messages, status = Open3.capture3(environment, "timeout", "60", *RubyProcess::COMMAND, "-e", script(code))
    raise "#{faults}, seed #{seed}: #{status} #{messages}" unless status.success?

    JSON.parse(output)
  end

  it "have their checksums whatever signals come" do
    ["openat:3:4", "read:3:4 pread:3:4", "openat:4:4 read:4:4 pread:2:4"].each do |faults|
      found, descriptors, objects = results(faults)

      expect(found).to eq(digests.transform_values { |digest| [digest] })
      expect([descriptors, objects]).to eq [0, 0]
    end
  end

  it "have their checksums or the error of the system, each once" do
    { "read:4:5 pread:4:5" => "Errno::EIO", "openat:9:24" => "Errno::EMFILE", "pread:3:12" => "Errno::ENOMEM" }
      .each do |faults, error|
        list = "Swiftsum.each_checksum(#{files.inspect}, :md5, threads: 2)"
        found, descriptors, objects = results(faults, list)

        expect(found.keys).to match_array files
        found.each { |path, (result, *more)| expect([result, more]).to eq([digests[path], []]).or eq([error, []]) }
        expect(found.values.flatten).to include error
        expect([descriptors, objects]).to eq [0, 0]
      end
  end
end
