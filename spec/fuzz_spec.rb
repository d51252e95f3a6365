# frozen_string_literal: true

require_relative "fuzz/run"

# The short form of `rake fuzz`, with RSpec's seed; and that it would find something.
RSpec.describe Fuzz do
  def found(targets, most)
    described_class.run(RSpec.configuration.seed, targets) { |inputs| inputs < most }
  end

  it "finds nothing" do
    expect(found(Fuzz::TARGETS, 300).join("\n")).to eq ""
  end

  # What each target is to notice: a mistake where it hands its texts in, or an answer that is not right.
  plants = {
    "checksum" => ->(spec) { spec.allow(Swiftsum::Checksum).to spec.receive(:parse).and_raise(NoMethodError) },
    "manifest" => lambda do |spec|
      spec.allow_any_instance_of(Swiftsum::Verification::Comparison).to spec.receive(:differing).and_return(nil)
    end,
    "crc" => lambda do |spec|
      spec.allow(Swiftsum::CRC).to spec.receive(:define).and_return(Swiftsum::CRC32)
    end,
    "command_line" => ->(spec) { spec.allow(Swiftsum::CLI::CommandLine).to spec.receive(:new).and_raise(IndexError) },
    "pattern" => lambda do |spec|
      spec.allow(Swiftsum::Tree).to spec.receive(:new).and_call_original
      spec.allow(Swiftsum::Tree).to spec.receive(:new).with(".", exclude: spec.anything).and_raise(RegexpError)
    end,
    "audit" => lambda do |spec|
      spec.allow_any_instance_of(Swiftsum::Audit::Judge).to spec.receive(:same?).and_return(true)
    end,
    "bag" => ->(spec) { spec.allow_any_instance_of(Swiftsum::Bag).to spec.receive(:valid?).and_return(true) },
    "ocfl" => ->(spec) { spec.allow_any_instance_of(Swiftsum::OCFLObject).to spec.receive(:valid?).and_return(true) },
    "gem_package" => lambda do |spec|
      report = Struct.new(:ok?).new(true)
      spec.allow_any_instance_of(Swiftsum::GemPackage).to spec.receive(:validate).and_return(report)
    end
  }

  it "has a planted fault for each target" do
    expect(plants.keys).to eq Fuzz::TARGETS.map(&:name)
  end

  plants.each do |name, plant|
    it "would find a fault: #{name}" do
      plant.call(self)
      target = Fuzz::TARGETS.find { |each| each.name == name }
      findings = []
      20.times { |round| findings.empty? && findings = found_by(target, round) }

      expect(findings.map(&:target)).to eq [name]
    end
  end

  def found_by(target, round)
    described_class.run(RSpec.configuration.seed + round, [target]) { |inputs| inputs < 30 }
  end
end
