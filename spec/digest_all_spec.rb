# frozen_string_literal: true

require "digest"
require "set"

require_relative "conformance/inputs"
require_relative "support/gvl_observer"
require_relative "support/ruby_process"
require_relative "support/switching"

RSpec.describe "Many Strings at once" do
  include GVLObserver
  include RubyProcess
  include Switching

  # As long as makes the library read a String where it stands.
  long = Swiftsum::Native::Memory::LONG

  convertible = Struct.new(:to_str)

  def one_by_one(type, strings)
    strings.map { |string| type.digest(string) }
  end

  Swiftsum.algorithms.each do |algorithm|
    type = algorithm.digest_class

    it "have the digests that #{type} has of each: 0 to 100 of them, in any order, on any number of threads" do
      digests = Inputs.many.values.to_h { |message| [message, type.digest(message)] }

      Inputs.crowds(digests.keys).each_value do |crowd|
        expect(type.digest_all(crowd, threads: [1, 2, 7][crowd.size % 3])).to eq digests.fetch_values(*crowd)
      end
    end

    it "have them around each boundary of #{type}, and of the Strings that are not copied" do
      boundaries = [0, algorithm.block_length, 2 * algorithm.block_length, long, 3 * long]
      lengths = boundaries.flat_map { |boundary| (-1..1).map { |offset| [boundary + offset, 0].max } }
      strings = lengths.map { |length| Inputs::BYTES.byteslice(length % 64, length) }

      [strings, strings.reverse, strings.shuffle(random: Random.new(5))].each do |order|
        expect(type.digest_all(order)).to eq one_by_one(type, order)
        expect(type.hexdigest_all(order, threads: 2)).to eq(order.map { |string| type.hexdigest(string) })
      end
    end
  end

  {
    "empty" => ["", +"", "".b],
    "the same, again and again" => ["same"] * 50,
    "of every encoding" => ["z\u00fc\u{1F600}", "a\0b", "z\u00fc".encode(Encoding::UTF_16LE), "\xFF\xFE", "\xE9".b],
    "frozen, and not" => ["frozen", +"not", -"shared"],
    "slices that share their memory" => (("x" * 40_000) << ("y" * 40_000)).then do |string|
      Array.new(80) { |index| string.byteslice((index * 900)..) }
    end,
    "slices of the middle" => (("x" * 40_000) << ("y" * 40_000)).then do |string|
      Array.new(20) { |index| string.byteslice(index * 3_000, 9_000) }
    end,
    "of a subclass" => [Class.new(String).new("short"), Class.new(String).new("x" * long)],
    "convertible" => [convertible.new("short"), "a", convertible.new("x" * long)],
    "as long as lets others run" => ["\u00e9" * Swiftsum.gvl_release_bytes, "short"]
  }.each do |kind, strings|
    it "are read as bytes, and not changed: #{kind}" do
      look = -> { strings.map { |string| [String.new(string), string.frozen?] } }
      before = look.call

      expect(Swiftsum::MD5.digest_all(strings)).to eq(before.map { |string, _| Digest::MD5.digest(string) })
      expect(look.call).to eq before
    end
  end

  it "may be any Enumerable, which is not changed" do
    strings = %w[a b c].freeze
    expected = one_by_one(Swiftsum::SHA256, strings)

    [strings, strings.each, strings.lazy.map(&:itself), Set.new(strings), Struct.new(:a, :b, :c).new(*strings)]
      .each { |enumerable| expect(Swiftsum::SHA256.digest_all(enumerable)).to eq expected }
    expect(Swiftsum::SHA256.digest_all([])).to eq []
    expect(Swiftsum::SHA256.hexdigest_all([].each, threads: 2)).to eq []
  end

  it "have digests in the encodings that Digest's have, which may be written to" do
    digests = Swiftsum::SHA256.digest_all(%w[a b]) + Swiftsum::SHA256.hexdigest_all(%w[a b])

    expect(digests.map(&:encoding)).to eq ([Encoding::BINARY] * 2) + ([Encoding::US_ASCII] * 2)
    digests.first.clear
    expect(digests[1]).to eq Swiftsum::SHA256.digest("b")
  end

  it "may be long, beside short ones" do
    strings = [1 << 20, 0, (1 << 20) + 1, 3, 100_000, 4_000].map { |length| Inputs::BYTES.byteslice(0, length) }

    Swiftsum.algorithms.map(&:digest_class).first(30).each do |type|
      expect(type.digest_all(strings * 2, threads: 2)).to eq one_by_one(type, strings * 2)
    end
  end

  it "may be as many threads' work as there are, and more" do
    strings = Array.new(3) { |index| index.to_s * 1_000 }

    [1, 2, 3, 4, 1 << 31, 1 << 32, 1 << 64].each do |threads|
      expect(Swiftsum::MD5.digest_all(strings, threads: threads)).to eq one_by_one(Swiftsum::MD5, strings)
    end
  end

  it "are refused, with a word about what is wrong" do
    {
      [nil] => [TypeError, /NilClass is not an Enumerable/],
      ["text"] => [TypeError, /String is not an Enumerable/],
      [[nil]] => [TypeError, "no implicit conversion of nil into String"],
      [["a", 1]] => [TypeError, "no implicit conversion of Integer into String"],
      [[:a]] => [TypeError, "no implicit conversion of Symbol into String"],
      [[["a"]]] => [TypeError, "no implicit conversion of Array into String"],
      [["a"], { threads: 0 }] => [ArgumentError, "threads is 1 or more, not 0"],
      [[], { threads: -1 }] => [ArgumentError, "threads is 1 or more, not -1"],
      [["a"], { threads: 1.0 }] => [TypeError, "threads is an Integer, not 1.0"],
      [[], { threads: nil }] => [TypeError, "threads is an Integer, not nil"],
      [["a"], { key: "k" }] => [ArgumentError, "md5 takes no key"],
      [[], { key: "k" }] => [ArgumentError, "md5 takes no key"]
    }.each do |(strings, options), error|
      %i[digest_all hexdigest_all].each do |method|
        expect { Swiftsum::MD5.public_send(method, strings, **options.to_h) }.to raise_error(*error)
      end
    end
    expect { Swiftsum::Digest.digest_all([]) }.to raise_error NotImplementedError, /abstract/
  end

  describe "that go one by one" do
    strings = ["", "abc", "x" * long]

    it "have the parameters, each of them" do
      { key: "k" * 32, digest_length: 7 }.then do |parameters|
        expect(Swiftsum::BLAKE3.digest_all(strings, threads: 2, **parameters))
          .to eq(strings.map { |string| Swiftsum::BLAKE3.digest(string, parameters) })
        expect(Swiftsum::BLAKE3.hexdigest_all(strings, **parameters))
          .to eq(strings.map { |string| Swiftsum::BLAKE3.hexdigest(string, **parameters) })
      end
    end

    it "have what a subclass overrides" do
      upcase = Class.new(Swiftsum::MD5) do
        def update(string)
          super(string.upcase)
        end
      end

      expect(upcase.digest_all(strings)).to eq one_by_one(Swiftsum::MD5, strings.map(&:upcase))
      expect(upcase.hexdigest_all(%w[a])).to eq [Swiftsum::MD5.hexdigest("A")]
    end

    it "have a CRC that was defined" do
      xmodem = Swiftsum::CRC.define(width: 16, poly: 0x1021)

      expect(xmodem.hexdigest_all(["123456789", ""])).to eq %w[31c3 0000]
    end
  end

  describe "that are long" do
    it "are not copied" do
      strings = Array.new(4) { |index| index.to_s * (16 << 20) }
      Swiftsum::CRC32.digest_all(strings)
      GC.disable
      before = GC.stat(:malloc_increase_bytes)
      Swiftsum::CRC32.digest_all(strings)

      expect(GC.stat(:malloc_increase_bytes) - before).to be < 1 << 20
    ensure
      GC.enable
    end

    it "let other threads run from so many bytes on that they have together" do
      strings = Array.new(64) { "x" * (4 << 20) }
      before = Swiftsum.gvl_release_bytes
      ran = [0, 1].map do |more|
        Swiftsum.gvl_release_bytes = (256 << 20) + more
        released_by? { Swiftsum::CRC32.digest_all(strings) }
      end

      expect(ran).to eq [true, false]
    ensure
      Swiftsum.gvl_release_bytes = before
    end
  end

  describe "that change meanwhile" do
    it "have the digests that they had when they were handed over" do
      same = run_ruby(<<~RUBY)
        require "swiftsum"
        Swiftsum.gvl_release_bytes = 1
        strings = Array.new(64) { "x" * (2 << 20) } + Array.new(64) { "x" * 100 }
        expected = Swiftsum::SHA512.digest_all(strings)
        thread = Thread.new { Swiftsum::SHA512.digest_all(strings) }
        Thread.pass until thread.stop?
        strings.each { |string| string.replace("y" * 5_000) }
        strings.clear
        GC.start
        print thread.value == expected
      RUBY

      expect(same).to eq "true"
    end

    it "have those of one time or the other, if they are as long together as before" do
      texts = ["x" * 10, "y" * 20]
      digests = at_each_switch do |count|
        strings = texts.map(&:dup)
        all = nil
        swap = -> { strings.zip(texts.reverse) { |string, text| string.replace(text) } }
        all if switching(count, swap) { all = Swiftsum::MD5.digest_all(strings) }
      end

      expect(digests.size).to be > 3
      expect(texts.map { |text| Digest::MD5.digest(text) }).to include(*digests.flatten)
    end

    # As another thread may, between any two looks at a String.
    fickle = Class.new(String) do
      define_method(:changed) { @changed }
      define_method(:becomes) { |text| tap { @next = text } }
      def bytesize
        super.tap { replace(@next) }
      end
    end

    lengths = [0, 3, 100, long - 1, long, 5 * long]
    lengths.product(lengths).each do |before, after|
      it "have those of one time or the other: #{before} bytes, then #{after}" do
        strings = ["first", fickle.new("a" * before).becomes("b" * after), "last"]
        digests = Swiftsum::MD5.digest_all(strings)

        expect(digests.values_at(0, 2)).to eq [Digest::MD5.digest("first"), Digest::MD5.digest("last")]
        expect(["a" * before, "b" * after].map { |string| Digest::MD5.digest(string) }).to include digests[1]
      end
    end
  end

  it "stay where they are while the collector moves all objects, just before they are read" do
    run_ruby(<<~RUBY)
      require "digest"
      require "swiftsum"

      module Moving
        def digest_all(*)
          GC.verify_compaction_references(double_heap: true, toward: :empty)
          # What stands where they were.
          @objects = Array.new(50_000) { "z" * 20 }
          super
        end
      end
      Swiftsum::Native.singleton_class.prepend(Moving)

      strings = Array.new(20) { |index| (index % 9).to_s * (index + 1) } << ("x" * #{long})
      [1, 4, strings.size].each do |count|
        expected = strings.first(count).map { |string| Digest::MD5.hexdigest(string) }
        abort "they moved" unless Swiftsum::MD5.hexdigest_all(strings.first(count)) == expected
      end
    RUBY
  end
end
