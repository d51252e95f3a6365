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

  readers = {
    "a one-shot" => ->(string) { Swiftsum::XXH3_64.digest(string) },
    "a hexdigest" => ->(string) { Swiftsum::XXH3_64.hexdigest(string) },
    "a one-shot with a seed" => ->(string) { Swiftsum::XXH3_64.digest(string, { seed: 1 }) },
    "an update" => ->(string) { Swiftsum::XXH3_64.new.update(string).digest },
    "a second update" => ->(string) { Swiftsum::XXH3_64.new.update("x").update(string).digest },
    "an update after a long one" => ->(string) { Swiftsum::XXH3_64.new.update("x" * 5_000).update(string).digest },
    "digest_all" => ->(string) { Swiftsum::XXH3_64.digest_all(["y", string, "z"]) },
    "a digest by name" => ->(string) { Swiftsum.digest("XXH3", string) },
    "crc32" => ->(string) { Swiftsum.crc32(string) },
    "xxh64 with a seed" => ->(string) { Swiftsum.xxh64(string, seed: 1) },
    "xxh3_128" => ->(string) { Swiftsum.xxh3_128(string) },
    "a CRC by name" => ->(string) { Swiftsum.crc("CRC-16/XMODEM", string) },
    "a CRC that was defined" => Swiftsum::CRC.define(width: 16, poly: 0x1021).method(:digest)
  }

  lies = {
    "more bytes" => { bytesize: 4_095 },
    "far more bytes" => { bytesize: 1 << 40 },
    "fewer bytes" => { bytesize: 1 },
    "more of everything" => { bytesize: 9_000, length: 9_000, size: 9_000, encoding: Encoding::BINARY, empty?: false },
    "less of everything" => { bytesize: 0, length: 0, size: 0, empty?: true },
    "no number of bytes" => { bytesize: nil }
  }

  readers.to_a.product(lies.to_a, [3, 5_000]).each do |(reader, read), (kind, lie), length|
    truth = "abc".b * (length / 3)

    it "have as many bytes as they have, though a subclass or a String itself says #{kind}, to #{reader}: #{length}" do
      type = Class.new(String) { lie.each { |name, answer| define_method(name) { answer } } }
      itself = truth.dup.tap { |string| lie.each { |name, answer| string.define_singleton_method(name) { answer } } }

      expect([type.new(truth), itself].map(&read)).to all eq read.call(truth)
    end
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

  kinds = {
    "" => ->(length) { "a" * length },
    "binary " => ->(length) { ("a" * length).b },
    "frozen binary " => ->(length) { ("a" * length).b.freeze },
    "subclassed " => ->(length) { Class.new(String).new("a" * length).force_encoding(Encoding::BINARY) }
  }

  lengths = [1, 100, 4_097, Swiftsum.gvl_release_bytes]
  readers.to_a.product(kinds.to_a, lengths).each do |(reader, read), (kind, make), length|
    next if length > 5_000 && reader.include?("second")

    it "may be changed by another thread wherever it comes into #{reader} of #{kind}ones of #{length}" do
      before = make.call(length)
      ["", "b" * 10_000].each do |after|
        digests = at_each_switch do |count|
          string = before.dup
          digest = nil
          change = -> { string.replace(after) unless string.frozen? }
          switched = switching(count, change) { digest = read.call(string) }
          digest if switched
        end

        expect(digests.size).to be > 2
        expect([before, after].map(&read)).to include(*digests)
      end
    end
  end

  {
    "crc32" => ->(string, number) { Swiftsum.crc32(string, number) },
    "xxh64 with a seed" => ->(string, number) { Swiftsum.xxh64(string, seed: number) },
    "xxh3_128 with a seed" => ->(string, number) { Swiftsum.xxh3_128(string, seed: number) }
  }.to_a.product([3, 9_000]).each do |(reader, read), length|
    it "may be shortened by the number beside them, when #{reader} asks for its value: #{length}" do
      string = "a".b * length
      number = Object.new
      number.define_singleton_method(:to_int) { string.replace("b").then { 5 } }

      expect(read.call(string, number)).to eq read.call("a" * length, 5)
      expect(string).to eq "b"
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
