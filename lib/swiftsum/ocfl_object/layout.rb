# frozen_string_literal: true

module Swiftsum
  class OCFLObject
    # Which files and folders an object may have beside its contents.
    #
    # @api private
    class Layout
      LOGS = "logs"
      EXTENSIONS = "extensions"
      # How those are called that are registered, and those of the object's own.
      REGISTERED = /\A(?:00(?:0\d|1[0-2])-[a-z0-9-]+|initial)\z/n
      private_constant :LOGS, :EXTENSIONS, :REGISTERED

      # @param contents [Contents]
      # @param root [Inventory]
      # @param findings [Findings]
      def initialize(contents, root, findings)
        @contents = contents
        @root = root
        @findings = findings
      end

      # @return [void]
      def check
        check_root
        check_extensions
        @root.versions.each_key { |version| check_version(version) }
        check_extra
        check_empty
      end

      private

      def check_root
        files, folders = @contents.children("")
        extra(files.grep_v(/\A0=/n) - inventory_files(""), "E001", "is not a part of an object")
        versions, others = (folders - [LOGS, EXTENSIONS, *@root.versions.keys.map(&:b)])
                           .partition { |name| VersionNames.name?(name) }
        extra(versions, "E046", "is not in the inventory")
        extra(others, "E001", "is not a part of an object")
      end

      def check_extensions
        files, folders = @contents.children(EXTENSIONS)
        extra(files.map { |name| "#{EXTENSIONS}/#{name}" }, "E067", "is not the folder of an extension")
        folders.grep_v(REGISTERED).each { |name| @findings.warn("W013", "#{EXTENSIONS}/#{name}", "is not registered") }
      end

      def check_version(version)
        there = @contents.folder?(version)
        return @findings.error("E046", version, "there is no such folder", status: :missing) unless there

        files, folders = @contents.children(version)
        junk = files - inventory_files(version)
        extra(junk.map { |name| "#{version}/#{name}" }, "E015", "is not a part of a version")
        (folders - [@root.content_directory.b]).each do |name|
          @findings.warn("W002", "#{version}/#{name}", "is not the folder of the version's contents")
        end
      end

      # An inventory has one sidecar. Of which algorithm is known of the object's own, unless that says nonsense.
      def inventory_files(version)
        own = "#{Inventory::NAME}.#{@root.algorithm}"
        return [Inventory::NAME, own] if version.empty? && @root.algorithm

        sidecars = @contents.children(version).first.grep(/\Ainventory\.json\.(?:sha512|sha256)\z/n)
        [Inventory::NAME, *sidecars.first(1)]
      end

      def check_extra
        listed = @root.manifest.to_enum(:each_path).to_h
        others = @contents.in_folders(@root.content_folders).reject { |path| listed.key?(path) }
        extra(others, "E023", "is not in the manifest")
      end

      def check_empty
        folders = @root.content_folders
        whole, parts = @contents.empty_folders.select { |path| "#{path}/".start_with?(*folders) }
                                .partition { |path| folders.include?("#{path}/") }
        whole.each { |path| @findings.warn("W003", path, "is empty") }
        extra(parts, "E024", "is empty")
      end

      def extra(paths, code, reason)
        paths.each { |path| @findings.error(code, path, reason, status: :extra) }
      end
    end
  end
end
