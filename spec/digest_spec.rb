# frozen_string_literal: true

require "digest"
require "stringio"
require "tempfile"
require "yaml"

RSpec.describe Swiftsum::Digest do
  it "has a class for each algorithm of the registry, found by its name" do
    expect(Swiftsum.algorithms.map(&:digest_class)).to all be < described_class
    expect(Swiftsum.algorithms.map(&:digest_class).map(&:algorithm)).to eq Swiftsum.algorithms
    expect(Swiftsum::Algorithm[:sha256].digest_class).to be Swiftsum::SHA256
    expect(Swiftsum::SHA256.name).to eq "Swiftsum::SHA256"
  end

  it "is abstract" do
    expect { described_class.new }.to raise_error NotImplementedError, /abstract/
    expect { described_class.digest("") }.to raise_error NotImplementedError, /abstract/
  end

  Swiftsum.algorithms.each do |algorithm|
    describe algorithm.digest_class do
      let(:of_abc) { described_class.hexdigest("abc") }

      it "has the lengths that the registry says" do
        expect(described_class.new.digest_length).to eq algorithm.digest_length
        expect(described_class.new.block_length).to eq algorithm.block_length
        expect(described_class.digest("").bytesize).to eq algorithm.digest_length
      end

      it "gives the same in one piece, in pieces and from a file" do
        Tempfile.create do |file|
          file.write("abc")
          file.close

          expect((described_class.new << "a" << "" << "bc").hexdigest).to eq of_abc
          expect(described_class.file(file.path).hexdigest).to eq of_abc
          expect(described_class.new.update("").file(file.path).hexdigest).to eq of_abc
        end
      end

      it "gives the same in each form" do
        digest = described_class.new.update("abc")

        expect([digest.digest].pack("m0")).to eq digest.base64digest
        expect(digest.digest.unpack1("H*")).to eq digest.hexdigest
        expect([digest.to_s, digest.hexdigest("abc")]).to all eq of_abc
      end

      it "is not changed by being asked" do
        digest = described_class.new.update("a")
        %i[digest hexdigest base64digest to_s inspect length].each { |question| digest.public_send(question) }

        expect(digest.update("bc").hexdigest).to eq of_abc
      end

      it "begins anew after what ends in an exclamation mark" do
        digest = described_class.new.update("junk")
        digest.hexdigest!

        expect(digest.update("abc").hexdigest!).to eq of_abc
        expect(digest).to eq described_class.new
      end

      it "goes its own way from a copy" do
        original = described_class.new.update("a")
        copies = [original.dup, original.clone]
        original << "bc"

        expect(copies.map { |copy| copy.update("bc").hexdigest }).to all eq of_abc
        expect(original.hexdigest).to eq of_abc
      end

      it "takes what the registry says, and nothing else" do
        expect { described_class.new(nonsense: 1) }.to raise_error ArgumentError, "#{algorithm} takes no nonsense"
        algorithm.parameters.each do |name, limits|
          limits.minmax.grep(..(1 << 20)).each do |size|
            value = %i[digest_length seed seek threads].include?(name) ? size : "x" * size
            expect(described_class.new(name => value).digest.bytesize).to be >= 1
          end
        end
      end
    end
  end

  describe "of an integer" do
    it "is a number too, the one that its big-endian bytes are" do
      expect(Swiftsum::CRC32.new.update("123456789").to_i).to eq 0xCBF43926
      expect(Swiftsum::CRC32.digest("123456789")).to eq "\xCB\xF4\x39\x26".b
    end

    it "is what only CRCs and their like are" do
      expect(Swiftsum::SHA256.new).not_to respond_to :to_i
    end
  end

  describe "with parameters" do
    let(:key) { "k" * 32 }
    let(:keyed) { Swiftsum::BLAKE3.new(key: key).update("abc").hexdigest }

    it "has them in the class methods too" do
      expect(Swiftsum::BLAKE3.hexdigest("abc", key: key)).to eq keyed
      expect(Swiftsum::BLAKE3.digest("abc", key: key)).to eq [keyed].pack("H*")
      expect(Swiftsum::BLAKE3.base64digest("abc", key: key)).to eq [[keyed].pack("H*")].pack("m0")
      expect(Swiftsum::BLAKE3.file(File::NULL, key: key).update("abc").hexdigest).to eq keyed
    end

    it "keeps them over a reset and in a copy" do
      digest = Swiftsum::BLAKE3.new(key: key).update("junk")

      expect(digest.dup.reset.update("abc").hexdigest).to eq keyed
      expect(digest.hexdigest("abc")).to eq keyed
    end

    it "is as long as it is told to be" do
      digest = Swiftsum::BLAKE3.new(digest_length: 1_000).update("abc")

      expect([digest.digest_length, digest.digest.bytesize]).to all eq 1_000
      expect(digest.hexdigest).to start_with Swiftsum::BLAKE3.hexdigest("abc")
    end

    it "begins where it is told to seek in the output" do
      output = Swiftsum::BLAKE3.new(digest_length: 300).update("abc").digest

      [0, 1, 63, 64, 100].product([1, 64, 65, 200]).each do |seek, digest_length|
        expect(Swiftsum::BLAKE3.digest("abc", { seek:, digest_length: })).to eq output.byteslice(seek, digest_length)
      end
    end

    it "can seek as far as the output goes" do
      last = (1 << 64) - 64
      tail = Swiftsum::BLAKE3.digest("abc", { seek: last - 10, digest_length: 74 })

      expect(Swiftsum::BLAKE3.digest("abc", { seek: last, digest_length: 64 })).to eq tail.byteslice(10..)
      expect { Swiftsum::BLAKE3.new(seek: 1 << 64) }.to raise_error ArgumentError, /seek is 0 to .* bytes/
    end

    it "is the same, however many threads work on it" do
      batch = 256 << 10
      string = Random.bytes((9 * batch) + 12_345)
      pieces = [1, (4 * batch) - 1, 1, 1000, (5 * batch) + 11_344]
      expected = Swiftsum::BLAKE3.digest(string)

      [1, 2, 3, 64].each do |threads|
        expect(Swiftsum::BLAKE3.new(threads:).update(string).digest).to eq expected
        split = Swiftsum::BLAKE3.new(threads:)
        pieces.inject(0) do |place, piece|
          split.update(string.byteslice(place, piece))
          place + piece
        end
        expect(split.digest).to eq expected
      end
    end

    it "says what is wrong with them" do
      {
        { key: "short" } => [ArgumentError, "blake3: key is 32 bytes, not 5"],
        { key: 32 } => [TypeError, "no implicit conversion of Integer into String"],
        { key: key, context: "both" } => [ArgumentError, "blake3 takes a key or a context, not both"],
        { digest_length: 0 } => [ArgumentError, /digest_length is 1 to .* bytes, not 0/],
        { digest_length: ("1" * 40).to_i } => [ArgumentError, /digest_length is .*, not 1{40}/],
        { digest_length: "8" } => [TypeError, 'digest_length is an Integer, not "8"'],
        { threads: 0 } => [ArgumentError, "blake3: threads is 1 to 65536, not 0"],
        { size: 1 } => [ArgumentError, "blake3 takes no size"]
      }.each { |parameters, error| expect { Swiftsum::BLAKE3.new(**parameters) }.to raise_error(*error) }
      expect { Swiftsum::SHA256.hexdigest("abc", key: key) }.to raise_error ArgumentError, "sha256 takes no key"
      expect { Swiftsum::XXH3_64.new(seed: 1, secret: "x" * 136) }
        .to raise_error ArgumentError, "xxh3_64 takes a seed or a secret, not both"
    end
  end

  describe "with a subclass" do
    it "has what that overrides in every form" do
      upcase = Class.new(Swiftsum::SHA256) do
        def update(string)
          super(string.upcase)
        end
        alias_method :<<, :update
      end

      expect(upcase.hexdigest("abc")).to eq Swiftsum::SHA256.hexdigest("ABC")
      expect(upcase.new.hexdigest("abc")).to eq Swiftsum::SHA256.hexdigest("ABC")
      expect((upcase.new << "abc").digest).to eq Swiftsum::SHA256.digest("ABC")
    end

    it "is a digest even if that has an initialize of its own, as with Digest::SHA256" do
      [Digest::SHA256, Swiftsum::SHA256].each do |type|
        named = Class.new(type) { define_method(:initialize) { |_name| nil } }
        digest = named.new("a name")

        expect([named.new("a name").freeze, digest.dup, digest.update("abc").dup.reset]).to all eq Digest::SHA256.new
        expect(digest.hexdigest).to eq Digest::SHA256.hexdigest("abc")
      end
    end

    it "is not changed by a finish that writes" do
      with_trailer = Class.new(Swiftsum::SHA256) do
        def finish
          update("trailer")
          super
        end
      end
      digest = with_trailer.new.update("abc")

      expect([digest.hexdigest, digest.hexdigest, with_trailer.hexdigest("abc")])
        .to all eq Swiftsum::SHA256.hexdigest("abctrailer")
    end
  end

  describe "with a subclass that has arguments of its own" do
    # Ours and the standard library's.
    types = [Digest::SHA256, Swiftsum::SHA256].map do |type|
      Class.new(type) do
        def initialize(salt, *more, pepper: "")
          super()
          @salt = [salt, *more, pepper].join
        end

        def reset
          super
          self
        end

        def update(string)
          super(@salt)
          super(string)
        end
        alias_method :<<, :update
      end
    end

    {
      "digest" => ->(type) { type.digest("a", "salt") },
      "hexdigest" => ->(type) { type.hexdigest("a", "salt", "more") },
      "base64digest" => ->(type) { type.base64digest("a", "salt") },
      "a file" => ->(type) { type.file(__FILE__, "salt", "more").hexdigest },
      "an instance" => ->(type) { type.new("salt", pepper: "pepper").update("a").hexdigest },
      "an instance's digest of a String" => ->(type) { type.new("salt").hexdigest("a") },
      "too few" => ->(type) { type.hexdigest("a") }
    }.each do |what, call|
      it "behaves as one of Digest's: #{what}" do
        theirs, ours = types.map do |type|
          call.call(type)
        rescue ArgumentError => e
          e.message
        end

        expect(ours).to eq theirs
      end
    end

    it "has keywords in every form, and many Strings one by one" do
      ours = types.last
      expected = ours.new("s", pepper: "p").update("a").hexdigest

      expect(ours.hexdigest("a", "s", pepper: "p")).to eq expected
      expect([ours.digest("a", "s", pepper: "p")].pack("m0")).to eq ours.base64digest("a", "s", pepper: "p")
    end

    it "sees a file in its update, be it short or long" do
      upcase = Class.new(Swiftsum::SHA256) { define_method(:update) { |string| super(string.upcase) } }
      [3, 100_000].each do |length|
        Tempfile.create do |file|
          file.write("x" * length)
          file.close

          expect(upcase.file(file.path)).to eq Digest::SHA256.hexdigest("X" * length)
          expect { upcase.file(file.path, settle: 1) }.to raise_error Swiftsum::UnsupportedError, /can't settle/
        end
      end
    end
  end

  # As Rack::ETag, Active Storage and ActiveSupport::Digest do.
  it "is used as libraries use the standard library's" do
    [Digest::MD5, Swiftsum::MD5].map do |type|
      io = StringIO.new("x" * 100_000)
      etag = nil
      ["", "part", "\u00fc"].each { |part| (etag ||= type.new) << part unless part.empty? }
      stored = type.new.tap do |sum|
        while (piece = io.read(5_000))
          sum << piece
        end
      end
      [etag.hexdigest.byteslice(0, 32), stored.base64digest, type.hexdigest("key")[0...8], (type.new << "a").to_s]
    end => [theirs, ours]

    expect(ours).to eq theirs
  end

  it "is written to as an IO is" do
    digest = Swiftsum::SHA256.new
    IO.copy_stream(StringIO.new("x" * 100_000), digest)

    expect(digest).to eq Digest::SHA256.hexdigest("x" * 100_000)
    expect(digest.write("\u00fc", :a, 1)).to eq 4
    expect(digest).to eq Digest::SHA256.hexdigest("#{'x' * 100_000}\u00fca1")
  end

  it "is refused by Marshal and YAML in its own name" do
    [Swiftsum::SHA256.new, Swiftsum::SHA256.new.update("x" * 10_000)].each do |digest|
      expect { Marshal.dump(digest) }.to raise_error TypeError, "no _dump_data is defined for class Swiftsum::SHA256"
      expect { digest.to_yaml }.to raise_error TypeError, /Swiftsum::SHA256 can't be written as YAML/
    end
  end

  it "is the same whether its input is kept or not" do
    [[], [""], ["a"], ["a"] * 5_000, ["a" * 4_095, "b"], ["a" * 4_096], ["a" * 4_096, "b"], ["a" * 4_097],
     ["\u00fc", "\xFC".b, "a\0".encode(Encoding::UTF_16LE)]].each do |pieces|
      whole = pieces.map(&:b).join
      Swiftsum.algorithms.map(&:digest_class).each_slice(9).map(&:first).each do |type|
        digest = pieces.inject(type.new) { |sum, piece| sum << piece }

        expect([digest.hexdigest, digest.dup.hexdigest,
                digest.dup.update("").hexdigest]).to all eq type.hexdigest(whole)
      end
    end
  end

  it "is what it was before if a file can't be read to its end" do
    digest = Swiftsum::SHA256.new.update("abc")

    expect { digest.file("/") }.to raise_error Errno::EISDIR
    expect(digest.hexdigest).to eq Swiftsum::SHA256.hexdigest("abc")
  end
end
