# frozen_string_literal: true

require "digest"
require "fiddle"
require "tmpdir"

require_relative "../inputs"

# What other implementations compute as well.
class Parity
  # @return [Hash{String => Hash{String => Hash{String => String}}}] by algorithm, list and label
  def self.digests
    Swiftsum.algorithms.to_h { |algorithm| [algorithm.name, new(algorithm).to_h] }
  end

  # Each length, several algorithms in one read.
  def self.files
    Dir.mktmpdir do |folder|
      path = File.join(folder, "file")
      Inputs.file_lengths.to_h do |length|
        File.binwrite(path, Inputs::BYTES.byteslice(0, length))
        ["#{length} bytes", Swiftsum.checksums(path, *algorithms).transform_values(&:to_s)]
      end
    end
  end

  # Files of all lengths side by side, of each algorithm and of all in one read.
  def self.batches
    Dir.mktmpdir do |folder|
      Inputs.file_lengths.each do |length|
        File.binwrite(File.join(folder, "#{length} bytes"), Inputs::BYTES.byteslice(0, length))
      end
      tree = Swiftsum::Tree.new(folder)
      algorithms.to_h { |algorithm| [algorithm.name, batch(tree, algorithm)] }.merge("all" => batch(tree, *algorithms))
    end
  end

  def self.batch(tree, *algorithms)
    Swiftsum.each_checksum(tree, *algorithms, threads: 2).to_h do |path, checksums|
      [File.basename(path), checksums.is_a?(Hash) ? checksums.transform_values(&:to_s) : checksums.to_s]
    end
  end

  def self.algorithms
    Swiftsum.algorithms.select { |algorithm| Inputs.every(algorithm.name) == 1 }
  end

  private_class_method :batch, :algorithms

  # Where in a cache line those begin that are meant to begin everywhere.
  def self.alignments
    Inputs.messages.fetch("alignments").values.map { |message| Fiddle::Pointer[message].to_i % 64 }
  end

  def initialize(algorithm)
    @hash = algorithm.digest_class
    @every = Inputs.every(algorithm.name)
  end

  def to_h
    Inputs.messages(@every)
          .transform_values { |list| list.transform_values { |message| @hash.hexdigest(message) } }
          .merge("splits" => splits, "copies" => copies, "crowds" => crowds)
  end

  private

  def splits
    Inputs.splits(@every).transform_values { |pieces| pieces.inject(@hash.new, :<<).hexdigest }
  end

  # All at once, on one to three threads. A digest of the digests says as much as they do.
  def crowds
    Inputs.crowds(Inputs.many(@every).values).transform_values do |messages|
      Digest::SHA256.hexdigest(@hash.hexdigest_all(messages, threads: 1 + (messages.size % 3)).join)
    end
  end

  # A copy goes its own way after each piece.
  def copies
    Inputs.copied_splits(@every).each_with_object({}) do |(label, pieces), digests|
      original = @hash.new
      pieces.each.with_index(1) do |piece, count|
        original << piece
        digests["#{label}, #{count} pieces"] = (original.dup << Inputs::TAIL).hexdigest
      end
    end
  end
end
