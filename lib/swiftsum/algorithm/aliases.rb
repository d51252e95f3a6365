# frozen_string_literal: true

module Swiftsum
  class Algorithm
    # The other names that the catalogue of CRC RevEng has for its CRCs, by the name that stands first there. "CKSUM" is
    # not among them: that is the checksum of the program, which counts the length of its input too.
    #
    # @api private
    ALIASES = {
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
    private_constant :ALIASES
  end
end
