# frozen_string_literal: true

require "pathname"
require "stringio"
require "yaml"

require_relative "support/ruby_process"

RSpec.describe Swiftsum::Checksum do
  include RubyProcess

  let(:hex) { "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" }
  let(:base64) { "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=" }
  let(:checksum) { described_class.new(:sha256, [hex].pack("H*")) }

  it "knows its algorithm, its bytes and their forms" do
    expect(checksum.algorithm).to be Swiftsum::Algorithm[:sha256]
    expect(checksum.bytes).to eq [hex].pack("H*")
    expect([checksum.hexdigest, checksum.to_s]).to all eq hex
    expect(checksum.base64digest).to eq base64
    expect(checksum.to_i).to eq hex.hex
    expect(checksum.inspect).to eq "#<Swiftsum::Checksum sha256:#{hex}>"
  end

  it "has the encodings that Digest's have" do
    expect(checksum.bytes.encoding).to be Encoding::BINARY
    expect([checksum.hexdigest, checksum.base64digest].map(&:encoding)).to all be Encoding::US_ASCII
  end

  it "is as long as its algorithm's digest" do
    expect { described_class.new(:sha256, "x" * 31) }.to raise_error ArgumentError, "sha256 has 32 bytes, not 31"
    expect { described_class.new(:sha256, nil) }.to raise_error TypeError
  end

  describe "is a value: it" do
    let(:same) { described_class.new(:sha256, checksum.bytes.dup) }

    it "is frozen, and so are its parts, which nobody else has" do
      bytes = "\0\0\0\1".b
      crc = described_class.new(:crc32, bytes)
      bytes.setbyte(0, 1)

      expect(crc.to_i).to eq 1
      expect([crc, crc.bytes, crc.algorithm]).to all be_frozen
      expect(Ractor.shareable?(crc)).to be true
    end

    it "equals what has the same algorithm and bytes" do
      expect(checksum).to eq same
      expect(checksum).to eql same
      expect({ checksum => 1 }[same]).to eq 1
    end

    it "equals nothing else" do
      Array.new(32) { |place| checksum.bytes.dup.tap { |bytes| bytes.setbyte(place, bytes.getbyte(place) ^ 1) } }
           .each { |bytes| expect(checksum).not_to eq described_class.new(:sha256, bytes) }
      expect(described_class.new(:crc32, "\0\0\0\1")).not_to eq described_class.new(:crc32, "\0\0\0\2")
      expect(described_class.new(:crc32, "\0\0\0\1")).not_to eq described_class.new(:crc32c, "\0\0\0\1")
      [hex, checksum.bytes, nil, checksum.to_i].each { |other| expect(checksum).not_to eq other }
    end

    it "comes out of Marshal as it went in" do
      expect(Marshal.load(Marshal.dump(checksum))).to eq(checksum).and be_frozen
    end

    it "does not come out of Marshal with an algorithm that has longer digests" do
      expect { described_class.allocate.marshal_load([:sha512, checksum.bytes]) }
        .to raise_error(ArgumentError, "sha512 has 64 bytes, not 32")
    end

    it "comes out of YAML as it went in" do
      read = YAML.load([checksum, checksum].to_yaml, permitted_classes: [described_class], aliases: true)

      expect(read).to eq [checksum, checksum]
      expect(read).to all be_frozen
    end

    it "does not come out of YAML that has something else" do
      { "algorithm: sha256\nhexdigest: '00'" => Swiftsum::ParseError, "algorithm: sha256" => Swiftsum::ParseError,
        "algorithm: sha257\nhexdigest: '00'" => Swiftsum::UnknownAlgorithmError,
        "hexdigest: '00'" => Swiftsum::ParseError,
        "algorithm: sha256\nhexdigest: #{'+' * 44}" => Swiftsum::ParseError }.each do |map, error|
        yaml = "--- !ruby/object:Swiftsum::Checksum\n#{map}\n"

        expect { YAML.load(yaml, permitted_classes: [described_class]) }.to raise_error error
      end
    end
  end

  it "takes the same steps to compare a cryptographic one, wherever the first difference is" do
    GC.disable # A finalizer in between would be counted.
    steps = [nil, 0, 31].map do |place|
      other = described_class.new(:sha256, checksum.bytes.b.tap { |bytes| bytes.setbyte(place, 0) if place })
      count = 0
      TracePoint.new(:c_call, :b_call, :line) { count += 1 }.enable { checksum == other }
      count
    end
    GC.enable

    expect(steps.uniq.size).to eq 1
    expect(steps.first).to be > 32
  end

  describe ".parse" do
    it "reads what is written" do
      Swiftsum.algorithms.each do |algorithm|
        original = described_class.new(algorithm, Random.bytes(algorithm.digest_length))

        [original.to_oci, original.to_sri, original.to_tag("name"), original.to_tag(") = ("), original.to_tag("a\\nb")]
          .each { |text| expect(described_class.parse(text)).to eq original }
        [original.hexdigest, original.hexdigest.upcase, original.base64digest]
          .each { |text| expect(described_class.parse(text, algorithm)).to eq original }
      end
    end

    it "reads what others write" do
      ["sha256:#{hex}", "sha256-#{base64}", "SHA256 (name) = #{hex}", "SHA256 (a (b) = c) = #{hex.upcase}",
       "SHA-256 (\xFF\xFE\n) = #{hex}"].each do |text|
        expect(described_class.parse(text)).to eq checksum
      end
      [:sha256, "SHA-256", Swiftsum::SHA256, checksum.algorithm].each do |algorithm|
        expect(described_class.parse(hex, algorithm)).to eq checksum
      end
    end

    {
      "" => /names no algorithm/,
      "abc" => /names no algorithm/,
      "sha256:" => "sha256 has 64 hexadecimal digits, not 0",
      "sha256:%<hex>s0" => "sha256 has 64 hexadecimal digits, not 65",
      "sha256: %<hex>s" => '" " is not a hexadecimal digit',
      "sha256:0x%<hex>s" => '"x" is not a hexadecimal digit',
      "sha256:BA7816" => "sha256 has 64 hexadecimal digits, not 6",
      "sha256-%<base64>s=" => /is not base64/,
      "sha256-AAAA" => "sha256 has 32 bytes, not 3",
      "sha256-" => "sha256 has 32 bytes, not 0",
      "SHA256 (name) = " => "sha256 has 64 hexadecimal digits, not 0",
      "SHA256 (name) = %<hex>s " => '" " is not a hexadecimal digit',
      "sha256:\xFF" => '"\xFF" is not a hexadecimal digit'
    }.each do |text, message|
      it "refuses #{text.inspect}" do
        text = text.b.gsub("%<hex>s", hex).gsub("%<base64>s", base64)

        expect { described_class.parse(text) }.to raise_error Swiftsum::ParseError, message
      end
    end

    it "takes a newline at the end of each" do
      [checksum.to_oci, checksum.to_sri, checksum.to_http, checksum.to_tag("a")].each do |text|
        ["\n", "\r\n"].each { |ending| expect(described_class.parse(text + ending)).to eq checksum }
      end
      expect(described_class.parse("#{hex}\n", :sha256)).to eq checksum
      expect(described_class.parse("#{base64}\n", :sha256)).to eq checksum
      expect { described_class.parse("#{hex}\n\n", :sha256) }.to raise_error Swiftsum::ParseError
    end

    it "reads what programs write: OpenSSL, pip, Bundler, the Digest field of HTTP, xxhsum" do
      ["SHA2-256(f)= #{hex}", "SHA256(f)= #{hex}", "sha256=#{hex}", "sha256=#{hex.upcase}", "SHA-256=#{base64}"]
        .each { |text| expect(described_class.parse(text)).to eq checksum }
      expect(described_class.parse("XXH64_LE (a) = 8877665544332211").to_i).to eq 0x1122334455667788
      expect(described_class.parse("xxh3 (a) = 8877665544332211").to_i).to eq 0x8877665544332211
    end

    it "reads RFC 9530's example" do
      sha256 = described_class.new(:sha256, Swiftsum::SHA256.digest('{"hello": "world"}'))
      text = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"

      expect(described_class.parse(text)).to eq sha256
      expect(sha256.to_http).to eq text
    end

    describe "of a list" do
      let(:stronger) { %w[a b].map { |text| described_class.new(:sha512, Swiftsum::SHA512.digest(text)) } }
      let(:sha384) { described_class.new(:sha384, Swiftsum::SHA384.digest("a")) }

      it "takes the strongest" do
        expect(described_class.parse("#{checksum.to_sri} #{sha384.to_sri}")).to eq sha384
        expect(described_class.parse(" #{sha384.to_sri}\t#{stronger[0].to_sri}\n#{checksum.to_sri} ")).to eq stronger[0]
        expect(described_class.parse("#{stronger[0].to_http}, #{checksum.to_http}")).to eq stronger[0]
        expect(described_class.parse("crc32c=AAAAAA==,sha256=#{hex},md5=#{'0' * 32}")).to eq checksum
      end

      it "takes any of several that are as strong" do
        expect(Swiftsum.checksum(__FILE__).alternatives).to eq []
        both = described_class.parse("#{stronger.map(&:to_sri).join(' ')} #{checksum.to_sri}")

        expect(both).to eq stronger[0]
        expect(both.alternatives).to eq [stronger[1]]
        expect(stronger.map { |each| both === each }).to eq [true, true] # rubocop:disable Style/CaseEquality
        expect(both === sha384).to be false # rubocop:disable Style/CaseEquality
        expect(%w[a b c].map { |text| both.matches?(StringIO.new(text)) }).to eq [true, true, false]
        expect(both.to_sri).to eq stronger.map(&:to_sri).join(" ")
        expect(Ractor.shareable?(both)).to be true
        expect(described_class.parse("#{checksum.to_sri} #{checksum.to_sri}").alternatives).to eq []
      end

      it "keeps them in Marshal and YAML" do
        both = described_class.parse(stronger.map(&:to_sri).join(" "))
        yaml = YAML.load(both.to_yaml, permitted_classes: [described_class])

        expect([Marshal.load(Marshal.dump(both)), yaml].map(&:alternatives)).to eq [[stronger[1]]] * 2
      end

      it "passes over options, parameters and algorithms that are unknown, beside one that is known" do
        expect(described_class.parse("#{checksum.to_sri}?foo=bar-baz")).to eq checksum
        expect(described_class.parse("sha1024-AAAA #{checksum.to_sri}")).to eq checksum
        expect(described_class.parse("unixsum=:AAAA:,#{checksum.to_http};q=1")).to eq checksum
        { "sha1024-AAAA" => /"sha1024"/, "sha1024-AAAA sha2048-AAAA" => /none/, "unixsum=:AAAA:" => /"unixsum"/ }
          .each do |text, message|
            expect { described_class.parse(text) }.to raise_error Swiftsum::UnknownAlgorithmError, message
          end
      end

      it "refuses what is malformed, though it be the weaker" do
        ["sha256-AAAA #{sha384.to_sri}", "sha-256=:AAAA:, #{stronger[0].to_http}", "#{checksum.to_http},",
         "sha-256=:#{base64}", "sha256=", "sha256=:#{hex}:", "=#{hex}"]
          .each { |text| expect { described_class.parse(text) }.to raise_error Swiftsum::ParseError }
      end

      it "takes hexadecimal digits in either case, also as OCI has them" do
        expect(described_class.parse("sha256:#{hex.upcase}").to_oci).to eq "sha256:#{hex}"
      end
    end

    it "refuses an algorithm that there is not" do
      ["md0:#{hex}", " sha256:#{hex}", "sha 256-#{base64}", "\\SHA256 (name) = #{hex}"].each do |text|
        expect { described_class.parse(text) }.to raise_error Swiftsum::UnknownAlgorithmError
      end
    end

    it "refuses a bare digest that is not the algorithm's" do
      expect { described_class.parse(hex, :crc32) }.to raise_error Swiftsum::ParseError, /crc32 has 8 .* not 64/
      expect { described_class.parse("sha256:#{hex}", :sha256) }.to raise_error Swiftsum::ParseError
      expect { described_class.parse(nil) }.to raise_error TypeError
    end

    it "does not take a digest in base64 for one in hexadecimal, or the other way round" do
      expect(described_class.parse("00000000", :crc32).bytes).to eq "\0\0\0\0".b
      expect(described_class.parse("AAAAAA==", :crc32).bytes).to eq "\0\0\0\0".b
    end
  end

  it "is read and written in a Ractor, too" do
    program = <<~'RUBY'
      text = "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:"
      read = Ractor.new(text) { |each| Swiftsum::Checksum.parse(each) }.take
      tag = Ractor.new(read) { |each| Swiftsum::Checksum.parse(each.to_tag("a")).to_sri }.take
      print read.to_http == text, tag, Ractor.new(read) { |each| each.to_http }.take == text
    RUBY

    expect(run_ruby("require 'swiftsum'; #{program}")).to eq "true#{checksum.to_sri}true"
  end

  it "has the name in a tag line that other programs have for its algorithm" do
    tags = %w[sha512_256 sha3_256 blake2b blake2b-256 xxh3_64 xxh3_128 CRC-16/XMODEM].map do |name|
      algorithm = Swiftsum::Algorithm.fetch(name)
      described_class.new(algorithm, "\0" * algorithm.digest_length).to_tag("a")[/\S+/]
    end

    expect(tags).to eq %w[SHA512/256 SHA3-256 BLAKE2b BLAKE2b-256 XXH3 XXH128 CRC-16/XMODEM]
  end

  it "is written for HTTP where HTTP has a name for its algorithm, and read again" do
    { sha256: "sha-256", sha512: "sha-512", md5: "md5", sha1: "sha", adler32: "adler", cksum: "unixcksum",
      crc32c: "crc32c" }.each do |algorithm, name|
        sum = described_class.new(algorithm, "\1" * Swiftsum::Algorithm.fetch(algorithm).digest_length)

        expect(sum.to_http).to eq "#{name}=:#{sum.base64digest}:"
        expect(described_class.parse(sum.to_http)).to eq sum
      end
    expect { described_class.new(:sha384, "\1" * 48).to_http }
      .to raise_error Swiftsum::UnsupportedError, "HTTP has no name for sha384"
  end

  it "is written for OCI, SRI and as a BSD tag line" do
    expect(checksum.to_oci).to eq "sha256:#{hex}"
    expect(checksum.to_sri).to eq "sha256-#{base64}"
    ["name", Pathname("name")].each { |name| expect(checksum.to_tag(name)).to eq "SHA256 (name) = #{hex}" }
    expect { checksum.to_tag("na\nme") }.to raise_error ArgumentError, /newline/
    expect { checksum.to_tag(nil) }.to raise_error TypeError
  end
end
