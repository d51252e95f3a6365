# frozen_string_literal: true

module Swiftsum
  class Bag
    # Compares the files of a bag with the digests that its manifests have of them. Payload and tag files are walked once
    # each, and each file is read once.
    #
    # @api private
    class Digests
      # @param folder [String]
      # @param structure [Structure]
      def initialize(folder, structure)
        @folder = folder
        @structure = structure
        @findings = structure.findings
      end

      # @return [void]
      def verify
        return unless @structure.declared?

        compare(@structure.payload, include: "/#{PAYLOAD}")
        compare(@structure.tags, exclude: "/#{PAYLOAD}")
        @findings.report.verified!
      end

      private

      # What was missing or unreadable when the bag was examined has been reported; what has come since, too.
      def compare(listing, **filter)
        expected = listing.files.select { |path, _| @structure.contents.file?(path) }
        # Manifests of unknown algorithms have a problem each.
        return if expected.empty? || listing.algorithms.empty?

        tree = Tree.new(@folder, **filter)
        each_result(tree, listing.algorithms) do |path, result|
          listed = expected.delete(path)
          result.is_a?(Exception) ? failed(path, result, listed) : (compare_file(path, listed, result) if listed)
        end
        expected.each_key { |path| @findings.problem(:missing_file, path, "was there, and is not any more") }
      end

      def each_result(tree, algorithms)
        Swiftsum.each_checksum(tree, algorithms) do |path, result|
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

      def compare_file(path, listed, checksums)
        known = listed.reject { |_, checksum| checksum.nil? }
        # Of what no known algorithm is listed nothing is known: its manifest has a problem.
        return if known.empty?

        wrong = known.reject { |manifest, checksum| checksums.fetch(manifest.algorithm.to_sym) == checksum }
        wrong.each do |manifest, expected|
          actual = checksums.fetch(manifest.algorithm.to_sym)
          reason = "has #{actual.to_oci}, not #{expected} as #{manifest.name} lists"
          @findings.problem(:checksum_mismatch, path, reason, expected:, actual:)
        end
        @findings.add(Verification::Result.new(:ok, name: path)) if wrong.empty?
      end
    end
  end
end
