# frozen_string_literal: true

require_relative "../support/vectors"

# What is hashed. The program under test and the references have it from here, so that they mean the same.
#
# Messages, or their pieces, come in lists by their labels. Of n, `every` n leaves one.
module Inputs
  LONGEST = 1 << 20

  BYTES = Random.new(1).bytes(LONGEST + 64).freeze

  # Where something ends: words, vectors, blocks, chunks, groups of chunks.
  EDGES = [0, 1, 15, 16, 17, 63, 64, 65, 255, 256, 257, 1023, 1024, 1025, 16_384, 33_000].freeze

  # What algorithms work through at a time.
  BLOCKS = [64, 72, 104, 128, 136, 144, 168, 1024].freeze

  # What a copy is told and the original is not.
  TAIL = BYTES.byteslice(-65..).freeze

  class << self
    # CRCs of the catalogue differ in their constants only: a few messages tell. (None of 2 or 4 in particular. Of the
    # one that is computed otherwise, `crc_spec.rb` has more.)
    #
    # @param algorithm [String]
    # @return [Integer]
    def every(algorithm)
      Vectors.catalogue.key?(algorithm) ? 61 : 1
    end

    # @return [Hash{String => Hash{String => String}}]
    def messages(every = 1)
      all_messages.transform_values { |list| thinned(list, every) }
    end

    # @return [Hash{String => Array<String>}]
    def splits(every = 1)
      thinned(all_splits, every)
    end

    # After each piece of these a copy is made.
    #
    # @return [Hash{String => Array<String>}]
    def copied_splits(every = 1)
      thinned(all_splits.first(40), every)
    end

    # Messages of unequal lengths, to be digested in one call.
    #
    # @return [Hash{String => String}]
    def many(every = 1)
      thinned(all_many, every)
    end

    # Of how many messages, and of which: every count that there can be, each in another order.
    #
    # @param list [Array] the messages of {many}, or what stands for them
    # @return [Hash{String => Array}]
    def crowds(list)
      (0..list.size).to_h { |count| ["#{count} at once", list.rotate(count).first(count)] }
    end

    # @return [Array<Integer>]
    def file_lengths
      around_buffers = (12..20).flat_map do |exponent|
        [-64, -16, -1, 0, 1, 16, 64].map { |offset| (1 << exponent) + offset }
      end
      [0, 1] + around_buffers
    end

    # @return [Array<(Integer, Integer, Integer)>] two CRCs of so many bits, and a length
    def combinations(bits, every = 1)
      random = Random.new(3)
      lengths = EDGES + (10..62).flat_map { |exponent| [(1 << exponent) - 1, 1 << exponent] }
      lengths.each_slice(every).map { |length,| [random.rand(1 << bits), random.rand(1 << bits), length] }
    end

    private

    def thinned(list, every)
      list.each_slice(every).to_h(&:first)
    end

    def all_messages
      @all_messages ||= {
        "lengths" => of_lengths(0..2049), "boundaries" => of_lengths(boundaries), "alignments" => alignments
      }
    end

    def all_splits
      @all_splits ||= Random.new(2).then do |random|
        (1..200).to_h { |number| ["split #{number}", number.even? ? whole_blocks(random) : pieces(random)] }
      end
    end

    # Most are of a few blocks. Each twenty-fifth is about as long as makes Ruby treat it otherwise; each fourth ends
    # around the end of a chunk.
    def all_many
      @all_many ||= Random.new(4).then do |random|
        (0...100).to_h do |number|
          length = (number % 25).zero? ? 4094 + (number / 25) : length_of_many(random, chunks: (number % 4).zero?)
          ["message #{number}", BYTES.byteslice(random.rand(64), length)]
        end
      end
    end

    def length_of_many(random, chunks:)
      chunks ? (random.rand(1..9) * 1024) + random.rand(-1..1) : random.rand(1 << random.rand(11))
    end

    # Each count of chunks that vector lanes can have left over, then the lengths of buffers.
    def boundaries
      (3..34).flat_map { |count| [-1, 0, 1].map { |offset| (count * 1024) + offset } } | file_lengths
    end

    def of_lengths(lengths)
      lengths.to_h { |length| ["#{length} bytes", BYTES.byteslice(0, length)] }
    end

    # A slice that reaches the end of its String shares its memory, so each of these begins one byte further.
    def alignments
      [200, 2_000, 20_000].each_with_object({}) do |length, slices|
        text = BYTES.byteslice(0, length + 63)
        64.times { |offset| slices["bytes #{offset} to #{text.bytesize}"] = text.byteslice(offset..) }
      end
    end

    def whole_blocks(random)
      pieces = pieces(random)
      pieces << BYTES.byteslice(0, -pieces.sum(&:bytesize) % BLOCKS.sample(random:))
    end

    def pieces(random)
      Array.new(random.rand(1..16)) { piece(random) }
    end

    def piece(random)
      length = random.rand(2).zero? ? EDGES.sample(random:) : random.rand(1 << random.rand(15))
      BYTES.byteslice(random.rand(64), length)
    end
  end
end
