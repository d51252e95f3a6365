# frozen_string_literal: true

require "csv"
require "json"

# Published test vectors, as their publishers write them. See spec/vectors.
module Vectors
  FOLDER = File.expand_path("../vectors", __dir__)

  # Messages with their digests, in hexadecimal.
  ShortMessages = Struct.new(:algorithm, :digests)

  # A chain of digests that begins with a seed.
  MonteCarlo = Struct.new(:algorithm, :seed, :digests)

  # Messages with their digests, in hexadecimal, of algorithms that NIST has no files for: those of RIPEMD-160 are from
  # the paper that defines it, those of SM3 from GB/T 32905-2016, A.1 and A.2.
  Published = Struct.new(:algorithm, :digests)

  # Digests in hexadecimal, by the lengths of inputs and by seeds.
  Seeded = Struct.new(:algorithm, :digests)

  # An entry of the catalogue of parametrised CRC algorithms (G. Cook, reveng.sourceforge.io/crc-catalogue).
  CRC = Struct.new(:name, :width, :poly, :init, :refin, :refout, :xorout, :check, :residue)

  # Of the CRCs to which the registry gives a shorter name.
  CATALOGUE_NAMES = {
    "crc32" => "CRC-32/ISO-HDLC", "crc32c" => "CRC-32/ISCSI",
    "crc64nvme" => "CRC-64/NVME", "crc64xz" => "CRC-64/XZ"
  }.freeze

  # What the check values of the catalogue are of.
  CHECKED = "123456789"

  BOOLEANS = { "true" => true, "false" => false }.freeze
  private_constant :BOOLEANS

  class << self
    # NIST CAVP, SHAVS: of every algorithm that has a file.
    #
    # @return [Array<ShortMessages>]
    def short_messages
      nist("ShortMsg") do |algorithm, text|
        digests = text.scan(/^Len = (\d+)\s+Msg = (\h+)\s+MD = (\h+)/).to_h do |bits, message, digest|
          [[message].pack("H*").byteslice(0, bits.to_i / 8), digest]
        end
        ShortMessages.new(algorithm, digests)
      end
    end

    # @return [Array<MonteCarlo>]
    def monte_carlo
      nist("Monte") do |algorithm, text|
        MonteCarlo.new(algorithm, text[/^Seed = (\h+)/, 1], text.scan(/^MD = (\h+)/).flatten)
      end
    end

    # @return [Array<Published>]
    def published
      rows = CSV.read(File.join(FOLDER, "published.csv"), headers: true).group_by { |row| row["algorithm"] }
      rows.map do |algorithm, list|
        Published.new(algorithm, list.to_h { |row| [row["message"].to_s * row["times"].to_i, row["digest"]] })
      end
    end

    # @return [Hash] as the file has it: `key`, `context_string` and `cases`
    def blake3
      @blake3 ||= JSON.parse(File.read(File.join(FOLDER, "blake3.json")))
    end

    # @return [Array<Seeded>]
    def xxhash
      rows = CSV.read(File.join(FOLDER, "xxhash.csv"), headers: true)
      (rows.headers - %w[length seed]).map do |algorithm|
        Seeded.new(algorithm, rows.to_h { |row| [[row["length"].to_i, seed(algorithm, row["seed"])], row[algorithm]] })
      end
    end

    # @param length [Integer]
    # @return [String] the input of the BLAKE3 and xxHash vectors: 0, 1, … 250, 0, 1, …
    def input(length)
      ([*0..250].pack("C*") * ((length / 251) + 1)).byteslice(0, length)
    end

    # @param algorithm [String] its name in the registry
    # @return [CRC, nil]
    def crc(algorithm)
      catalogue[CATALOGUE_NAMES.fetch(algorithm, algorithm)]
    end

    # @return [Hash{String => CRC}] by name
    def catalogue
      @catalogue ||= File.readlines(File.join(FOLDER, "crc_catalogue.csv"), chomp: true).drop(1).to_h do |line|
        name, *numbers = line.split(",")
        [name, CRC.new(name, *numbers.map { |number| BOOLEANS.fetch(number) { Integer(number) } })]
      end
    end

    private

    # XXH32 takes 32 bits of it.
    def seed(algorithm, text)
      algorithm == "xxh32" ? Integer(text) % (1 << 32) : Integer(text)
    end

    def nist(kind)
      paths = Dir.glob(File.join(FOLDER, "nist", "*#{kind}.rsp"))
      raise "no vectors in #{FOLDER}" if paths.empty?

      paths.sort.map { |path| yield File.basename(path, "#{kind}.rsp").downcase, File.read(path) }
    end
  end
end
