# frozen_string_literal: true

require "digest"
require "json"
require "stringio"
require "tmpdir"

# What people and programs write, and whether it is read as it was meant.
RSpec.describe Swiftsum::Manifest do
  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  let(:a) { Digest::SHA256.hexdigest("hello\n") }
  let(:b) { Digest::SHA256.hexdigest("other\n") }

  before do
    File.write("a.txt", "hello\n")
    File.write("b.txt", "other\n")
  end

  def verify(name, text, **options)
    File.binwrite(name, text)
    Swiftsum.verify(name, **options)
  end

  def verdicts(report)
    report.results.map { |result| [result.status, result.name] }
  end

  def good(*names)
    names.map { |name| [:ok, name] }
  end

  def reasons(report)
    report.failures.map(&:reason)
  end

  def notices(report)
    report.notices.map(&:to_s)
  end

  describe "one blank or a tab between digest and name" do
    it "is read, as the BSDs' sha256 -r and BagIt write it" do
      [" ", "\t"].each do |blank|
        report = verify("SHA256SUMS", "#{a}#{blank}a.txt\n#{b}#{blank}b.txt\n")

        expect(verdicts(report)).to eq good("a.txt", "b.txt")
      end
    end

    it "is read with digits in upper case" do
      md5 = Digest::MD5.hexdigest("hello\n").upcase

      expect(verdicts(verify("manifest-md5.txt", "#{md5} a.txt\n"))).to eq good("a.txt")
    end

    it "holds for the whole manifest, if its first line has it: a space more belongs to the name" do
      File.write(" b.txt", "other\n")
      File.write("*b.txt", "other\n")

      expect(verdicts(verify("SHA256SUMS", "#{a} a.txt\n#{b}  b.txt\n#{b} *b.txt\n")))
        .to eq good("a.txt", " b.txt", "*b.txt")
    end

    it "is malformed, if the first line has two" do
      report = verify("SHA256SUMS", "#{a}  a.txt\n#{b} b.txt\n")

      expect(report.results.map(&:status)).to eq %i[ok malformed]
      expect(reasons(report)).to eq ["line 2: one blank before the name, and two in the lines before"]
    end

    it "is not decided by a line that is none" do
      expect(verify("SHA256SUMS", "0 a.txt\n#{a.chop} a.txt\n#{b}  b.txt\n").results.map(&:status))
        .to eq %i[malformed malformed ok]
    end

    it "keeps names that look like something else" do
      ["(a) = b", "MD5 (y) = d41d8cd98f00b204e9800998ecf8427e", a, "x) = deadbeef"].each do |name|
        File.write(name, "hello\n")

        expect(verdicts(verify("SHA256SUMS", "#{a} #{name}\n"))).to eq good(name)
      end
    end
  end

  describe "a digest and nothing else" do
    let(:sha512) { Digest::SHA512.hexdigest("gem") }

    before do
      Dir.mkdir("checksums")
      File.write("checksums/demo-1.0.gem", "gem")
    end

    it "is of the file beside it that has its name" do
      ["", "\n", "\r\n", "\n\n"].each do |ending|
        ["#{sha512}#{ending}", "# made by rake\n#{sha512.upcase}#{ending}"].each do |text|
          expect(verdicts(verify("checksums/demo-1.0.gem.sha512", text))).to eq good("checksums/demo-1.0.gem")
        end
      end
      base64 = Digest::SHA512.base64digest("gem")
      expect(verify("checksums/demo-1.0.gem.sha512.txt", base64)).to be_ok
    end

    it "fails as any other" do
      File.write("checksums/demo-1.0.gem", "changed")
      expect(verdicts(verify("checksums/demo-1.0.gem.sha512", sha512))).to eq [[:mismatch, "checksums/demo-1.0.gem"]]
      File.delete("checksums/demo-1.0.gem")
      expect(verdicts(verify("checksums/demo-1.0.gem.sha512", sha512))).to eq [[:missing, "checksums/demo-1.0.gem"]]
    end

    it "is of the file that was asked for, wherever that is" do
      File.rename("checksums/demo-1.0.gem", "moved.gem")

      expect(verdicts(verify("checksums/demo-1.0.gem.sha512", sha512, only: ["moved.gem"]))).to eq good("moved.gem")
      expect(verify("checksums/demo-1.0.gem.sha512", sha512, only: ["a.txt"]).counts).to eq(mismatch: 1)
    end

    it "is of the file of that name in the folder that names are relative to: RubyGems writes it beside `pkg`" do
      Dir.mkdir("pkg")
      File.rename("checksums/demo-1.0.gem", "pkg/demo-1.0.gem")

      [{ directory: "pkg" }, { root: "pkg" }].each do |where|
        expect(verdicts(verify("checksums/demo-1.0.gem.sha512", sha512, **where))).to eq good("demo-1.0.gem")
        expect(verify("checksums/other.gem.sha512", sha512, **where).counts).to eq(missing: 1)
      end
    end

    it "is of no file where the name does not say of which" do
      expect(reasons(verify("SHA512SUMS", sha512)))
        .to eq ["line 1: a digest without a file's name, and the manifest's name does not say whose it is"]
    end

    it "is malformed where there is more" do
      two = verify("checksums/demo-1.0.gem.sha512", "#{sha512}\n#{sha512}\n")
      more = verify("checksums/demo-1.0.gem.sha512", "#{sha512}\n#{sha512}  checksums/demo-1.0.gem\n")

      expect(two.results.map(&:status)).to eq %i[malformed malformed]
      expect(more.results.map(&:status)).to eq %i[malformed ok]
      expect(reasons(two)).to eq ["line 1: a digest without a file's name", "line 2: a digest without a file's name"]
    end

    it "is malformed with another length" do
      expect(reasons(verify("checksums/demo-1.0.gem.sha512", a)).first).to match(/sha512 has 128 .* not 64/)
    end

    it "is read beside an algorithm, with its newline" do
      expect(Swiftsum::Checksum.parse("#{sha512}\n", :sha512).hexdigest).to eq sha512
    end
  end

  describe "a heading" do
    let(:blake) { Swiftsum::BLAKE2B.hexdigest("hello\n") }
    let(:sha512) { Digest::SHA512.hexdigest("hello\n") }
    let(:both) { "# BLAKE2B HASH\n#{blake}  a.txt\n# SHA512 HASH\n#{sha512}  a.txt\n" }

    it "says which algorithm follows" do
      expect(verdicts(verify("a.txt.DIGESTS", both))).to eq good("a.txt", "a.txt")
    end

    it "holds whatever was told, which is said" do
      report = verify("a.txt.DIGESTS", both, algorithm: :sha512)

      expect(verdicts(report)).to eq good("a.txt", "a.txt")
      expect(notices(report)).to eq ["a heading says blake2b, which holds for the lines below it, not sha512"]
    end

    {
      "# Checksums-Sha1:" => "sha1", "## SHA1 checksums" => "sha1", "# sha1sum" => "sha1", "#SHA-1 hashes:" => "sha1",
      "# Digest: MD5" => "md5", "# crc32 checksum" => "crc32", "# SHA3-256 HASH" => "sha3_256"
    }.each do |heading, algorithm|
      it "may be #{heading}" do
        digest = Swiftsum.checksum("a.txt", algorithm)

        expect(verdicts(verify("list", "#{heading}\n#{digest}  a.txt\n"))).to eq good("a.txt")
      end
    end

    ["# blake3", "# blake3 1.5.0", "# checksums", "# the md5 hash of each file", "# arc checksums", "# list of hashes",
     "#", "# sum", "# hash sum", "# sha256sum a.txt"].each do |comment|
      it "is not #{comment.inspect}" do
        expect(verify("SHA256SUMS", "#{comment}\n#{a}  a.txt\n")).to be_ok
      end
    end

    it "that names an algorithm which is not to be had leaves nothing to verify" do
      report = verify("SHA512SUMS", "# WHIRLPOOL HASH\n#{sha512}  a.txt\n# SHA512 HASH\n#{sha512}  a.txt\n")

      expect(report.results.map(&:status)).to eq %i[malformed ok]
      expect(reasons(report)).to eq ["line 2: its heading says WHIRLPOOL, which is unknown here"]
    end
  end

  describe "the algorithm that nothing says" do
    it "is taken for SHA-256, which is said once, with what else it could be" do
      report = verify("checksums.txt", "#{a}  a.txt\n#{b}  b.txt\n")

      expect(report).to be_ok
      expect(notices(report)).to eq ["taken as sha256 (neither its lines nor its name say which; 64 digits could be " \
                                     "sha512_256, sm3, sha3_256, blake2s or blake3, too)"]
    end

    it "is said by lines, by the name, or by who reads: then there is nothing to tell" do
      { "checksums.txt" => "SHA256 (a.txt) = #{a}\n", "SHA256SUMS" => "#{a}  a.txt\n" }.each do |name, text|
        expect(verify(name, text)).to have_attributes(ok?: true, notices: [])
      end
      expect(verify("checksums.txt", "#{a}  a.txt\n", algorithm: :sha256).notices).to eq []
    end

    it "is not guessed from the length, but named" do
      { "checksums.txt" => [40, "40 digits: sha1 or ripemd160?", "sha1"],
        "list" => [32, "32 digits: md5 or xxh3_128?", "md5"],
        "sums512.txt" => [128, "128 digits: sha512, sha3_512 or blake2b?", "sha512"],
        "SHA256SUMS" => [8, "8 digits: crc32, crc32c, cksum, adler32 or xxh32?", "crc32"] }
        .each do |name, (length, text, first)|
          report = verify(name, "#{'0' * length}  a.txt\n" * 3)

          expect(report.counts).to eq(malformed: 3)
          expect(notices(report)).to eq [text]
          expect(report.notices.first.algorithms.first.name).to eq first
        end
    end

    it "is not named where lines differ, one fits, or no algorithm has such digests" do
      ["#{a}  a.txt\n#{'0' * 40}  a.txt\n", "#{'0' * 40}  a.txt\n#{'0' * 32}  a.txt\n", "#{'0' * 42}  a.txt\n"]
        .each { |text| expect(verify("SHA256SUMS", text).notices).to eq [] }
    end

    it "is not looked for among names that nobody reads" do
      require "did_you_mean"
      expect(DidYouMean::SpellChecker).to receive(:new).once.and_call_original

      report = verify("list", "frobnicate (a) = 00\n" * 20_000)
      expect(report.counts).to eq(malformed: 20_000)
      expect(report.results.last.reason).to start_with 'line 20000: unknown algorithm "frobnicate"'
    end
  end

  describe "an encoding" do
    let(:lines) { "#{a}  a.txt\r\n#{Digest::SHA256.hexdigest('x')}  caf\u00e9.txt\r\n" }

    before { File.write("caf\u00e9.txt", "x") }

    it "is known by its byte order mark" do
      %w[UTF-8 UTF-16LE UTF-16BE].each do |encoding|
        report = verify("SHA256SUMS", "\u{FEFF}#{lines}".encode(encoding))

        expect(verdicts(report)).to eq good("a.txt", "caf\u00e9.txt".b)
      end
    end

    it "is known however the bytes come in" do
      %w[UTF-8 UTF-16LE UTF-16BE].each do |encoding|
        bytes = "\u{FEFF}#{lines * 50}".encode(encoding).bytes
        drops = Struct.new(:bytes) do
          def readpartial(_length)
            (bytes.shift || raise(EOFError)).chr
          end
        end

        expect(described_class.new(drops.new(bytes), algorithm: :sha256).map(&:name))
          .to eq ["a.txt", "caf\u00e9.txt".b] * 50
      end
    end

    it "that it has not is refused" do
      half = "a".encode("UTF-16LE").b.chop
      surrogate = "\x00\xD8\x41\x00".b
      ["", lines, lines * 4_000].product([half, surrogate]).each do |text, end_of_it|
        report = verify("SHA256SUMS", "\u{FEFF}#{text}".encode("UTF-16LE").b + end_of_it)

        expect(report.exit_status).to eq 2
        expect(reasons(report).last).to end_with "is not UTF-16, though its byte order mark says so"
      end
    end

    it "does not change in the middle" do
      expect(reasons(verify("SHA256SUMS", "#{a}  a.txt\n\u{FEFF}#{a}  a.txt\n")))
        .to eq ["line 2: a byte order mark stands before it"]
    end
  end

  describe "a signed list" do
    let(:signature) do
      "-----BEGIN PGP SIGNATURE-----\nVersion: X 1\n\niQEzBAEBCAAdFiEE\n=aBcD\n-----END PGP SIGNATURE-----\n"
    end

    before { File.write("-a.txt", "hello\n") }

    def signed(content, before: "", after: "")
      "#{before}-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n#{content}#{signature}#{after}"
    end

    it "is what is in the signed part, and says that the signature was not checked" do
      ["SHA256SUMS", "SHA256SUMS.asc"].each do |name|
        report = verify(name, signed("#{a}  a.txt\n#{b}  b.txt\n"))

        expect(verdicts(report)).to eq good("a.txt", "b.txt")
        expect(notices(report)).to eq ["signed, but the signature was not checked"]
      end
    end

    it "has no algorithm by its header: that is the signature's" do
      report = verify("list", signed("#{a}  a.txt\n"))

      expect(report).to be_ok
      expect(report.notices.map(&:kind)).to eq %i[signature assumed]
    end

    it "is read with its escaped dashes, and without the blanks at the ends of lines, which are not signed" do
      text = signed("- -----BEGIN-----\n- #{a}  a.txt\n#{a}  -a.txt \t\n\n# comment\n").sub("- -----BEGIN-----\n", "")

      expect(verdicts(verify("SHA256SUMS", text))).to eq good("a.txt", "-a.txt")
    end

    it "is nothing of what stands outside" do
      line = "#{b}  b.txt\n"
      [signed("#{a}  a.txt\n", before: line), signed("#{a}  a.txt\n", after: line),
       signed("#{a}  a.txt\n").sub("Hash: SHA512\n", line), signed("#{a}  a.txt\n").sub("iQEz", "#{line}iQEz")]
        .each do |text|
          report = verify("SHA256SUMS", text)

          expect(report.counts).to eq(ok: 1, malformed: 1)
          expect(reasons(report).first).to match(/\Aline \d+: outside of the signed part\z/)
        end
    end

    it "is not whole if its signature does not end" do
      whole = signed("#{a}  a.txt\n")
      [whole.sub(/-----END.*/m, ""), whole.sub(/-----BEGIN PGP SIGNATURE.*/m, "")].each do |text|
        expect(reasons(verify("SHA256SUMS", text)).last).to end_with "the manifest may be cut off"
      end
    end
  end

  describe "distinfo" do
    it "has sizes, which are compared, and a time, which says nothing" do
      report = verify("distinfo", "TIMESTAMP = 1\nSHA256 (a.txt) = #{a}\nSIZE (a.txt) = 6\n")
      expect(verdicts(report)).to eq good("a.txt", "a.txt")

      report = verify("distinfo", "$NetBSD$\n\nSHA256 (a.txt) = #{a}\nSize (a.txt) = 6 bytes\n")
      expect(report).to be_ok
    end

    it "fails with another size" do
      report = verify("distinfo", "SHA256 (a.txt) = #{a}\nSIZE (a.txt) = 7\nSIZE (c.txt) = 7\n")

      expect(verdicts(report)).to eq [[:ok, "a.txt"], [:mismatch, "a.txt"], [:missing, "c.txt"], [:unlisted, "c.txt"]]
      expect(reasons(report).first).to eq "has 6 bytes, not 7"
    end

    it "verifies nothing by a size alone, wherever the digest would stand" do
      report = verify("distinfo", "SIZE (a.txt) = 6\nSIZE (b.txt) = 6\nSHA256 (b.txt) = #{b}\n")

      expect(verdicts(report)).to eq [*good("a.txt", "b.txt", "b.txt"), [:unlisted, "a.txt"]]
      expect(report.exit_status).to eq 2
    end

    it "has sizes that are numbers" do
      ["-1", "0x6", "6.0", "", "6 KiB", "9" * 30].each do |size|
        expect(verify("distinfo", "SHA256 (a.txt) = #{a}\nSIZE (a.txt) = #{size}\n").counts).to eq(ok: 1, malformed: 1)
      end
    end
  end

  describe "JSON lines" do
    def json(**members)
      JSON.generate({ name: "a.txt", algorithm: "sha256", digest: a }.merge(members).compact)
    end

    it "are read as they are written" do
      report = verify("list", "#{json}\n\n#{json(size: 6)}\n#{json(name: nil, name_base64: ['a.txt'].pack('m0'))}")

      expect(verdicts(report)).to eq good("a.txt", "a.txt", "a.txt")
      expect(report.notices).to eq []
    end

    it "have sizes, which are compared" do
      expect(reasons(verify("list", json(size: 7)))).to eq ["has 6 bytes, not 7"]
    end

    {
      "is not a JSON object" => ["{", "{]", "[]", "1", '"a"', '{"name": "a.txt"}}', "{\"name\": \"\xFF\"}"],
      "has no name_base64" => ['{"digest":"00","algorithm":"md5"}', '{"name_base64":1}'],
      "has no name" => ['{"name":null}', '{"name":["a"]}'],
      "has no algorithm" => ['{"name":"a","digest":"00"}'],
      "has no digest" => ['{"name":"a","algorithm":"md5"}'],
      "has name and name_base64" => ['{"name":"a","name_base64":"YQ=="}'],
      "name_base64 is not Base64" => ['{"name_base64":"!"}'],
      "the name is empty" => ['{"name":""}'],
      "the name has a NUL byte" => ['{"name":"a\u0000b"}'],
      'two members are called "name"' => ['{"name":"a","name":"b"}']
    }.each do |reason, lines|
      it "are malformed where one #{reason}" do
        lines.each do |line|
          report = verify("list", "#{json}\n#{line}\n#{json}\n")

          expect(report.results.map(&:status)).to eq %i[ok malformed ok]
          expect(reasons(report)).to eq ["line 2: #{reason}"]
        end
      end
    end

    it "are malformed with a size that is none, half a character, or an endless structure" do
      [json(size: -1), json(size: 1.5), json(size: "6"), json(name: "?").sub("?", "\\ud800"),
       "{\"name\":#{'[' * 30_000}"].each do |line|
        expect(verify("list", "#{json}\n#{line}\n").counts).to eq(ok: 1, malformed: 1)
      end
    end
  end

  describe "what is no manifest" do
    {
      "<!DOCTYPE html>\n<html>" => "an HTML page", "\n <HTML>" => "an HTML page",
      "<?xml version='1.0'?>" => "an XML document",
      "{\n  \"files\": []\n}\n" => "a JSON document, not JSON lines",
      "-----BEGIN PGP PUBLIC KEY BLOCK-----\n" => "a PGP key",
      "-----BEGIN PGP SIGNATURE-----\n" => "a PGP signature, not the list that was signed",
      "-----BEGIN SSH SIGNATURE-----\n" => "a key, a certificate or a signature",
      "untrusted comment: verify with\n" => "a signature or a key of signify or minisign",
      "a\0b\0c\0" => "UTF-16 without a byte order mark", "\0a\0b\0c" => "UTF-16 without a byte order mark",
      "\x1F\x8B\x08" => "compressed by gzip", "PK\x03\x04" => "a zip archive", "%PDF-1.7" => "a PDF document"
    }.each do |text, what|
      it "is named: #{what}, #{text[0, 12].inspect}" do
        report = verify("SHA256SUMS", text + ("\n#{a}  a.txt\n" * 3))

        expect(reasons(report)).to eq ["line 1: is #{what}"]
        expect(report.exit_status).to eq 2
      end
    end
  end

  describe ".write" do
    let(:entries) { [Swiftsum::Manifest::Entry.new("a.txt", Swiftsum.checksum("a.txt"))] }

    it "writes what a symbolic link leads to, and leaves the link" do
      Dir.mkdir("real")
      File.symlink("real/SUMS", "SHA256SUMS")

      2.times do
        described_class.write("SHA256SUMS", entries)
        expect(File.readlink("SHA256SUMS")).to eq "real/SUMS"
        expect(File.read("real/SUMS")).to eq "#{a}  a.txt\n"
        expect(Dir.children("real")).to eq ["SUMS"]
      end
    end

    it "does not follow a link that goes in circles" do
      File.symlink("SHA256SUMS", "SHA256SUMS")

      expect { described_class.write("SHA256SUMS", entries) }.to raise_error Errno::ELOOP
    end

    it "keeps the permissions of what was there" do
      [0o600, 0o444, 0o664].each do |mode|
        File.write("SHA256SUMS", "")
        File.chmod(mode, "SHA256SUMS")
        described_class.write("SHA256SUMS", entries)

        expect(File.stat("SHA256SUMS").mode & 0o7777).to eq mode
        File.delete("SHA256SUMS")
      end
    end

    it "keeps any name, in each format that holds any on one line" do
      names = ["abcdefghijklmno/abcdefghijklmnop", "0" * 128, "x) = deadbeef",
               "MD5 (y) = d41d8cd98f00b204e9800998ecf8427e", "# MD5 HASH", "{\"name\":\"a\"}", "\xEF\xBB\xBFa".b,
               "TIMESTAMP = 1", "-----BEGIN PGP SIGNED MESSAGE-----"]
      entries = names.map { |name| Swiftsum::Manifest::Entry.new(name, Swiftsum.checksum("a.txt"), 6) }

      described_class::FORMATS.except(:sfv).each_key do |format|
        described_class.write("SHA256SUMS", entries, format:)
        expect(described_class.open("SHA256SUMS", &:to_a).map { |entry| [entry.name, entry.checksum] })
          .to eq(entries.map { |entry| [entry.name, entry.checksum] })
      end
    end
  end
end
