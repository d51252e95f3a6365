# frozen_string_literal: true

require_relative "../../support/vectors"

# What published vectors tell the answer of.
module KnownAnswers
  class << self
    def short_messages
      (Vectors.short_messages + Vectors.published).to_h do |vectors|
        hash = Swiftsum::Algorithm.fetch(vectors.algorithm).digest_class
        [vectors.algorithm, vectors.digests.keys.map { |message| hash.hexdigest(message) }]
      end
    end

    # The last of a thousand digests is the seed of the next thousand.
    def monte_carlo
      Vectors.monte_carlo.to_h do |vectors|
        hash = Swiftsum::Algorithm.fetch(vectors.algorithm).digest_class
        step = vectors.algorithm.start_with?("sha3_") ? :sha3_thousandth : :thousandth
        seed = [vectors.seed].pack("H*")
        [vectors.algorithm, vectors.digests.map { (seed = send(step, hash, seed)).unpack1("H*") }]
      end
    end

    # By mode, for each case: the extended output, and that of the default length.
    def blake3
      key, context = Vectors.blake3.values_at("key", "context_string")
      { "hash" => {}, "keyed_hash" => { key: }, "derive_key" => { context: } }.transform_values do |parameters|
        Vectors.blake3["cases"].map do |vector|
          input = Vectors.input(vector["input_len"])
          [{ digest_length: vector["hash"].size / 2 }, {}]
            .map { |length| Swiftsum::BLAKE3.new(**parameters, **length).update(input).hexdigest }
        end
      end
    end

    def xxhash
      Vectors.xxhash.to_h do |vectors|
        hash = Swiftsum::Algorithm.fetch(vectors.algorithm).digest_class
        digests = vectors.digests.keys.map { |length, seed| hash.new(seed:).update(Vectors.input(length)).hexdigest }
        [vectors.algorithm, digests]
      end
    end

    # Of each CRC, the check value, and what comes of a message that its CRC follows.
    def catalogue
      crcs = Swiftsum.algorithms.select { |algorithm| Vectors.crc(algorithm.name) }
      crcs.to_h do |algorithm|
        hash = algorithm.digest_class
        texts = [Vectors::CHECKED, codeword(hash, Vectors.crc(algorithm.name))]
        [algorithm.name, texts.map { |text| hash.new.update(text).to_i }]
      end
    end

    private

    # SHAVS 6.4: a message is the last three digests.
    def thousandth(hash, seed)
      a = b = c = seed
      1000.times { a, b, c = b, c, hash.digest("#{a}#{b}#{c}") }
      c
    end

    # SHA3VS 6.2.3: a message is the last digest.
    def sha3_thousandth(hash, seed)
      1000.times { seed = hash.digest(seed) }
      seed
    end

    # The bits of a CRC follow in the order in which those of the message are taken.
    def codeword(hash, model)
      digest = hash.digest(Vectors::CHECKED)
      Vectors::CHECKED + (model.refin ? digest.reverse : digest)
    end
  end
end
