# frozen_string_literal: true

require_relative "../tree/regular_file"

module Swiftsum
  class OCFLObject
    # The file beside an inventory that has its digest.
    #
    # @api private
    module Sidecar
      LINE = /\A(?<digest>\h+)[ \t]+inventory\.json\r?\n?\z/n
      # In bytes: it has one line.
      LONGEST = 400
      private_constant :LINE, :LONGEST

      class << self
        # @param folder [String]
        # @param inventory [Inventory]
        # @param path [String] of the inventory, or of its copy
        # @param contents [Contents]
        # @param findings [Findings]
        # @return [void]
        def check(folder, inventory, path, contents, findings)
          return unless inventory.algorithm

          sidecar = "#{path}.#{inventory.algorithm}"
          return findings.error("E058", sidecar, "there is none", status: :missing) unless contents.files.key?(sidecar)

          line = Tree::RegularFile.open(File.join(folder, sidecar)) { |file, _| file.read(LONGEST).to_s }
          compare(line, sidecar, inventory, findings)
        rescue SystemCallError, IrregularFileError => e
          findings.error("E058", sidecar, e, status: :unreadable)
        end

        private

        def compare(line, sidecar, inventory, findings)
          expected = Checksum.parse(LINE.match(line)&.[](:digest).to_s, inventory.algorithm)
          actual = Checksum.new(inventory.algorithm, Swiftsum.digest(inventory.algorithm, inventory.text))
          return findings.add(Verification::Result.new(:ok, name: inventory.path)) if expected == actual

          findings.error("E060", sidecar, nil, status: :mismatch, expected:, actual:)
        rescue ParseError
          findings.error("E061", sidecar, "is not DIGEST inventory.json")
        end
      end
    end
  end
end
