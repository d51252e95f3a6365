# frozen_string_literal: true

require "digest"
require "digest/bubblebabble"
require "pathname"
require "tempfile"

RSpec.describe Swiftsum::Digest do
  # What a program sees of a value, and does not depend on the algorithm.
  def self.traits(value)
    case value
    when Digest::Instance then :digest
    when String then [value.encoding, value.frozen?]
    else value
    end
  end

  # What a program sees of an operation.
  def self.behaviour(digest_class)
    traits(yield(digest_class))
  rescue StandardError => e
    [e.class, e.message[/\A.*?(?= for |$)/]]
  end

  convertible = Struct.new(:to_str)

  # Operations on a Digest class, or on a digest of it.
  contract = {
    "digest" => ->(type) { type.digest("abc") },
    "hexdigest" => ->(type) { type.hexdigest("abc") },
    "base64digest" => ->(type) { type.base64digest("abc") },
    "bubblebabble" => ->(type) { type.bubblebabble("abc") },
    "digest of nil" => ->(type) { type.digest(nil) },
    "hexdigest of nil" => ->(type) { type.hexdigest(nil) },
    "base64digest of nil" => ->(type) { type.base64digest(nil) },
    "hexdigest of an Integer" => ->(type) { type.hexdigest(1) },
    "hexdigest of a Symbol" => ->(type) { type.hexdigest(:abc) },
    "hexdigest of what converts to a String" => ->(type) { type.hexdigest(convertible.new("abc")) },
    "a file that is there" => ->(type) { type.file(__FILE__) },
    "a file that is not there" => ->(type) { type.file("/nonexistent").then { nil } },
    "a file of nil" => ->(type) { type.file(nil) },
    "a file whose name has a NUL" => ->(type) { type.file("a\0b") },
    "#update" => ->(type) { type.new.update("abc") },
    "#update with nil" => ->(type) { type.new.update(nil) },
    "#<< with an Integer" => ->(type) { type.new << 1 },
    "#update with what converts to a String" => ->(type) { type.new.update(convertible.new("abc")) },
    "#update when frozen" => ->(type) { type.new.freeze.update("abc") },
    "#update returning itself" => ->(type) { type.new.then { |digest| digest.update("").equal?(digest) } },
    "#<< returning itself" => ->(type) { type.new.then { |digest| (digest << "").equal?(digest) } },
    "#reset returning itself" => ->(type) { type.new.then { |digest| digest.reset.equal?(digest) } },
    "#file returning itself" => ->(type) { type.new.then { |digest| digest.file(__FILE__).equal?(digest) } },
    "#reset" => ->(type) { type.new.update("abc").reset == type.new },
    "#digest" => ->(type) { type.new.digest },
    "#digest of nil" => ->(type) { type.new.digest(nil) },
    "#digest of an Integer" => ->(type) { type.new.digest(1) },
    "#hexdigest" => ->(type) { type.new.hexdigest },
    "#base64digest" => ->(type) { type.new.base64digest },
    "#bubblebabble" => ->(type) { type.new.bubblebabble },
    "#digest!" => ->(type) { type.new.digest! },
    ".digest of bytes that Ruby knows" => lambda do |type|
      digest = type.digest("abc")
      digest.ascii_only? == digest.bytes.all?(0..127)
    end,
    "#hexdigest!" => ->(type) { type.new.hexdigest! },
    "#base64digest!" => ->(type) { type.new.base64digest! },
    "#to_s" => ->(type) { type.new.to_s },
    "#inspect" => ->(type) { type.new.inspect.sub(type.name, "Digest").match?(/\A#<Digest: \h+>\z/) },
    "#length as #digest_length" => ->(type) { type.new.then { |digest| digest.length == digest.digest_length } },
    "#size as #length" => ->(type) { type.new.then { |digest| digest.size == digest.length } },
    "#new" => ->(type) { type.new.update("abc").new == type.new },
    "#== with a digest" => ->(type) { type.new == type.new.update("") },
    "#== with another digest" => ->(type) { type.new == type.new.update("abc") },
    "#== with its digits" => ->(type) { type.new == type.new.hexdigest },
    "#== with its bytes" => ->(type) { type.new == type.new.digest },
    "#== with nil" => ->(type) { type.new.nil? },
    "#== with an Integer" => ->(type) { type.new == 1 },
    "#eql?" => ->(type) { type.new.eql?(type.new) },
    "an argument too many" => ->(type) { type.new(1) },
    "Marshal" => ->(type) { Marshal.dump(type.new).then { nil } && nil },
    "#finish from outside" => ->(type) { type.new.finish.then { nil } }
  }

  Swiftsum.algorithms.map(&:digest_class).each do |type|
    describe type do
      contract.each do |operation, call|
        it "behaves as Digest::SHA256: #{operation}" do
          ours, theirs = [type, Digest::SHA256].map { |digest| self.class.superclass.behaviour(digest, &call) }

          expect(ours).to eq theirs
        end
      end
    end
  end
end
