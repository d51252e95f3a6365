# frozen_string_literal: true

# What one call costs on 64 bytes, from Ruby: how little our methods add to the native function, and how they stand
# beside those that Ruby comes with. And what else is done with little input: a digest that is made for it, copied, or
# read from a short file.
#
#   ruby bench/calls.rb [--json PATH]

require "digest"
require "openssl"
require "optparse"
require "tmpdir"
require "zlib"

require_relative "../lib/swiftsum"
require_relative "contest/bar"
require_relative "contest/results"
require_relative "contest/rounds"
require_relative "contest/ruby_code"
require_relative "contest/table"

# The native functions, and nothing else.
module Bare
  extend FFI::Library

  ffi_lib Swiftsum::Native::Library.locate
  attach_function :crc32, :swiftsum_crc32, %i[uint32 buffer_in size_t], :uint32
  attach_function :crc32c, :swiftsum_crc32c, %i[uint32 buffer_in size_t], :uint32
  attach_function :digest, :swiftsum_digest, %i[uint32 buffer_in size_t buffer_out size_t], :int

  MD5, SHA512 = %w[md5 sha512].map { |name| Swiftsum::Algorithm.fetch(name).number }
  DIGEST = "\0" * 64
end

STRING = Random.bytes(64)
HUNDRED = Random.bytes(100)
KEY = Random.bytes(32)
OURS, THEIRS = [Swiftsum::SHA256, Digest::SHA256].map { |type| type.new.update(HUNDRED) }

FOLDER = Dir.mktmpdir
at_exit { FileUtils.remove_entry(FOLDER) }
EMPTY, PAGE = [0, 4096].map do |length|
  File.join(FOLDER, length.to_s).tap { |path| File.binwrite(path, Random.bytes(length)) }
end

# Ours stands first, then what it is compared with, and how many times as long as that ours may take.
CALLS = {
  "Swiftsum.crc32(string)" => {
    "Bare.crc32(0, string, 64)" => 1.7, "Bare.crc32(0, string, string.bytesize)" => nil, "Zlib.crc32(string)" => nil
  },
  "Swiftsum.crc32c(string)" => { "Bare.crc32c(0, string, 64)" => 1.7 },
  "Swiftsum::SHA256.hexdigest(string)" => {
    "Digest::SHA256.hexdigest(string)" => 1.0, "OpenSSL::Digest::SHA256.hexdigest(string)" => 1.0
  },
  "Swiftsum::MD5.digest(string)" => {
    "Digest::MD5.digest(string)" => 1.1, "Bare.digest(Bare::MD5, string, 64, Bare::DIGEST, 16)" => nil
  },
  "Swiftsum::SHA512.digest(string)" => {
    "Digest::SHA512.digest(string)" => 1.1, "Bare.digest(Bare::SHA512, string, 64, Bare::DIGEST, 64)" => nil
  },
  "Swiftsum.adler32(string)" => { "Zlib.adler32(string)" => nil },
  "Swiftsum.crc('CRC-16/XMODEM', string)" => {},
  "(Swiftsum::SHA256.new << HUNDRED).hexdigest" => { "(Digest::SHA256.new << HUNDRED).hexdigest" => 1.5 },
  "OURS.dup" => { "THEIRS.dup" => 3.0 },
  "Swiftsum::BLAKE3.hexdigest(string, key: KEY)" => {
    "OpenSSL::HMAC.hexdigest('SHA256', KEY, string)" => nil
  },
  "Swiftsum::SHA256.file(EMPTY).hexdigest" => { "Digest::SHA256.file(EMPTY).hexdigest" => 1.2 },
  "Swiftsum::SHA256.file(PAGE).hexdigest" => { "Digest::SHA256.file(PAGE).hexdigest" => 0.8 },
  "Swiftsum.checksum(PAGE)" => { "File.binread(PAGE)" => nil }
}.freeze

options = ARGV.getopts("", "json:")

rounds = CALLS.map do |ours, others|
  Contest::Rounds.new([ours, *others.keys].map { |code| Contest::RubyCode.new(code, string: STRING) })
end
8.times { rounds.each { |contest| contest.run(0.2) } }
times = rounds.map(&:best).reduce(:merge)

table = Contest::Table.new("One call, on 64 bytes unless it says otherwise", "ns", "ours / this")
bars = CALLS.flat_map do |ours, others|
  table.row(ours, format("%.0f", times[ours] * 1e9), "")
  others.filter_map do |other, most|
    ratio = times[ours] / times[other]
    table.row("  #{other}", format("%.0f", times[other] * 1e9), format("%.2f", ratio))
    Contest::Bar.new("#{ours} / #{other}, time of a call", ..most, ratio) if most
  end
end

puts table, "", bars, ""
Contest::Results.add(options["json"], :calls, seconds: times, bars: bars.map(&:to_h))
