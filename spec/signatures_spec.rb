# frozen_string_literal: true

RSpec.describe "The signatures" do
  signatures = File.read(File.expand_path("../sig/swiftsum/digests.rbs", __dir__))

  it "have a class for each algorithm of the registry, and no other" do
    expect(signatures.scan(/class (\w+) < Digest/).flatten).to eq Swiftsum.algorithms.map(&:const_name)
  end
end
