# frozen_string_literal: true

module Swiftsum
  class OCFLObject
    # Compares the contents with all digests that inventories have of them, in manifests and fixity blocks. Each file is
    # read once.
    #
    # @api private
    class Digests
      # What a file should have, and the code if it has not.
      Expected = Struct.new(:code, :checksum, :inventory)
      private_constant :Expected

      # @param folder [String]
      # @param contents [Contents]
      # @param findings [Findings]
      # @param settle [Numeric] (see Swiftsum.checksum)
      def initialize(folder, contents, findings, settle:)
        @folder = folder
        @contents = contents
        @findings = findings
        @settle = settle
        @expected = {}
      end

      # @param inventories [Array<Inventory>]
      # @return [void]
      def compare(inventories)
        inventories.each { |inventory| expect(inventory) }
        there, missing = @expected.partition { |path, _| @contents.files.key?(path) }
        missing.each { |path, _| report_missing(path) }
        verify(there.to_h) unless there.empty?
      end

      private

      def expect(inventory)
        expect_block("E092", inventory.algorithm, inventory.manifest, inventory)
        inventory.fixity.each { |name, block| expect_fixity(name, block, inventory) }
      end

      def expect_fixity(name, block, inventory)
        algorithm = FixityAlgorithm[name]
        return expect_block("E093", algorithm, block, inventory) if algorithm
        return compare_sizes(block, inventory) if name == FixityAlgorithm::SIZE

        @findings.warn("E028", inventory.path, "fixity: #{name} is unknown here, and was not compared")
      end

      # A digest that is none has been reported.
      def expect_block(code, algorithm, block, inventory)
        return unless algorithm

        block.each_path do |path, digest|
          add(path, Expected.new(code, Checksum.parse(digest, algorithm), inventory.path))
        rescue ParseError
          next
        end
      end

      # Inventories repeat what earlier ones have.
      def add(path, expected)
        others = (@expected[path] ||= [])
        others << expected if others.none? { |other| other.checksum == expected.checksum }
      end

      def compare_sizes(block, inventory)
        block.each_path do |path, size|
          actual = @contents.files[path]
          next if actual.nil? || size == actual.to_s

          reason = "has #{actual} bytes, not #{size} as #{inventory.path} lists"
          @findings.error("E093", path, reason, status: :mismatch)
        end
      end

      # What is there and can't be read has been reported.
      def report_missing(path)
        return if @contents.unreadable.key?(path)

        @findings.error("E092", path, "is in the manifest, and not there", status: :missing)
      end

      def verify(waiting)
        algorithms = waiting.each_value.flat_map { |all| all.map { |each| each.checksum.algorithm } }.uniq
        tree = Tree.new(@folder, exclude: %w[/logs/ /extensions/])
        Swiftsum.each_checksum(tree, algorithms, settle: @settle) do |path, result|
          expected = waiting.delete(path = tree.relative(path))
          judge(path, expected, result) if expected
        end
        waiting.each_key { |path| report_missing(path) }
      end

      def judge(path, expected, result)
        return @findings.error("E092", path, result, status: :unreadable) if result.is_a?(Exception)

        wrong = expected.reject { |each| each.checksum == of(result, each) }
        wrong.each { |each| mismatch(path, each, of(result, each)) }
        @findings.add(Verification::Result.new(:ok, name: path)) if wrong.empty?
      end

      # Of one algorithm, the result is the checksum.
      def of(result, expected)
        result.is_a?(Checksum) ? result : result.fetch(expected.checksum.algorithm.to_sym)
      end

      def mismatch(path, expected, actual)
        reason = "has #{actual.to_oci}, not #{expected.checksum} as #{expected.inventory} lists"
        @findings.error(expected.code, path, reason, status: :mismatch, expected: expected.checksum, actual:)
      end
    end
  end
end
