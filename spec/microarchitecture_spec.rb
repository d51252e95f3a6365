# frozen_string_literal: true

require "json"
require "openssl"

require_relative "support/abi"
require_relative "support/ruby_process"

# The row of costs by which kernels are chosen. It must change how long a digest takes, and never what it is.
RSpec.describe "SWIFTSUM_CPU" do
  include ABI
  include RubyProcess

  report = <<~RUBY
    begin
      require "swiftsum"
      print Swiftsum.microarchitecture
    rescue Swiftsum::InstructionSetError => e
      print e.message
    end
  RUBY

  define_method(:report_with) { |value| run_ruby(report, { "SWIFTSUM_CPU" => value }) }

  # Names as OpenSSL has them, and the classes here.
  hashes = {
    "MD5" => :MD5, "SHA1" => :SHA1, "SHA256" => :SHA256, "SHA512" => :SHA512,
    "SHA3-256" => "SHA3_256", "BLAKE2B512" => :BLAKE2b, "BLAKE2S256" => :BLAKE2s
  }
  text = Random.new(1).bytes(20_000)
  lengths = [*0..260, 1000, 4096, 20_000]
  # For one message, for two, for some, and for more than any kernel has lanes.
  crowds = [2, 5, 12, 40]

  transcript = <<~RUBY
    require "json"
    require "swiftsum"
    text = Random.new(1).bytes(20_000)
    digests = #{hashes.values}.to_h do |name|
      hash = Swiftsum.const_get(name)
      one = #{lengths}.map { |length| hash.hexdigest(text[0, length]) }
      [name, [one, *#{crowds}.map { |count| hash.hexdigest_all(Array.new(count) { |i| text[0, 150 + (i * 97)] }) }]]
    end
    print JSON.generate(digests)
  RUBY

  expected = hashes.to_h do |openssl, name|
    digest = OpenSSL::Digest.new(openssl)
    one = lengths.map { |length| digest.hexdigest(text[0, length]) }
    many = crowds.map { |count| Array.new(count) { |i| digest.hexdigest(text[0, 150 + (i * 97)]) } }
    [name.to_s, [one, *many]]
  end

  Swiftsum.microarchitectures.each do |name|
    it "names #{name}, with whose kernels digests are those of OpenSSL" do
      expect(report_with(name)).to eq name
      expect(JSON.parse(run_ruby(transcript, { "SWIFTSUM_CPU" => name }))).to eq expected
    end
  end

  # Of every algorithm, one message of many lengths and many of unequal ones.
  all_digests = <<~RUBY
    require "digest"
    require "swiftsum"
    text = Random.new(1).bytes(20_000)
    Swiftsum.algorithms.each do |algorithm|
      hash = algorithm.digest_class
      one = #{lengths}.map { |length| hash.hexdigest(text[0, length]) }
      many = #{[*crowds, 17, 33]}.map { |count| hash.hexdigest_all(Array.new(count) { |i| text[i, 150 + (i * 97)] }) }
      puts [algorithm, Digest::SHA256.hexdigest([one, many].join)].join(" ")
    end
  RUBY

  before(:context) { @as_chosen = run_ruby(all_digests) }

  # Of the digests with what is chosen here, conformance says that they are right. One pair in so many, by the seed;
  # `rake conformance:all` takes all.
  pairs = Swiftsum.instruction_sets.product(Swiftsum.microarchitectures)
  pairs.shuffle!(random: Random.new(RSpec.configuration.seed))
  pairs.first(pairs.size / Integer(ENV.fetch("EVERY", "6"))).each do |set, name|
    it "changes no digest of any algorithm, with #{name} and SWIFTSUM_ISA=#{set}" do
      expect(run_ruby(all_digests, { "SWIFTSUM_CPU" => name, "SWIFTSUM_ISA" => set })).to eq @as_chosen
    end
  end

  it "leaves the choice to the library where it is not set or empty" do
    expect(report_with("")).to eq report_with(nil)
  end

  # What Linux says of the processor, by another way than its model.
  it "is this machine's processor then", if: File.exist?("/proc/cpuinfo") && RUBY_PLATFORM.include?("x86_64") do
    cpu = File.read("/proc/cpuinfo")
    family = cpu[/^cpu family\s*: (\d+)/, 1].to_i
    wide = cpu.match?(/^flags.* avx512_vnni /) && cpu.match?(/^flags.* vpclmulqdq /)
    likely = if cpu.include?("AuthenticAMD")
               { 23 => %w[zen2], 25 => [wide ? "zen4" : "zen3"], 26 => %w[zen5 other] }.fetch(family, %w[other])
             else
               wide ? %w[ice_lake other] : %w[skylake alder_lake other]
             end

    expect(likely).to include report_with(nil)
  end

  it "is refused where it is unknown, with a list of those that are known" do
    ["abacus", "Zen4", "zen", "zen4 "].each do |value|
      expect(report_with(value))
        .to eq "SWIFTSUM_CPU is #{value.inspect}; known are: #{Swiftsum.microarchitectures.join(', ')}"
    end
  end

  it "is refused through C by every function that takes an algorithm, while CRCs by value go on" do
    expect(run_c("instruction_set.c", environment: { "SWIFTSUM_CPU" => "abacus" }))
      .to eq "cbf43926 e3069283 #{Swiftsum.instruction_sets.join(' ')}\n"
  end
end
