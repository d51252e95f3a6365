# frozen_string_literal: true

require "json"
require "stringio"

require_relative "support/ruby_process"

RSpec.describe Swiftsum::Checksum do
  include RubyProcess

  let(:checksum) { described_class.new(:crc32, "\xCB\xF4\x39\x26") }

  it "is, in JSON, what parse reads" do
    expect(JSON.parse([checksum, { sum: checksum }].to_json)).to eq ["crc32:cbf43926", { "sum" => "crc32:cbf43926" }]
    expect(JSON.generate(checksum)).to eq '"crc32:cbf43926"'
    expect(described_class.parse(JSON.parse(checksum.to_json))).to eq checksum
    expect(JSON.generate(Swiftsum.checksum(__FILE__, "CRC-16/XMODEM"))).to match(%r{\A"CRC-16/XMODEM:\h{4}"\z})
  end

  it "is so without the json library" do
    expect(run_ruby("require 'swiftsum'; print Swiftsum::Checksum.new(:crc32, 'abcd').to_json, defined?(JSON).inspect"))
      .to eq '"crc32:61626364"nil'
  end

  # As ActiveSupport's encoder does: it asks everything for as_json, with options or without.
  it "is so for an encoder that asks for as_json" do
    expect([checksum.as_json, checksum.as_json({ only: [:a] }), checksum.as_json(nil)]).to all eq "crc32:cbf43926"
    expect(checksum.algorithm.as_json(nil)).to eq "crc32"
  end

  it "is a Hash of its algorithm and its digits, and has patterns" do
    expect(checksum.to_h).to eq algorithm: :crc32, hexdigest: "cbf43926"
    matched = case checksum
              in { algorithm: :sha256 } then nil
              in { algorithm: :crc32, hexdigest:, bytes: } then [hexdigest, bytes]
              end
    expect(matched).to eq ["cbf43926", "\xCB\xF4\x39\x26".b]
  end

  it "has an order: by the algorithm's name, then by the bytes" do
    sums = [%w[md5 b], %w[crc32 z], %w[md5 a], %w[crc32 a]].map do |name, byte|
      described_class.new(name, byte * Swiftsum::Algorithm[name].digest_length)
    end

    expect(sums.sort).to eq sums.values_at(3, 1, 2, 0)
    expect(checksum <=> described_class.new(:crc32, checksum.bytes)).to eq 0
    expect(checksum <=> "crc32:cbf43926").to be_nil
  end

  it "matches a source or not" do
    expect(checksum.matches?(StringIO.new("123456789"))).to be true
    expect(checksum.matches?(StringIO.new("12345678"))).to be false
    expect(Swiftsum.checksum(__FILE__, :blake3).matches?(__FILE__, settle: 0)).to be true
    expect { checksum.matches?("missing") }.to raise_error Errno::ENOENT
    expect { |block| checksum.matches?(StringIO.new("12"), &block) }.to yield_with_args(2, 0)
  end
end
