# frozen_string_literal: true

require "swiftsum"
require "tmpdir"

# What irb shows, and the message of a failure: there may be a million files.
RSpec.describe "What is inspected" do
  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  before do
    Dir.mkdir("folder")
    200.times { |index| File.write("folder/#{index}", "") }
    Swiftsum::Manifest.build("folder").write("SHA256SUMS")
    File.write("folder/0", "changed")
  end

  it "is short, and says what it is" do
    manifest = Swiftsum::Manifest.read("SHA256SUMS")
    {
      manifest => '#<Swiftsum::Manifest::Stored "SHA256SUMS">',
      Swiftsum::Manifest.new(StringIO.new) => "#<Swiftsum::Manifest>",
      Swiftsum::Manifest.build("folder") => '#<Swiftsum::Manifest::Built "folder" sha256>',
      manifest.verify(directory: "folder") => '#<Swiftsum::Verification::Report "SHA256SUMS" 1 mismatch, 199 ok>',
      manifest.verify(directory: "folder").failures.first =>
        "#<Swiftsum::Verification::Result mismatch \"0\" has #{Swiftsum::SHA256.hexdigest('changed')}, " \
        "not #{Swiftsum::SHA256.hexdigest('')}>",
      Swiftsum::Verification::Report.new => "#<Swiftsum::Verification::Report>",
      Swiftsum::Verification.new(manifest) => '#<Swiftsum::Verification of #<Swiftsum::Manifest::Stored "SHA256SUMS">>',
      Swiftsum::Verification.new(manifest.to_a) => "#<Swiftsum::Verification of Array>",
      Swiftsum::Tree.new("folder") => '#<Swiftsum::Tree "folder">'
    }.each { |object, text| expect(object.inspect).to eq text }
  end

  it "is short of a group of files" do
    groups = []
    sources = Dir.glob("folder/*") << "nowhere"
    Swiftsum.const_get(:Checksums).of(sources, [Swiftsum::Algorithm.fetch(:md5)]).each_group { |group| groups << group }

    expect(groups.map(&:inspect)).to all match(/\A#<Swiftsum::Checksums::Group \d+ files, [01] errors>\z/)
  end
end
