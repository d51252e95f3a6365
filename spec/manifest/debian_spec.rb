# frozen_string_literal: true

require "digest"
require "tmpdir"

# Lists of Debian's package manager, which any Debian machine has.
RSpec.describe "A list of Debian's" do
  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  def md5(text)
    Digest::MD5.hexdigest(text)
  end

  def sha256(text)
    Digest::SHA256.hexdigest(text)
  end

  def verify(text, name = "list", **options)
    File.binwrite(name, text)
    Swiftsum.verify(name, **options)
  end

  def reasons(report)
    report.failures.map(&:reason)
  end

  before do
    Dir.mkdir("main")
    { "main/a" => "content", "b" => "" }.each { |name, text| File.write(name, text) }
  end

  describe "Release" do
    let(:release) do
      "Origin: Debian\nDescription: of\n a line more\nAcquire-By-Hash: yes\n" \
        "MD5Sum:\n #{md5('content')}        7 main/a\n" \
        "SHA256:\n #{sha256('content')} 7 main/a\n #{sha256('')} 0 b\n"
    end

    it "has each file's digest and size compared, in each section" do
      expect(verify(release).counts).to eq(ok: 3)
      File.write("main/a", "changed")
      expect(verify(release).counts).to eq(mismatch: 2, ok: 1)
      File.write("main/a", "content")
      expect(reasons(verify(release.sub(" 7 ", " 8 ")))).to eq ["has 7 bytes, not 8"]
    end

    it "is not signed, which is said; and where it is signed, that the signature was not checked" do
      signed = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n#{release}-----BEGIN PGP SIGNATURE-----\n\n" \
               "iQEz\n=aBcD\n-----END PGP SIGNATURE-----\n"

      expect(verify(release).notices.map(&:to_s))
        .to eq ["not signed: it proves nothing unless you know where it is from"]
      expect(verify(signed)).to be_ok
      expect(verify(signed).notices.map(&:to_s)).to eq ["signed, but the signature was not checked"]
      expect(reasons(verify("#{signed} #{sha256('x')} 1 x\n"))).to eq ["line 18: outside of the signed part"]
    end

    {
      ["SHA256:", "SHA257:"] => ["line 8: a digest in the field \"SHA257\", which is of no algorithm"] * 2,
      [/ \h{64} 7/, " 00 7"] => ["sha256 has 64 hexadecimal digits, not 2"],
      [" 7 main", " seven main"] => ["is not a digest, a size and a name"],
      ["Origin: Debian", "Origin: Debian\nOrigin Debian"] => ["line 2: neither a field nor a line of one"]
    }.each do |(from, to), expected|
      it "is not verified with #{to} for #{from}" do
        report = verify(release.sub(from, to))

        expect(report.exit_status).to eq 2
        expect(reasons(report).size).to eq expected.size
        expect(reasons(report).first).to include expected.first
      end
    end

    it "may be a source package's, or an upload's" do
      dsc = "Format: 3.0 (quilt)\nChecksums-Sha256:\n #{sha256('content')} 7 main/a\n" \
            "Files:\n #{md5('content')} 7 main/a\n"
      changes = "Format: 1.8\nFiles:\n #{md5('content')} 7 utils optional main/a\n"

      expect(verify(dsc).counts).to eq(ok: 2)
      expect(verify(changes).counts).to eq(ok: 1)
    end
  end

  describe "Packages" do
    let(:packages) do
      "Package: a\nDescription: of\n .\n more\nFilename: main/a\nSize: 7\nMD5sum: #{md5('content')}\n" \
        "SHA256: #{sha256('content')}\n\nPackage: b\nFilename: b\nSHA256: #{sha256('')}\n"
    end

    it "has all digests of a package compared, and its size" do
      expect(verify(packages).counts).to eq(ok: 2)
      [md5("content"), sha256("content")].each do |digest|
        expect(verify(packages.sub(digest, digest.tr("0-9", "1-90"))).counts).to eq(mismatch: 1, ok: 1)
      end
      expect(reasons(verify(packages.sub("Size: 7", "Size: 8")))).to eq ["has 7 bytes, not 8"]
    end

    {
      [/^Filename: b\n/, ""] => "line 11: a paragraph before it names no file",
      [/^SHA256: #{Digest::SHA256.hexdigest('')}\n/, ""] => "line 11: a paragraph before it has no digest",
      %W[\n\n \n] => "the field Package is there twice in a paragraph",
      ["Size: 7", "Size: x"] => "\"x\" is no number of bytes",
      ["Size: 7", "Size 7"] => "neither a field nor a line of one"
    }.each do |(from, to), reason|
      it "is not verified where #{reason}" do
        report = verify(packages.sub(from, to))

        expect(report.exit_status).to eq 2
        expect(reasons(report)).to include(a_string_ending_with(reason))
      end
    end
  end

  it "md5sums is of names relative to the root" do
    File.write("a.md5sums", "#{md5('content')}  main/a\n")

    expect(Swiftsum.verify("a.md5sums", directory: Dir.pwd)).to be_ok.and have_attributes(notices: [])
  end

  it "is read whole, where this machine has any" do
    lists = Dir["/var/lib/apt/lists/*_InRelease", "/var/lib/dpkg/info/b*.md5sums"]
    skip "this is no Debian" if lists.empty?

    lists.each do |path|
      expect(Swiftsum::Manifest.read(path).grep(Swiftsum::Manifest::MalformedLine)).to eq []
    end
  end
end
