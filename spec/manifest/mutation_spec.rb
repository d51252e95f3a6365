# frozen_string_literal: true

require "digest"
require "stringio"
require "tmpdir"
require "zlib"

# Manifests that were damaged at random: whatever they have become, no file is called OK that is not as listed, no line
# is lost, and nothing raises. The seed of a run is RSpec's, which it prints.
RSpec.describe Swiftsum::Verification do
  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  files = { "a" => "content", "b.txt" => "other", "c d" => "", "e\\f" => "more", "g\nh" => "x" * 1_000 }

  entries = lambda do |algorithm|
    files.map do |name, text|
      Swiftsum::Manifest::Entry.new(name, Swiftsum::Checksum.new(algorithm.algorithm, algorithm.digest(text)))
    end
  end
  written = lambda do |format, algorithm = Swiftsum::SHA256|
    StringIO.new("".b).tap { |io| Swiftsum::Manifest::FORMATS.fetch(format).write(io, entries[algorithm]) }.string
  end

  manifests = {
    "GNU lines" => written[:gnu],
    "GNU lines with one blank" => written[:gnu].gsub("  ", " "),
    "tag lines" => written[:tag] + written[:tag, Swiftsum::MD5],
    "JSON lines" => written[:json],
    "headings" => "# SHA256 HASH\n#{written[:gnu]}# MD5 HASH\n#{written[:gnu, Swiftsum::MD5]}",
    "distinfo" => "TIMESTAMP = 1\n#{written[:tag]}SIZE (a) = 7\nSIZE (b.txt) = 5\n",
    "a signed list" => "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n#{written[:gnu]}" \
                       "-----BEGIN PGP SIGNATURE-----\n\niQEz\n=aBcD\n-----END PGP SIGNATURE-----\n",
    "UTF-16" => "\u{FEFF}#{written[:gnu].force_encoding('UTF-8')}".encode("UTF-16LE").b,
    "a digest alone" => "#{Digest::SHA256.hexdigest(files['a'])}\n"
  }

  # What damages a text: bytes changed, lost, doubled, moved, cut off; lines likewise.
  damages = [
    ->(text, random) { text.setbyte(random.rand(text.bytesize), random.rand(256)) },
    ->(text, random) { text.insert(random.rand(text.bytesize + 1), random.bytes(random.rand(1..3))) },
    ->(text, random) { text.insert(random.rand(text.bytesize + 1), " \n\t\\#()={\"-\r\0*".chars.sample(random:)) },
    ->(text, random) { text.slice!(random.rand(text.bytesize), random.rand(1..70)) },
    ->(text, random) { text << text[random.rand(text.bytesize), random.rand(1..200)] },
    ->(text, random) { text.replace(text[0, random.rand(text.bytesize)]) },
    ->(text, random) { text.replace(text.lines.shuffle(random:).join) },
    ->(text, random) { text.swapcase! if random.rand(2).zero? }
  ].freeze

  define_method(:damaged) do |text, random|
    text = text.b
    random.rand(1..3).times do
      text << "\n" if text.empty?
      damages.sample(random:).call(text, random)
    end
    text
  end

  digests = { "sha256" => Digest::SHA256, "md5" => Digest::MD5, "sha512" => Digest::SHA512, "sha1" => Digest::SHA1,
              "sha384" => Digest::SHA384 }

  # By other code than ours.
  define_method(:right?) do |result|
    digest = digests[result.expected.algorithm.name]
    digest ? digest.hexdigest(File.binread(result.name)) == result.expected.hexdigest : false
  end

  # Blank lines and comments apart, every line is something.
  def lines_that_count(text)
    text.lines.map(&:chomp).grep_v(/\A[ \t]*\z|\A#|\ATIMESTAMP|\A\$NetBSD/n).size
  end

  before { files.each { |name, text| File.binwrite(name, text) } }

  manifests.each do |what, text|
    it "is not taken in by damaged manifests: #{what}" do
      File.binwrite("a.sha256", text)
      expect(Swiftsum.verify("a.sha256")).to be_ok
      random = Random.new(RSpec.configuration.seed)

      2_000.times do
        damaged = damaged(text, random)
        File.binwrite("a.sha256", damaged)
        report = Swiftsum.verify("a.sha256")

        wrong = report.results.select { |result| result.ok? && result.expected && !right?(result) }
        lost = report.ok? && !text.start_with?("\xFF\xFE".b, "---") && report.results.size < lines_that_count(damaged)
        raise "#{damaged.inspect} gave #{report.results.inspect}" if wrong.any? || lost || report.results.empty?
      end
    end
  end
end
