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
                           .partition { |name| Inventory.version?(name) }
        extra(versions, "E046", "is not in the inventory")
        extra(others, "E001", "is not a part of an object")
      end

      def check_extensions
        files, folders = @contents.children(EXTENSIONS)
        extra(files.map { |name| "#{EXTENSIONS}/#{name}" }, "E067", "is not the folder of an extension")
        folders.grep_v(REGISTERED).each { |name| @findings.warn("W013", "#{EXTENSIONS}/#{name}", "is not registered") }
      end

      def check_version(version)
        return @findings.error("E046", version, "there is no such folder", status: :missing) unless @contents.folder?(version)

        files, folders = @contents.children(version)
        extra((files - inventory_files(version)).map { |name| "#{version}/#{name}" }, "E015", "is not a part of a version")
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
        listed = @root.manifest.all_paths.to_h { |path| [path.b, true] }
        content_files.each do |path|
          @findings.error("E023", path, "is not in the manifest", status: :extra) unless listed.key?(path)
        end
      end

      def content_files
        folders = @root.versions.keys.map { |version| "#{version}/#{@root.content_directory}/".b }
        @contents.files.keys.select { |path| path.start_with?(*folders) }
      end

      def check_empty
        @root.versions.each_key do |version|
          folder = "#{version}/#{@root.content_directory}".b
          @contents.empty_folders.each do |path|
            @findings.warn("W003", path, "is empty") if path == folder
            @findings.error("E024", path, "is empty", status: :extra) if path.start_with?("#{folder}/")
          end
        end
      end

      def extra(paths, code, reason)
        paths.each { |path| @findings.error(code, path, reason, status: :extra) }
      end
    end
  end
end
