# frozen_string_literal: true

require "digest"
require "pathname"
require "tmpdir"

require "swiftsum/rspec"

RSpec.describe "have_checksum" do
  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  let(:right) { "sha256:#{Digest::SHA256.hexdigest('content')}" }
  let(:wrong) { "sha256:#{Digest::SHA256.hexdigest('other')}" }

  before { File.write("a.gem", "content") }

  it "passes for a file that has it, and only then" do
    expect("a.gem").to have_checksum(right)
    expect("a.gem").not_to have_checksum(wrong)
    expect(Pathname("a.gem")).to have_checksum(right)
  end

  it "takes each notation, and a Checksum" do
    expect("a.gem").to have_checksum("sha256-#{Digest::SHA256.base64digest('content')}")
    expect("a.gem").to have_checksum("SHA256 (a.gem) = #{Digest::SHA256.hexdigest('content')}")
    expect("a.gem").to have_checksum(Swiftsum.checksum("a.gem", :crc32c))
    expect("a.gem").to have_checksum(Swiftsum.checksum("a.gem", :blake3).to_oci)
  end

  it "takes a list as Subresource Integrity has it: any of the strongest" do
    right, wrong = %w[content other].map { |text| "sha512-#{Digest::SHA512.base64digest(text)}" }

    expect("a.gem").to have_checksum("sha256-#{Digest::SHA256.base64digest('other')} #{wrong} #{right}")
    expect("a.gem").not_to have_checksum("sha256-#{Digest::SHA256.base64digest('content')} #{wrong}")
  end

  it "shows both checksums where they differ" do
    expect { expect("a.gem").to have_checksum(wrong) }.to raise_error(RSpec::Expectations::ExpectationNotMetError) { |e|
      expect(e.message).to eq <<~TEXT
        expected "a.gem" to have the checksum
          #{wrong}
        but it has
          #{right}
      TEXT
    }
  end

  it "shows the checksum that should not be" do
    expect { expect("a.gem").not_to have_checksum(right) }
      .to raise_error(RSpec::Expectations::ExpectationNotMetError, /"a.gem" not to have the checksum\n  #{right}/)
  end

  it "fails for a missing file, also where it is not to have the checksum" do
    expect { expect("missing").to have_checksum(right) }.to raise_error(Errno::ENOENT, /missing/)
    expect { expect("missing").not_to have_checksum(right) }.to raise_error(Errno::ENOENT, /missing/)
  end

  it "fails for a text that is no checksum" do
    expect { expect("a.gem").not_to have_checksum("sha256:abc") }.to raise_error(Swiftsum::ParseError)
    expect { expect("a.gem").not_to have_checksum("md2:abc") }.to raise_error(Swiftsum::UnknownAlgorithmError)
  end

  it "works inside of other matchers" do
    File.write("b.gem", "other")

    expect(%w[a.gem b.gem]).to contain_exactly(have_checksum(wrong), have_checksum(right))
    expect(have_checksum(right).description).to eq "have the checksum #{right}"
  end
end
