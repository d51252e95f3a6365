# frozen_string_literal: true

module Swiftsum
  class Algorithm
    # How algorithms are spelled where people write them down: a row for each that is spelled in more ways than one.
    #
    # An algorithm's own name is known everywhere, whatever its case and with or without hyphens. That is all that
    # Subresource Integrity (`sha384`), OCI descriptors (`sha256`) and BagIt (`sha3256`) need, so they have no column.
    #
    # @api private
    module Spellings
      # - `tag`: in a BSD tag line, for the programs that read those know one spelling each, letter for letter: of cksum
      #   and b2sum, rhash, shasum, and xxhsum. Elsewhere it is the name in capitals.
      # - `reversed`: in a tag line of xxhsum whose digest is little-endian
      # - `mark`: before the digest of a GNU line. xxhsum has one for XXH3, because XXH64 has as many digits
      # - `sums`: in the name of a manifest: `B2SUMS`, `a.b3`
      # - `http`: in RFC 9530's registry. Its "sha" is SHA-1, and "unixcksum" counts the length, as cksum does
      # - `openssl`, from OpenSSL 3.0 on
      # - `s3`: where Amazon's object store has another name for it
      # - `catalogue`: the other names that the catalogue of CRC RevEng has. "CKSUM" is not among them: that is the
      #   checksum of the program
      ROWS = {
        "adler32" => { http: "adler" },
        "cksum" => { http: "unixcksum" },
        "md5" => { http: "md5" },
        "sha1" => { http: "sha" },
        "sha224" => { openssl: "SHA2-224" },
        "sha256" => { openssl: "SHA2-256", http: "sha-256" },
        "sha384" => { openssl: "SHA2-384" },
        "sha512" => { openssl: "SHA2-512", http: "sha-512" },
        "sha512_224" => { tag: "SHA512/224", openssl: "SHA2-512/224" },
        "sha512_256" => { tag: "SHA512/256", openssl: "SHA2-512/256" },
        "ripemd160" => { tag: "RMD160" },
        "sha3_224" => { tag: "SHA3-224" },
        "sha3_256" => { tag: "SHA3-256" },
        "sha3_384" => { tag: "SHA3-384" },
        "sha3_512" => { tag: "SHA3-512" },
        "blake2b" => { tag: "BLAKE2b", openssl: "BLAKE2b-512", sums: "b2" },
        "blake2s" => { tag: "BLAKE2s", openssl: "BLAKE2s-256" },
        "blake3" => { sums: "b3" },
        "xxh32" => { reversed: "XXH32_LE" },
        "xxh64" => { reversed: "XXH64_LE", s3: "XXHASH64" },
        "xxh3_64" => { tag: "XXH3", reversed: "XXH3_LE", mark: "XXH3_", s3: "XXHASH3" },
        "xxh3_128" => { tag: "XXH128", reversed: "XXH128_LE", s3: "XXHASH128" },
        "crc32" => { catalogue: %w[CRC-32/ISO-HDLC CRC-32/ADCCP CRC-32/V-42 CRC-32/XZ PKZIP] },
        "crc32c" => {
          http: "crc32c", catalogue: %w[CRC-32/ISCSI CRC-32/BASE91-C CRC-32/CASTAGNOLI CRC-32/INTERLAKEN CRC-32/NVME]
        },
        "crc64xz" => { catalogue: %w[CRC-64/GO-ECMA] },
        "CRC-4/G-704" => { catalogue: %w[CRC-4/ITU] },
        "CRC-5/EPC-C1G2" => { catalogue: %w[CRC-5/EPC] },
        "CRC-5/G-704" => { catalogue: %w[CRC-5/ITU] },
        "CRC-6/G-704" => { catalogue: %w[CRC-6/ITU] },
        "CRC-7/MMC" => { catalogue: %w[CRC-7] },
        "CRC-8/I-432-1" => { catalogue: %w[CRC-8/ITU] },
        "CRC-8/MAXIM-DOW" => { catalogue: %w[CRC-8/MAXIM DOW-CRC] },
        "CRC-8/SMBUS" => { catalogue: %w[CRC-8] },
        "CRC-8/TECH-3250" => { catalogue: %w[CRC-8/AES CRC-8/EBU] },
        "CRC-10/ATM" => { catalogue: %w[CRC-10 CRC-10/I-610] },
        "CRC-11/FLEXRAY" => { catalogue: %w[CRC-11] },
        "CRC-12/DECT" => { catalogue: %w[X-CRC-12] },
        "CRC-12/UMTS" => { catalogue: %w[CRC-12/3GPP] },
        "CRC-15/CAN" => { catalogue: %w[CRC-15] },
        "CRC-16/ARC" => { catalogue: %w[ARC CRC-16 CRC-16/LHA CRC-IBM] },
        "CRC-16/DECT-R" => { catalogue: %w[R-CRC-16] },
        "CRC-16/DECT-X" => { catalogue: %w[X-CRC-16] },
        "CRC-16/GENIBUS" => { catalogue: %w[CRC-16/DARC CRC-16/EPC CRC-16/EPC-C1G2 CRC-16/I-CODE] },
        "CRC-16/IBM-3740" => { catalogue: %w[CRC-16/AUTOSAR CRC-16/CCITT-FALSE] },
        "CRC-16/IBM-SDLC" => { catalogue: %w[CRC-16/ISO-HDLC CRC-16/ISO-IEC-14443-3-B CRC-16/X-25 CRC-B X-25] },
        "CRC-16/ISO-IEC-14443-3-A" => { catalogue: %w[CRC-A] },
        "CRC-16/KERMIT" => {
          catalogue: %w[CRC-16/BLUETOOTH CRC-16/CCITT CRC-16/CCITT-TRUE CRC-16/V-41-LSB CRC-CCITT KERMIT]
        },
        "CRC-16/MAXIM-DOW" => { catalogue: %w[CRC-16/MAXIM] },
        "CRC-16/MODBUS" => { catalogue: %w[MODBUS] },
        "CRC-16/PROFIBUS" => { catalogue: %w[CRC-16/IEC-61158-2] },
        "CRC-16/SPI-FUJITSU" => { catalogue: %w[CRC-16/AUG-CCITT] },
        "CRC-16/UMTS" => { catalogue: %w[CRC-16/BUYPASS CRC-16/VERIFONE] },
        "CRC-16/XMODEM" => { catalogue: %w[CRC-16/ACORN CRC-16/LTE CRC-16/V-41-MSB XMODEM ZMODEM] },
        "CRC-24/OPENPGP" => { catalogue: %w[CRC-24] },
        "CRC-32/AIXM" => { catalogue: %w[CRC-32Q] },
        "CRC-32/BASE91-D" => { catalogue: %w[CRC-32D] },
        "CRC-32/BZIP2" => { catalogue: %w[CRC-32/AAL5 CRC-32/DECT-B B-CRC-32] },
        "CRC-32/CKSUM" => { catalogue: %w[CRC-32/POSIX] },
        "CRC-32/JAMCRC" => { catalogue: %w[JAMCRC] },
        "CRC-32/XFER" => { catalogue: %w[XFER] },
        "CRC-64/ECMA-182" => { catalogue: %w[CRC-64] }
      }.freeze
      # Its rows, too.
      Ractor.make_shareable(ROWS)

      # The columns that are as good as an algorithm's own name. The others mean something in their place only.
      EVERYWHERE = %i[tag openssl s3 catalogue].freeze

      # The names of algorithms, by each of the others and by the spelling in small letters.
      ELSEWHERE = %i[reversed mark sums http].to_h do |column|
        [column, ROWS.filter_map { |name, row| [row[column].downcase, name] if row[column] }.to_h.freeze]
      end.freeze
      private_constant :ROWS, :EVERYWHERE, :ELSEWHERE

      class << self
        # @return [Hash{String => Array<String>}] what an algorithm is called everywhere besides its own name
        def aliases
          ROWS.transform_values { |row| row.values_at(*EVERYWHERE).flatten.compact }.reject { |_, names| names.empty? }
        end

        # @param algorithm [Algorithm]
        # @return [String] its name in a BSD tag line
        def tag(algorithm)
          name, *bits = algorithm.name.split("-")
          [ROWS.dig(name, :tag) || name.upcase, *bits.map(&:upcase)].join("-")
        end

        # @param algorithm [Algorithm]
        # @return [String, nil] its name in HTTP's `Content-Digest`; nil if it has none
        def http(algorithm)
          ROWS.dig(algorithm.name, :http)
        end

        # @param column [Symbol] one that means something in its place only: `:reversed`, `:mark`, `:sums`, `:http`
        # @param spelling [String] in any case
        # @return [Algorithm, nil]
        def find(column, spelling)
          name = ELSEWHERE.fetch(column)[spelling.downcase]
          name && Algorithm[name]
        end

        # A word among others that names an algorithm. ARC and KERMIT do not: they mean other things, too.
        #
        # @param word [String]
        # @return [Algorithm, nil]
        def in_words(word)
          algorithm = Algorithm[word]
          algorithm unless algorithm&.crc? && !word.downcase.start_with?("crc")
        end
      end
    end
  end
end
