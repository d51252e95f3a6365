# frozen_string_literal: true

require "json"
require "open3"

require_relative "support/libxxhash"

# What algorithms can be told, against other implementations.
RSpec.describe "Parameters" do
  random = Random.new(7)

  describe "of BLAKE2" do
    hashlib = <<~PYTHON
      import hashlib, json, sys
      for line in sys.stdin:
          name, message, length, key, salt, person = json.loads(line)
          of = bytes.fromhex
          digest = getattr(hashlib, name)(of(message), digest_size=length, key=of(key), salt=of(salt), person=of(person))
          print(digest.hexdigest())
    PYTHON

    { Swiftsum::BLAKE2B => [64, 16], Swiftsum::BLAKE2S => [32, 8] }.each do |type, (longest, salt_length)|
      it "give what Python's hashlib gives, for #{type.algorithm}" do
        cases = Array.new(300) do
          { message: random.bytes(random.rand(400)), digest_length: random.rand(1..longest),
            key: random.bytes(random.rand(1..longest)), salt: random.bytes(random.rand(0..salt_length)),
            personalization: random.bytes(random.rand(0..salt_length)) }
        end
        lines = cases.map do |values|
          values = values.values.map { |value| value.is_a?(String) ? value.unpack1("H*") : value }
          [type.algorithm.name, *values].to_json
        end
        output, status = Open3.capture2("python3", "-c", hashlib, stdin_data: lines.join("\n"))

        expect(status).to be_success
        expect(cases.map { |values| type.new(**values.except(:message)).update(values[:message]).hexdigest })
          .to eq output.split
      end
    end
  end

  describe "of XXH3" do
    def wide(hash)
      (hash[:high] << 64) | hash[:low]
    end

    lengths = [*0..20, 63, 64, 65, *127..130, *239..242, *1023..1025, 5_000]
    messages = lengths.map { |length| random.bytes(length) }

    it "give what libxxhash gives, for secrets of any length" do
      messages.product([136, 137, 192, 200, 1_000]) do |message, length|
        secret = random.bytes(length)
        input = [message, message.bytesize, secret, length]

        expect(Swiftsum::XXH3_64.new(secret:).update(message).to_i).to eq LibXXHash.XXH3_64bits_withSecret(*input)
        expect(Swiftsum::XXH3_128.new(secret:).update(message).to_i)
          .to eq wide(LibXXHash.XXH3_128bits_withSecret(*input))
      end
    end

    it "give what libxxhash gives, for seeds of 64 bits" do
      messages.product([1, 1 << 31, 1 << 63, (1 << 64) - 1]) do |message, seed|
        input = [message, message.bytesize, seed]

        expect(Swiftsum.xxh3_64(message, seed:)).to eq LibXXHash.XXH3_64bits_withSeed(*input)
        expect(Swiftsum.xxh3_128(message, seed:)).to eq wide(LibXXHash.XXH3_128bits_withSeed(*input))
      end
    end
  end

  describe "that are a seed" do
    forms = {
      xxh32: [Swiftsum::XXH32, 32], xxh64: [Swiftsum::XXH64, 64], xxh3_64: [Swiftsum::XXH3_64, 64],
      xxh3_128: [Swiftsum::XXH3_128, 64]
    }

    forms.each do |function, (type, bits)|
      it "give the same in both forms, for #{function}" do
        [0, 1, (1 << bits) - 1, -1, -(1 << (bits - 1)), nil, 1.0].each do |seed|
          expect(type.new(seed:).update("abc").to_i).to eq Swiftsum.public_send(function, "abc", seed:)
          expect(type.hexdigest("abc", seed:).hex).to eq Swiftsum.public_send(function, "abc", seed:)
        end
      end

      it "are refused in both forms alike, for #{function}" do
        { 1 << bits => RangeError, -(1 << (bits - 1)) - 1 => RangeError, "1" => TypeError, :a => TypeError,
          true => TypeError }.each do |seed, error|
          expect { type.new(seed:) }.to raise_error error
          expect { Swiftsum.public_send(function, "abc", seed:) }.to raise_error error
        end
      end
    end
  end
end
