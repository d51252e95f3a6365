# frozen_string_literal: true

require "digest"
require "fileutils"
require "tmpdir"
require_relative "ruby_process"

# Files for Swiftsum.each_checksum, in a folder of their own, and what each is to have.
module ManyFiles
  # Sizes about those at which a file goes another way: a block, small and long files, pieces of lanes, buffers.
  SIZES = [0, 1, 55, 56, 63, 64, 65, 119, 127, 128, 129, 1000, 4095, 4096, 32_767, 32_768, 32_769, 65_534, 65_535,
           65_536, 65_537, 100_000, 262_143, 262_144, 262_145, 1 << 20].freeze

  def self.included(group)
    group.include RubyProcess
    group.around { |example| Dir.mktmpdir { |folder| Dir.chdir(folder) { example.run } } }
    group.let(:random) { Random.new(RSpec.configuration.seed) }
  end

  def write(path, length = random.rand(20_000))
    FileUtils.mkdir_p(File.dirname(path))
    File.binwrite(path, random.bytes(length))
    path
  end

  def sha256(path)
    Digest::SHA256.file(path).hexdigest
  end

  # Native objects and descriptors.
  def held
    [Swiftsum.live_objects, Dir.children("/dev/fd").size]
  end

  def leaves_nothing_behind
    GC.disable
    before = held
    yield
    expect(held).to eq before
  ensure
    GC.enable
  end
end
