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

  inputs = {
    "lengths" => "messages of every length from 0 to 2049",
    "boundaries" => "lengths around each block, lane and buffer boundary up to 1 MiB",
    "alignments" => "messages that begin at every place of a cache line",
    "splits" => "messages that come in random pieces",
    "copies" => "copies that go their own way after each piece"
  }

  # What the transcript has of messages that are digested at once, by the digests of each.
  def crowds_of(digests)
    Inputs.crowds(digests).transform_values { |crowd| Digest::SHA256.hexdigest(crowd.join) }
  end

  # The references are asked once, not for each instruction set.
  digests = Hash.new do |known, (algorithm, reference)|
    known[[algorithm, reference]] = References.digests(algorithm, reference)
  end
  combinations = Hash.new { |known, algorithm| known[algorithm] = References.combinations(algorithm) }

  define_method(:digests_by) { |reference, algorithm| digests[[algorithm, reference]] }
  define_method(:combinations_of) { |algorithm| combinations[algorithm] }

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

  # The same for each algorithm, of which the block gives what is actual and what is expected.
  def disagreements_of(algorithms)
    algorithms.to_h { |algorithm| [algorithm, disagreements(*yield(algorithm))] }
              .reject { |_, labels| labels.empty? }
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

      it "agrees with #{reference} on up to a hundred messages at once, of unequal lengths, in any order" do
        expected = crowds_of(digests_by(reference, algorithm).fetch("many").values)

        expect(expected.size).to eq 101
        expect(disagreements(transcript.dig("parity", algorithm, "crowds"), expected)).to eq []
      end

      it "agrees with #{reference} on files of such lengths, all algorithms in one read" do
        expected = digests_by(reference, algorithm).slice("lengths", "boundaries").values.inject(:merge)
        files = transcript["files"].transform_values { |checksums| checksums[algorithm] }

        expect(files.size).to eq Inputs.file_lengths.size
        expect(disagreements(files, expected.slice(*files.keys))).to eq []
      end

      it "agrees with #{reference} on files of such lengths side by side" do
        expected = digests_by(reference, algorithm).slice("lengths", "boundaries").values.inject(:merge)
        alone = transcript.dig("batches", algorithm)
        among_others = transcript.dig("batches", "all").transform_values { |checksums| checksums[algorithm] }

        [alone, among_others].each do |files|
          expect(files.size).to eq Inputs.file_lengths.size
          expect(disagreements(files, expected.slice(*files.keys))).to eq []
        end
      end
    end
  end

  shared_examples "CRCs" do |algorithms|
    models = algorithms.to_h { |algorithm| [algorithm, Vectors.crc(algorithm)] }

    it "have the check value of the catalogue" do
      expect(transcript["catalogue"].slice(*algorithms).transform_values(&:first))
        .to eq models.transform_values(&:check)
    end

    it "leave the residue of the catalogue where a message is followed by its CRC" do
      # Of other widths the CRC ends within a byte, and no message of bytes goes on there.
      whole = models.select { |_, model| (model.width % 8).zero? }

      expect(whole.to_h { |name, model| [name, transcript["catalogue"][name].last ^ model.xorout] })
        .to eq whole.transform_values(&:residue)
    end
  end

  shared_examples "concatenation" do |algorithms|
    with_model = algorithms.select { |algorithm| Vectors.crc(algorithm) }

    define_method(:disagreements_on) do |law|
      disagreements_of(algorithms) do |algorithm|
        splits = digests_by(References.of(algorithm).keys.first, algorithm).fetch("splits")
        [transcript.dig("concatenation", algorithm, law), splits.transform_values(&:hex)]
      end
    end

    it "follows from the parts, whichever two come first" do
      expect(disagreements_on("from the left")).to eq({})
      expect(disagreements_on("from the right")).to eq({})
    end

    it "goes on from a running value", if: algorithms.all? { |algorithm| Swiftsum.respond_to?(algorithm) } do
      expect(disagreements_on("running")).to eq({})
    end

    it "follows as by the definition, for any value and length", if: with_model.any? do
      expect(with_model.to_h { |algorithm| [algorithm, transcript.dig("concatenation", algorithm, "of numbers")] })
        .to eq(with_model.to_h { |algorithm| [algorithm, combinations_of(algorithm)] })
    end
  end

  named, of_the_catalogue = Swiftsum.algorithms.partition { |algorithm| Inputs.every(algorithm.name) == 1 }

  shared_examples "conformance" do |instruction_set|
    it "uses #{instruction_set}" do
      expect(transcript["instruction_set"]).to eq instruction_set
    end

    it "reads Strings where they stand, at every place of a cache line" do
      expect(transcript["alignments"].uniq.sort).to eq [*0..63]
    end

    named.each do |algorithm|
      describe algorithm.name do
        include_examples "parity", algorithm.name
        include_examples "CRCs", [algorithm.name] if Vectors.crc(algorithm.name)
        include_examples "concatenation", [algorithm.name] if algorithm.combinable?
      end
    end

    describe "The CRCs of the catalogue" do
      names = of_the_catalogue.map(&:name)

      inputs.each do |list, promise|
        it "agree with the definition on a sample of #{promise}" do
          disagreements = disagreements_of(names) do |name|
            [transcript.dig("parity", name, list), digests_by("the definition", name).fetch(list)]
          end

          expect(disagreements).to eq({})
        end
      end

      it "agree with the definition on several messages at once" do
        disagreements = disagreements_of(names) do |name|
          [transcript.dig("parity", name, "crowds"), crowds_of(digests_by("the definition", name).fetch("many").values)]
        end

        expect(disagreements).to eq({})
      end

      include_examples "CRCs", names
      include_examples "concatenation", of_the_catalogue.select(&:combinable?).map(&:name)
    end

    Vectors.short_messages.each do |vectors|
      it "has NIST's digests of short messages for #{vectors.algorithm}" do
        expect(transcript.dig("short_messages", vectors.algorithm)).to eq vectors.digests.values
      end
    end

    Vectors.published.each do |vectors|
      it "has the digests that were published with #{vectors.algorithm}" do
        expect(transcript.dig("short_messages", vectors.algorithm)).to eq vectors.digests.values
      end
    end

    Vectors.monte_carlo.each do |vectors|
      it "follows NIST's Monte Carlo chain for #{vectors.algorithm}" do
        expect(transcript.dig("monte_carlo", vectors.algorithm)).to eq vectors.digests
      end
    end

    Vectors.xxhash.each do |vectors|
      it "has the digests of the xxHash vectors for #{vectors.algorithm}, with each seed" do
        expect(transcript.dig("xxhash", vectors.algorithm)).to eq vectors.digests.values
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
      expect(References.combinations("crc32"))
        .to eq(Inputs.combinations(32).map { |arguments| Zlib.crc32_combine(*arguments) })
    end
  end
end
