# frozen_string_literal: true

require "digest"
require "zlib"
require_relative "support/ruby_process"
require_relative "support/switching"

RSpec.describe "Strings" do
  include RubyProcess
  include Switching

  text = "z\u00fc\u0000rich\u{1F600}"

  strings = {
    "empty" => "",
    "multibyte" => text,
    "with NULs" => "a\0b\0",
    "UTF-16" => text.encode(Encoding::UTF_16LE),
    "invalid" => "\xFF\xFE",
    "binary" => [*0..255].pack("C*"),
    "frozen" => "frozen",
    "mutable" => +"mutable",
    "a slice that shares its memory" => ("x" * 10_000).byteslice(17, 5_000),
    "of a subclass" => Class.new(String).new("subclass"),
    "as long as lets others run" => "\u00e9" * Swiftsum.gvl_release_bytes
  }

  strings.each do |kind, string|
    it "are read as bytes, and not written to: #{kind}" do
      before = string.b

      expect(Swiftsum.crc32(string)).to eq Zlib.crc32(string)
      expect(Swiftsum::SHA256.digest(string)).to eq Digest::SHA256.digest(string)
      expect(Swiftsum::SHA256.new.update(string).digest).to eq Digest::SHA256.digest(string)
      expect(string.b).to eq before
    end
  end

  it "have as many bytes as they have, whatever a subclass says" do
    string = Class.new(String) { define_method(:bytesize) { 1 << 40 } }.new("abc")

    expect(Swiftsum::SHA256.digest(string)).to eq Digest::SHA256.digest("abc")
    expect(Swiftsum::SHA256.new.update(string).digest).to eq Digest::SHA256.digest("abc")
    expect(Swiftsum::SHA256.digest_all([string])).to eq [Digest::SHA256.digest("abc")]
  end

  it "come out as ones that share nothing with what comes out next" do
    first = Swiftsum::SHA256.digest("first").freeze
    copy = first.dup
    digest = Swiftsum::SHA256.new.update("second")
    later = [Swiftsum::SHA256.digest("second"), digest.digest]

    expect([first, copy]).to all eq Digest::SHA256.digest("first")
    expect(later).to all eq Digest::SHA256.digest("second")
  end

  {
    "a one-shot" => "Swiftsum::SHA256.hexdigest(string)",
    "a digest" => "Swiftsum::SHA256.new.update(string).hexdigest",
    "crc32" => "Swiftsum.crc32(string)",
    "crc32c" => "Swiftsum.crc32c(string)"
  }.each do |reader, call|
    it "may be changed by other threads while #{reader} reads them" do
      same = run_ruby(<<~RUBY)
        require "swiftsum"
        string = "x" * (128 << 20)
        expected = #{call}
        thread = Thread.new { #{call} }
        Thread.pass until thread.stop?
        string.clear
        print thread.value == expected
      RUBY

      expect(same).to eq "true"
    end
  end

  {
    "a one-shot" => ->(string) { Swiftsum::XXH3_64.digest(string) },
    "an update" => ->(string) { Swiftsum::XXH3_64.new.update(string).digest },
    "digest_all" => ->(string) { Swiftsum::XXH3_64.digest_all([string]).first },
    "crc32" => ->(string) { Swiftsum.crc32(string) },
    "xxh3_128" => ->(string) { Swiftsum.xxh3_128(string) }
  }.each do |reader, read|
    { "" => 1, "long " => 4_097, "very long " => Swiftsum.gvl_release_bytes }.each do |kind, length|
      next if length == 1 && reader != "digest_all"

      it "may be changed by another thread wherever it comes into #{reader} of #{kind}ones" do
        before = "a" * length
        ["", "b" * 10_000].each do |after|
          digests = at_each_switch do |count|
            string = before.dup
            digest = nil
            switched = switching(count, -> { string.replace(after) }) { digest = read.call(string) }
            digest if switched
          end

          expect(digests.size).to be > 3
          expect([before, after].map(&read)).to include(*digests)
        end
      end
    end
  end

  it "may be longer than 4 GiB" do
    length = (1 << 32) + 1
    # Of so many zeros, by doubling: an answer that read nothing of that length.
    expected = (0...32).inject(Zlib.crc32("\0")) { |crc, exponent| Zlib.crc32_combine(crc, crc, 1 << exponent) }
    expected = Zlib.crc32("\0", expected)
    string = "\0" * length

    expect(Swiftsum.crc32(string)).to eq expected
    expect(Swiftsum::CRC32.hexdigest(string).hex).to eq expected
    expect(Swiftsum::CRC32.new.update(string).to_i).to eq expected
  end
end
