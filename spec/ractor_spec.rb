# frozen_string_literal: true

require "ffi"
require "tmpdir"
require_relative "support/ruby_process"

# In a process of its own, for the first Ractor changes one for good.
RSpec.describe "Swiftsum in Ractors" do
  include RubyProcess

  # Code that has the same result in a Ractor as elsewhere.
  strings = {
    "a digest" => 'Swiftsum::SHA256.hexdigest("abc")',
    "a digest of a long String" => 'Swiftsum::SHA256.hexdigest("abc" * 2_000_000)',
    "a digest by name" => 'Swiftsum.digest("sha3-256", "abc")',
    "a digest with parameters" => 'Swiftsum::BLAKE3.new(key: "k" * 32).update("abc").hexdigest',
    "a digest object" => '(Swiftsum::MD5.new << "a" << "b").hexdigest',
    "integers" => 'Swiftsum.xxh3_128("abc") + Swiftsum.crc32_combine(1, 2, 3)',
    "a CRC of the catalogue" => 'Swiftsum.crc("CRC-16/XMODEM", "123456789")',
    "a checksum as a value" => 'Swiftsum::Checksum.parse("sha256:" + "0" * 64).to_sri'
  }.freeze
  # They make objects of ffi, which before 1.16 only the main Ractor can.
  others = {
    "a digest object of many KiB" => '(Swiftsum::SHA256.new << "a" << "b" * 100_000).hexdigest',
    "digests of many Strings" => "Swiftsum::SHA256.hexdigest_all(%w[a b], threads: 2)",
    "a file" => 'Swiftsum.checksum("short").to_s + Swiftsum::SHA1.file("short").hexdigest',
    "a long file" => 'Swiftsum.checksums("long", :blake3, :crc32c).values.map(&:to_s)',
    "a tree" => 'Swiftsum.each_checksum(Swiftsum::Tree.new("."), :md5).map { |path, sum| [path, sum.to_s] }.to_a',
    "a verification" => 'Swiftsum.verify("list.sha256").results.map { |result| [result.name, result.status] }'
  }.freeze

  around do |example|
    Dir.mktmpdir do |folder|
      Dir.chdir(folder) do
        { "short" => "abc", "long" => "abc" * 200_000 }.each { |name, content| File.write(name, content) }
        File.write("list.sha256", "#{Swiftsum::SHA256.file('long').hexdigest}  long\n")
        example.run
      end
    end
  end

  # What Ractors make of the code, compared with the main one.
  program = <<~RUBY
    require "swiftsum"
    Swiftsum.eager_load!
    $stderr.reopen(File::NULL)
    ARGV.each do |code|
      expected = eval(code)
      puts Array.new(2) { Ractor.new(code) { |text| eval(text) } }.map(&:take).uniq == [expected]
    rescue Ractor::RemoteError => e
      puts e.cause.message
    end
  RUBY

  define_method :results do |codes|
    codes.keys.zip(run_ruby("ARGV.replace(#{codes.values.inspect})\n#{program}").lines(chomp: true)).to_h
  end

  it "need that eager_load! leaves nothing to be loaded, but what is for the command, Rake and RSpec" do
    loaded = run_ruby('require "swiftsum"; Swiftsum.eager_load!; puts $LOADED_FEATURES')
    files = Dir.glob("**/*.rb", base: RubyProcess::LIB)
    left = files.reject { |path| loaded.include?("#{RubyProcess::LIB}/#{path}\n") }

    expect(left.grep_v(%r{\Aswiftsum/(?:cli|rake|rake_task|rspec)\b})).to eq []
  end

  it "computes of Strings what it computes elsewhere" do
    expect(results(strings)).to eq(strings.transform_values { "true" })
  end

  it "reads files and trees, and has objects of any size, with ffi 1.16 or newer" do
    skip "this is ffi #{FFI::VERSION}" if Gem::Version.new(FFI::VERSION) < Gem::Version.new("1.16")

    expect(results(others)).to eq(others.transform_values { "true" })
  end
end
