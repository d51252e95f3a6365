# frozen_string_literal: true

require "did_you_mean"

module Swiftsum
  class Algorithm
    # What people call algorithms. A frozen value, which Ractors may share.
    #
    # @api private
    class Names
      # The names that xxhsum, and OpenSSL from 3.0 on, have for digests; and the other names that the catalogue of CRC
      # RevEng has for its CRCs. "CKSUM" is not among them: that is the checksum of the program, which counts the length
      # of its input too.
      ALIASES = {
        "xxh3_64" => %w[XXH3],
        "xxh3_128" => %w[XXH128],
        "sha224" => %w[SHA2-224],
        "sha256" => %w[SHA2-256],
        "sha384" => %w[SHA2-384],
        "sha512" => %w[SHA2-512],
        "sha512_224" => %w[SHA2-512/224],
        "sha512_256" => %w[SHA2-512/256],
        "blake2b" => %w[BLAKE2b-512],
        "blake2s" => %w[BLAKE2s-256],
        "crc32" => %w[CRC-32/ISO-HDLC CRC-32/ADCCP CRC-32/V-42 CRC-32/XZ PKZIP],
        "crc32c" => %w[CRC-32/ISCSI CRC-32/BASE91-C CRC-32/CASTAGNOLI CRC-32/INTERLAKEN CRC-32/NVME],
        "crc64xz" => %w[CRC-64/GO-ECMA],
        "CRC-4/G-704" => %w[CRC-4/ITU],
        "CRC-5/EPC-C1G2" => %w[CRC-5/EPC],
        "CRC-5/G-704" => %w[CRC-5/ITU],
        "CRC-6/G-704" => %w[CRC-6/ITU],
        "CRC-7/MMC" => %w[CRC-7],
        "CRC-8/I-432-1" => %w[CRC-8/ITU],
        "CRC-8/MAXIM-DOW" => %w[CRC-8/MAXIM DOW-CRC],
        "CRC-8/SMBUS" => %w[CRC-8],
        "CRC-8/TECH-3250" => %w[CRC-8/AES CRC-8/EBU],
        "CRC-10/ATM" => %w[CRC-10 CRC-10/I-610],
        "CRC-11/FLEXRAY" => %w[CRC-11],
        "CRC-12/DECT" => %w[X-CRC-12],
        "CRC-12/UMTS" => %w[CRC-12/3GPP],
        "CRC-15/CAN" => %w[CRC-15],
        "CRC-16/ARC" => %w[ARC CRC-16 CRC-16/LHA CRC-IBM],
        "CRC-16/DECT-R" => %w[R-CRC-16],
        "CRC-16/DECT-X" => %w[X-CRC-16],
        "CRC-16/GENIBUS" => %w[CRC-16/DARC CRC-16/EPC CRC-16/EPC-C1G2 CRC-16/I-CODE],
        "CRC-16/IBM-3740" => %w[CRC-16/AUTOSAR CRC-16/CCITT-FALSE],
        "CRC-16/IBM-SDLC" => %w[CRC-16/ISO-HDLC CRC-16/ISO-IEC-14443-3-B CRC-16/X-25 CRC-B X-25],
        "CRC-16/ISO-IEC-14443-3-A" => %w[CRC-A],
        "CRC-16/KERMIT" => %w[CRC-16/BLUETOOTH CRC-16/CCITT CRC-16/CCITT-TRUE CRC-16/V-41-LSB CRC-CCITT KERMIT],
        "CRC-16/MAXIM-DOW" => %w[CRC-16/MAXIM],
        "CRC-16/MODBUS" => %w[MODBUS],
        "CRC-16/PROFIBUS" => %w[CRC-16/IEC-61158-2],
        "CRC-16/SPI-FUJITSU" => %w[CRC-16/AUG-CCITT],
        "CRC-16/UMTS" => %w[CRC-16/BUYPASS CRC-16/VERIFONE],
        "CRC-16/XMODEM" => %w[CRC-16/ACORN CRC-16/LTE CRC-16/V-41-MSB XMODEM ZMODEM],
        "CRC-24/OPENPGP" => %w[CRC-24],
        "CRC-32/AIXM" => %w[CRC-32Q],
        "CRC-32/BASE91-D" => %w[CRC-32D],
        "CRC-32/BZIP2" => %w[CRC-32/AAL5 CRC-32/DECT-B B-CRC-32],
        "CRC-32/CKSUM" => %w[CRC-32/POSIX],
        "CRC-32/JAMCRC" => %w[JAMCRC],
        "CRC-32/XFER" => %w[XFER],
        "CRC-64/ECMA-182" => %w[CRC-64]
      }.freeze
      # Of more names than that which begin as an unknown one does, none is meant in particular.
      MOST_MEANT = 8
      private_constant :ALIASES, :MOST_MEANT

      # @param algorithms [Array<Algorithm>] of two whose names people's spelling doesn't tell apart, such as "crc64xz"
      #   and "CRC-64/XZ", the first has it; and a name of its own comes before another's alias
      # @param unlisted [Array<Algorithm>] which are found, but never suggested
      def initialize(algorithms, unlisted)
        own = by_name(algorithms)
        all = own.merge(own_names.transform_values { |name| own.fetch(name) })
        @dictionary = all.keys
        @algorithms = [*all, *by_name(unlisted)].reverse.to_h.transform_keys { |name| key(name) }.merge(own)
        Ractor.make_shareable(self)
      end

      # @param name [Object]
      # @return [Algorithm, nil]
      def [](name)
        @algorithms[name.to_s] || @algorithms[key(name)]
      end

      # @param name [Object] that no algorithm has
      # @return [String] what to say of it
      def unknown(name)
        # No name is as long as that; to compare takes time by its length.
        name = name.to_s.b[0, 64]
        *others, last = nearest(name)
        meant = others.empty? ? last : "#{others.join(', ')} or #{last}"
        list = "Swiftsum.algorithms and 'swiftsum algorithms' list those that there are"
        "unknown algorithm #{name.inspect}; #{meant ? "did you mean #{meant}?" : list}"
      end

      private

      # Those that begin like that; or else, of all that are alike, those that take the fewest changes. One of each
      # algorithm, rather its own than another.
      def nearest(name)
        longer = beginning(key(name))
        return one_of_each(longer) unless longer.empty?

        alike = DidYouMean::SpellChecker.new(dictionary: @dictionary).correct(name)
        _, nearest = alike.group_by { |other| DidYouMean::Levenshtein.distance(other.downcase, name.downcase) }.min
        one_of_each(nearest || [])
      end

      def beginning(key)
        key.empty? ? [] : @dictionary.select { |other| key(other).start_with?(key) }
      end

      # None, if they are many.
      def one_of_each(names)
        names = names.uniq { |name| self[name] }
        names.size > MOST_MEANT ? [] : names
      end

      def by_name(algorithms)
        algorithms.to_h { |algorithm| [algorithm.name, algorithm] }
      end

      # By alias.
      def own_names
        ALIASES.flat_map { |name, aliases| aliases.product([name]) }.to_h
      end

      # People write SHA256, SHA-256 and sha256 for the same.
      def key(name)
        name.to_s.b.downcase.tr("-_/", "")
      end
    end
    private_constant :Names
  end
end
