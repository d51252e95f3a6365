# frozen_string_literal: true

module Swiftsum
  class Checksum
    # Reads checksums as they are written down, strictly: nothing around them, no digit missing.
    #
    # @api private
    module Notation
      # The last `) = ` ends the name, for a digest has no parenthesis.
      TAG = /\A(?<algorithm>[^ ()]+) \(.*\) = (?<digest>[^)]*)\z/mn
      OCI = /\A(?<algorithm>[^:]+):(?<digest>.*)\z/mn
      SRI = /\A(?<algorithm>.+)-(?<digest>[^-]*)\z/mn
      FORMS = { TAG => :hexadecimal, OCI => :lower_case_hexadecimal, SRI => :base64 }.freeze
      private_constant :TAG, :OCI, :SRI, :FORMS

      class << self
        # @param text [String] binary
        # @param algorithm [Algorithm, nil] if the text is a bare digest
        # @return [Array(Algorithm, String)] and the digest's bytes
        # @raise [ParseError]
        # @raise [UnknownAlgorithmError]
        def read(text, algorithm)
          return [algorithm, bare(algorithm, text)] if algorithm

          FORMS.each do |form, encoding|
            match = form.match(text) or next
            algorithm = Algorithm.fetch(match[:algorithm])
            return [algorithm, send(encoding, algorithm, match[:digest])]
          end
          raise ParseError, "#{text.inspect} names no algorithm: sha256:…, sha256-…, SHA256 (name) = …"
        end

        private

        # The length tells: both are as long for two and for four bytes only, and there base64 has padding.
        def bare(algorithm, digest)
          bytes = algorithm.digest_length
          in_base64 = digest.size == (bytes + 2) / 3 * 4 && (digest.size != 2 * bytes || digest.end_with?("="))
          in_base64 ? base64(algorithm, digest) : hexadecimal(algorithm, digest)
        end

        # The OCI image specification allows no other.
        def lower_case_hexadecimal(algorithm, digest)
          capital = digest[/[A-F]/n]
          raise ParseError, "#{capital.inspect} is not a lower-case hexadecimal digit" if capital

          hexadecimal(algorithm, digest)
        end

        def hexadecimal(algorithm, digest)
          stray = digest[/\H/n]
          raise ParseError, "#{stray.inspect} is not a hexadecimal digit" if stray

          wanted = 2 * algorithm.digest_length
          return [digest].pack("H*") if digest.size == wanted

          raise ParseError, "#{algorithm} has #{wanted} hexadecimal digits, not #{digest.size}"
        end

        def base64(algorithm, digest)
          bytes = digest.unpack1("m0")
          return bytes if bytes.size == algorithm.digest_length

          raise ParseError, "#{algorithm} has #{algorithm.digest_length} bytes, not #{bytes.size}"
        rescue ArgumentError
          raise ParseError, "#{digest.inspect} is not base64"
        end
      end
    end
  end
end
