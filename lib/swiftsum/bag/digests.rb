# frozen_string_literal: true

module Swiftsum
  class Bag
    # Compares the files of a bag with the digests that its manifests have of them. Payload and tag files are walked
    # once each, and each file is read once.
    #
    # @api private
    class Digests
      # @param folder [String]
      # @param structure [Structure]
      # @param settle [Numeric] (see Swiftsum.checksum)
      def initialize(folder, structure, settle:)
        @folder = folder
        @structure = structure
        @findings = structure.findings
        @settle = settle
      end

      # @return [void]
      def verify
        return unless @structure.declared?

        compare(@structure.payload, include: "/#{PAYLOAD}")
        compare(@structure.tags, exclude: "/#{PAYLOAD}")
        @findings.report.verified!
      end

      private

      # What was missing or unreadable when the bag was examined has been reported; what has become so since is, too.
      def compare(listing, **filter)
        expected = listing.files.select { |path, _| @structure.contents.file?(path) }
        # Manifests of unknown algorithms have a problem each.
        return if expected.empty? || listing.algorithms.empty?

        each_result(Tree.new(@folder, **filter), listing.algorithms) do |path, result|
          judge(path, expected.delete(path), result)
        end
        expected.each_key { |path| @findings.problem(:missing_file, path, "was there, and is not any more") }
      end

      def each_result(tree, algorithms)
        Swiftsum.each_checksum(tree, algorithms, settle: @settle) do |path, result|
          result = { result.algorithm.to_sym => result } if result.is_a?(Checksum)
          yield tree.relative(path), result
        end
      end

      def failed(path, error, listed)
        return if @structure.contents.unreadable.key?(path)
        return unless listed || path.start_with?(PAYLOAD)

        code = error.is_a?(IrregularFileError) ? :irregular_file : :unreadable_file
        @findings.problem(code, path, error)
      end

      def judge(path, listed, result)
        return failed(path, result, listed) if result.is_a?(Exception)

        # Of what only manifests of unknown algorithms list nothing is known.
        known = listed.to_h.compact
        return if known.empty?

        wrong = known.reject { |manifest, expected| actual(manifest, result) == expected }
        wrong.each { |manifest, expected| mismatch(path, manifest, expected, actual(manifest, result)) }
        @findings.add(Verification::Result.new(:ok, name: path)) if wrong.empty?
      end

      def actual(manifest, checksums)
        checksums.fetch(manifest.algorithm.to_sym)
      end

      def mismatch(path, manifest, expected, actual)
        reason = "has #{actual.to_oci}, not #{expected} as #{manifest.name} lists"
        @findings.problem(:checksum_mismatch, path, reason, expected:, actual:)
      end
    end
  end
end
