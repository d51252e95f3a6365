# frozen_string_literal: true

module Swiftsum
  class Manifest
    # What a file is that is taken for a manifest and is none, or none that is read here: people download a page that
    # says "not found", or the signature beside the list.
    #
    # @api private
    module Foreign
      KINDS = {
        /\A\s*<(?:!doctype html|html|head|body)\b/in => "an HTML page",
        /\A\s*<\?xml/in => "an XML document",
        /\A\s*[\[{]\s*$/n => "a JSON document, not JSON lines",
        /\A-----BEGIN PGP SIGNATURE-----/n => "a PGP signature, not the list that was signed",
        /\A-----BEGIN PGP PUBLIC KEY BLOCK-----/n => "a PGP key",
        /\A-----BEGIN PGP MESSAGE-----/n => "an encrypted or compressed PGP message",
        /\A-----BEGIN (?!PGP SIGNED MESSAGE)[A-Z0-9 ]+-----/n => "a key, a certificate or a signature",
        /\Auntrusted comment:/n => "a signature or a key of signify or minisign",
        /\A[^\0]\0[^\0]\0|\A\0[^\0]\0[^\0]/n => "UTF-16 without a byte order mark",
        /\A\0/n => "binary data, not a text",
        /\A\x1F\x8B/n => "compressed by gzip", /\ABZh[1-9]/n => "compressed by bzip2",
        /\A\xFD7zXZ\0/n => "compressed by xz", /\A\x28\xB5\x2F\xFD/n => "compressed by zstd",
        /\APK(?:\x03\x04|\x05\x06)/n => "a zip archive", /\A%PDF-/n => "a PDF document", /\A\x7FELF/n => "a program"
      }.freeze
      private_constant :KINDS

      # @param head [String] the beginning of a manifest
      # @return [String, nil] that it is no manifest that is read here, but what; nil if it may be one
      def self.recognise(head)
        _, what = KINDS.find { |beginning, _| head.match?(beginning) }
        what && "is #{what}"
      end
    end
  end
end
