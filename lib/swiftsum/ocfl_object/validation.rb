# frozen_string_literal: true

require_relative "contents"
require_relative "declaration"
require_relative "digests"
require_relative "findings"
require_relative "fixity_algorithm"
require_relative "history"
require_relative "inventory"
require_relative "layout"
require_relative "sidecar"

module Swiftsum
  class OCFLObject
    # One validation of an object, from its declaration to its contents.
    #
    # @api private
    class Validation
      # @param folder [String]
      # @param findings [Findings]
      # @param settle [Numeric] (see Swiftsum.checksum)
      def initialize(folder, findings, settle:)
        @folder = folder
        @findings = findings
        @settle = settle
        @contents = Contents.new(folder)
      end

      # @return [Verification::PackageReport]
      def call
        declared = Declaration.new(@folder, @contents, @findings).check
        check_unreadable
        root = inventory("")
        check(root, declared) if root
        @findings.report
      end

      private

      def check_unreadable
        @contents.unreadable.each do |path, error|
          irregular = error.is_a?(IrregularFileError)
          @findings.error(irregular ? "E090" : "E092", path, irregular ? error.message : error, status: :unreadable)
        end
      end

      def check(root, declared)
        check_type(root, declared)
        Layout.new(@contents, root, @findings).check
        earlier = earlier_inventories(root)
        History.new(@contents, root, earlier, @findings).check
        Digests.new(@folder, @contents, @findings, settle: @settle).compare([root, *earlier.values])
        @findings.report.verified!
      end

      def check_type(root, declared)
        return if declared.nil? || root.specification.nil? || root.specification == declared

        @findings.error("E038", root.path, "the type is of #{root.specification}, the declaration of #{declared}")
      end

      # Those of all versions but the last, whose inventory is the root's.
      def earlier_inventories(root)
        *earlier, last = root.versions.keys
        check_copy(last, root) if last
        earlier.to_h { |version| [version, inventory(version)] }.compact
      end

      def check_copy(version, root)
        path = "#{version}/#{Inventory::NAME}"
        return @findings.warn("W010", path, "there is none") unless @contents.files.key?(path)

        same = Document.read(@folder, path) == root.text
        return @findings.error("E064", path, "is not the same as the object's", status: :mismatch) unless same

        Sidecar.check(@folder, root, path, @contents, @findings)
      rescue SystemCallError, ParseError, IrregularFileError => e
        @findings.error("E064", path, e, status: :unreadable)
      end

      # @param version [String] empty for the object's own
      # @return [Inventory, nil]
      def inventory(version)
        path = [version, Inventory::NAME].reject(&:empty?).join("/")
        return missing(version, path) unless @contents.files.key?(path)

        inventory = Inventory.new(path, Document.read(@folder, path), @findings)
        Sidecar.check(@folder, inventory, path, @contents, @findings)
        inventory
      rescue ParseError => e
        @findings.error("E033", path, e.message)
      rescue SystemCallError, IrregularFileError => e
        @findings.error("E033", path, e, status: :unreadable)
      end

      def missing(version, path)
        return @findings.error("E063", path, "there is none", status: :missing) if version.empty?

        @findings.warn("W010", path, "there is none") if @contents.folder?(version)
      end
    end
  end
end
