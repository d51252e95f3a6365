# frozen_string_literal: true

require "json"
require "open3"
require "rbconfig"
require "zlib"

require_relative "conformance/inputs"
require_relative "conformance/references"
require_relative "support/emulation"
require_relative "support/vectors"

# The program spec/conformance/transcript.rb computes, in a process of its own for each instruction set and for each
# emulated CPU. Here stands what must come of it.
RSpec.describe "Conformance" do
  lib = File.expand_path("../lib", __dir__)
  program = File.expand_path("conformance/transcript.rb", __dir__)
  known = Hash.new do |digests, (algorithm, reference)|
    digests[[algorithm, reference]] = References.digests(algorithm, reference)
  end

  inputs = {
    "lengths" => "messages of every length from 0 to 2049",
    "boundaries" => "lengths around each block, lane and buffer boundary up to 1 MiB",
    "alignments" => "messages that begin at every place of a cache line",
    "splits" => "messages that come in random pieces",
    "copies" => "copies that go their own way after each piece"
  }

  named, of_the_catalogue = Swiftsum.algorithms.map(&:name).partition { |name| Inputs.every(name) == 1 }

  define_method(:digests_by) { |reference, algorithm| known[[algorithm, reference]] }

  define_method(:transcript_of) do |environment, *emulator|
    output, messages, status = Open3.capture3(environment, *emulator, RbConfig.ruby, "-I", lib, program)
    raise "#{status}: #{messages}" unless status.success?

    JSON.parse(output)
  end

  attr_reader :transcript

  # The labels of what differs: they say more than thousands of digests.
  def disagreements(actual, expected)
    (actual.keys | expected.keys).reject { |label| actual[label] == expected[label] }
  end

  shared_examples "parity" do |algorithm|
    it "has another implementation to be held against" do
      expect(References.of(algorithm)).not_to be_empty
    end

    References.of(algorithm).each_key do |reference|
      inputs.each do |list, promise|
        it "agrees with #{reference} on #{promise}" do
          expected = digests_by(reference, algorithm).fetch(list)

          expect(disagreements(transcript.dig("parity", algorithm, list), expected)).to eq []
        end
      end

      it "agrees with #{reference} on files of such lengths, all algorithms in one read" do
        expected = digests_by(reference, algorithm).slice("lengths", "boundaries").values.inject(:merge)
        files = transcript["files"].transform_values { |checksums| checksums[algorithm] }

        expect(files.size).to eq Inputs.file_lengths.size
        expect(disagreements(files, expected.slice(*files.keys))).to eq []
      end
    end
  end

  shared_examples "CRCs" do |algorithms|
    it "has the check value of the catalogue" do
      expect(transcript["catalogue"].slice(*algorithms).transform_values(&:first))
        .to eq(algorithms.to_h { |algorithm| [algorithm, Vectors.crc(algorithm).check] })
    end

    it "leaves the residue of the catalogue where a message is followed by its CRC" do
      models = algorithms.to_h { |algorithm| [algorithm, Vectors.crc(algorithm)] }
      # Of other widths the CRC ends within a byte, and no message of bytes goes on there.
      whole = models.select { |_, model| (model.width % 8).zero? }

      expect(whole.to_h { |name, model| [name, transcript["catalogue"][name].last ^ model.xorout] })
        .to eq(whole.transform_values(&:residue))
    end
  end

  shared_examples "concatenation" do |algorithm|
    let(:concatenation) { transcript.dig("concatenation", algorithm) }
    let(:whole) { digests_by("the definition", algorithm).fetch("splits").transform_values(&:hex) }

    it "goes on from a running value" do
      expect(disagreements(concatenation["running"], whole)).to eq []
    end

    it "is combined from those of the parts, whichever two come first" do
      expect(disagreements(concatenation["from the left"], whole)).to eq []
      expect(disagreements(concatenation["from the right"], whole)).to eq []
    end

    it "is combined as by the definition, for any value and length" do
      model = Vectors.crc(algorithm)
      definition = CRCDefinition.new(model)

      expect(concatenation["of numbers"])
        .to eq(Inputs.combinations(model.width).map { |arguments| definition.combine(*arguments) })
    end
  end

  shared_examples "conformance" do |instruction_set|
    it "uses #{instruction_set}" do
      expect(transcript["instruction_set"]).to eq instruction_set
    end

    it "reads Strings where they stand, at every place of a cache line" do
      expect(transcript["alignments"].uniq.sort).to eq [*0..63]
    end

    named.each do |algorithm|
      describe algorithm do
        include_examples "parity", algorithm
        include_examples "CRCs", [algorithm] if Vectors.crc(algorithm)
        include_examples "concatenation", algorithm if Swiftsum.respond_to?(algorithm)
      end
    end

    describe "Each CRC of the catalogue" do
      inputs.each do |list, promise|
        it "agrees with the definition on a sample of #{promise}" do
          disagreeing = of_the_catalogue.to_h do |algorithm|
            expected = digests_by("the definition", algorithm).fetch(list)
            [algorithm, disagreements(transcript.dig("parity", algorithm, list), expected)]
          end

          expect(disagreeing.reject { |_, labels| labels.empty? }).to eq({})
        end
      end

      include_examples "CRCs", of_the_catalogue
    end

    Vectors.short_messages.each do |vectors|
      it "has NIST's digests of short messages for #{vectors.algorithm}" do
        expect(transcript.dig("short_messages", vectors.algorithm)).to eq vectors.digests.values
      end
    end

    Vectors.monte_carlo.each do |vectors|
      it "follows NIST's Monte Carlo chain for #{vectors.algorithm}" do
        expect(transcript.dig("monte_carlo", vectors.algorithm)).to eq vectors.digests
      end
    end

    %w[hash keyed_hash derive_key].each do |mode|
      it "has the outputs of the BLAKE3 vectors in the mode #{mode}, extended and of the default length" do
        extended = Vectors.blake3["cases"].map { |vector| vector[mode] }

        expect(transcript.dig("blake3", mode)).to eq(extended.map { |output| [output, output[0, 64]] })
      end
    end
  end

  Swiftsum.instruction_sets.each do |instruction_set|
    describe "with SWIFTSUM_ISA=#{instruction_set}" do
      before(:context) { @transcript = transcript_of({ "SWIFTSUM_ISA" => instruction_set }) }

      include_examples "conformance", instruction_set
    end
  end

  # What the library chooses there, and an instruction that the CPU lacks.
  {
    "Nehalem" => ["portable", "pclmulqdq $0, %xmm0, %xmm0"],
    "Westmere" => ["sse4", "vpaddd %xmm0, %xmm0, %xmm0"],
    "Haswell" => ["avx2", "vpaddd %zmm0, %zmm0, %zmm0"]
  }.each do |cpu, (instruction_set, lacking)|
    describe "on an emulated #{cpu}", :slow, skip: Emulation.impediment do
      before(:context) { @transcript = transcript_of({ "SWIFTSUM_ISA" => nil }, *Emulation.of(cpu)) }

      include_examples "conformance", instruction_set

      it "would not survive an instruction that the CPU lacks" do
        expect(Emulation.signal_of(lacking, cpu)).to eq "ILL"
      end
    end
  end

  describe "The definition of a CRC" do
    it "gives the check values of the catalogue" do
      expect(Vectors.catalogue.transform_values { |model| CRCDefinition.new(model).hexdigests([Vectors::CHECKED]) })
        .to eq(Vectors.catalogue.transform_values { |model| [format("%0#{(model.width + 7) / 8 * 2}x", model.check)] })
    end

    it "combines as Zlib does" do
      definition = CRCDefinition.new(Vectors.crc("crc32"))
      combinations = Inputs.combinations(32)

      expect(combinations.map { |arguments| definition.combine(*arguments) })
        .to eq(combinations.map { |arguments| Zlib.crc32_combine(*arguments) })
    end
  end
end
