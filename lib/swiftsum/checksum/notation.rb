# frozen_string_literal: true

module Swiftsum
  class Checksum
    # Reads checksums as they are written down, strictly: nothing around them but a newline, no digit missing.
    #
    # Two of the forms are lists, of which any item of the strongest algorithm is to match (Subresource Integrity,
    # 3.3.4).
    #
    # @api private
    module Notation
      OCI = /\A(?<algorithm>[^:=]+):(?<digest>.*)\z/mn
      # An item of RFC 9530's dictionary, `sha-256=:…:`; without the colons, of the older `Digest` header, which had
      # Base64, and of what pip and Bundler write, which have hexadecimal digits.
      ASSIGNMENT = %r{
        \A\s*(?<algorithm>[A-Za-z0-9_/-]+)=(?::(?<encoded>[^:;]*):|(?<digest>[A-Za-z0-9+/]+=*))(?:;.*)?\s*\z
      }nx
      HTTP = %r{\A\s*[A-Za-z0-9_/-]+=:}n
      # What follows the question mark is reserved for options, of which there are none so far.
      SRI = /\A(?<algorithm>[^\s?]+)-(?<digest>[^-?\s]*)(?:\?\S*)?\z/n
      # Whatever it holds: for its error to say what is wrong.
      LOOSE_SRI = /\A(?<algorithm>.+)-(?<digest>[^-]*)\z/mn
      EXAMPLES = "sha256:…, sha256-…, sha256=…, SHA256 (name) = …"
      private_constant :OCI, :ASSIGNMENT, :HTTP, :SRI, :LOOSE_SRI, :EXAMPLES

      class << self
        # @param text [String] binary
        # @param algorithm [Algorithm, nil] if the text is a bare digest
        # @return [Array<Checksum>] any of which is to match: all of one algorithm
        # @raise [ParseError]
        # @raise [UnknownAlgorithmError]
        def read(text, algorithm)
          text = text.chomp
          return [Checksum.new(algorithm, bare(algorithm, text))] if algorithm

          tag(text) || oci(text) || assignments(text) || integrity(text) ||
            raise(ParseError, "#{text.inspect} names no algorithm: #{EXAMPLES}")
        end

        private

        def tag(text)
          name, _, digest = TagLine.split(text)
          name && [TagLine.checksum(name, digest)]
        end

        def oci(text)
          match = OCI.match(text) or return
          algorithm = Algorithm.fetch(match[:algorithm])
          [Checksum.new(algorithm, hexadecimal(algorithm, match[:digest]))]
        end

        def assignments(text)
          items = text.split(",", -1).map { |item| ASSIGNMENT.match(item) }
          return strongest(items) { |item| assignment(item) } unless items.empty? || items.include?(nil)

          raise ParseError, "#{text.inspect} is no dictionary as in RFC 9530" if text.match?(HTTP)
        end

        def assignment(item)
          algorithm = Algorithm::Spellings.find(:http, item[:algorithm]) || Algorithm.fetch(item[:algorithm])
          [algorithm, item[:encoded] ? base64(algorithm, item[:encoded]) : bare(algorithm, item[:digest])]
        end

        def integrity(text)
          items = text.split.map { |item| SRI.match(item) }
          items = [LOOSE_SRI.match(text)] if items.empty? || items.include?(nil)
          return if items == [nil]

          strongest(items) do |item|
            algorithm = Algorithm.fetch(item[:algorithm])
            [algorithm, base64(algorithm, item[:digest])]
          end
        end

        # Items of algorithms that are unknown here do not count, unless there is no other.
        def strongest(items)
          checksums = items.filter_map do |item|
            Checksum.new(*yield(item))
          rescue UnknownAlgorithmError
            raise if items.one?
          end
          strongest = checksums.max_by { |checksum| strength(checksum.algorithm) }
          raise UnknownAlgorithmError, "none of the algorithms is known here" unless strongest

          checksums.uniq.select { |checksum| checksum.algorithm == strongest.algorithm }
        end

        def strength(algorithm)
          [algorithm.cryptographic? ? 1 : 0, algorithm.digest_length]
        end

        # The length tells: both are as long for two and for four bytes only, and there base64 has padding.
        def bare(algorithm, digest)
          bytes = algorithm.digest_length
          in_base64 = digest.size == (bytes + 2) / 3 * 4 && (digest.size != 2 * bytes || digest.end_with?("="))
          in_base64 ? base64(algorithm, digest) : hexadecimal(algorithm, digest)
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
