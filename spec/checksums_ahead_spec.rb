# frozen_string_literal: true

require "tmpdir"

RSpec.describe "Checksums of a list, read ahead" do
  around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }

  it "come once, also of files that are put after others are finished" do
    checksums = Swiftsum.const_get(:Checksums).of(nil, [Swiftsum::Algorithm.fetch(:sha256)], ahead: true)
    names = Array.new(9) { |number| "file#{number}".tap { |name| File.write(name, name) } }
    given = []
    checksums.start
    names.each_slice(3) do |some|
      some.each { |name| checksums.put(name) { |group| group.each { |*result| given << result } } }
      checksums.finish { |group| group.each { |*result| given << result } }
    end

    expect(given).to eq(names.map { |name| [name, Swiftsum.checksum(name)] })
  ensure
    checksums&.release
  end
end
