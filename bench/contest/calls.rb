# frozen_string_literal: true

require_relative "../../lib/swiftsum"
require_relative "c_library"

module Contest
  # How functions in C are called: a library, a function, and its arguments (see NativeCall).
  module Calls
    SWIFTSUM = Swiftsum::Native::Library.locate
    CEILINGS = CLibrary.path("ceilings", "-O3", "-march=native")

    module_function

    # What takes input and length, and something before them or after.
    def by_value(library, function, *first, last: [])
      [library, function, *first, :input, :length, *last]
    end

    def swiftsum(algorithm)
      [SWIFTSUM, "swiftsum_digest", number(algorithm), :input, :length, :output, :capacity]
    end

    # A CRC of the registry.
    def crc(algorithm)
      by_value(SWIFTSUM, "swiftsum_crc", number(algorithm), crc_of_nothing(algorithm))
    end

    def crc_of_nothing(algorithm)
      Swiftsum::CRC[algorithm].new.to_i
    end

    # It is for the caller to look an algorithm up, once and not at each call.
    def openssl(name)
      ["libcrypto.so.3", "EVP_Digest", :input, :length, :output, 0, ["EVP_MD_fetch", 0, name, 0], 0]
    end

    # @param number [Integer] GCRY_MD_… in gcrypt.h
    def libgcrypt(number)
      ["libgcrypt.so.20", "gcry_md_hash_buffer", number, :output, :input, :length]
    end

    def number(algorithm)
      Swiftsum::Algorithm.fetch(algorithm).number
    end
  end
end
