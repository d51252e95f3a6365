# frozen_string_literal: true

module Swiftsum
  class OCFLObject
    # Compares the inventories of earlier versions with the object's: what was, must have stayed.
    #
    # @api private
    class History
      # @param contents [Contents]
      # @param root [Inventory]
      # @param earlier [Hash{String => Inventory}] by version, in their order
      # @param findings [Findings]
      def initialize(contents, root, earlier, findings)
        @contents = contents
        @root = root
        @earlier = earlier
        @findings = findings
      end

      # @return [void]
      def check
        @earlier.each do |version, inventory|
          check_attributes(version, inventory)
          check_versions(version, inventory)
          check_manifest(version, inventory)
        end
        check_specifications
      end

      private

      def error(code, inventory, reason)
        @findings.error(code, inventory.path, reason)
      end

      def check_attributes(version, inventory)
        error("E040", inventory, "the head is not #{version}") unless inventory["head"] == version
        error("E037", inventory, "the id is not the object's") unless inventory["id"] == @root["id"]
        return if inventory.content_directory == @root.content_directory

        error("E019", inventory, "contentDirectory is not the object's")
      end

      def check_versions(version, inventory)
        names = @root.versions.keys.take(@root.versions.keys.index(version) + 1)
        same = inventory.versions.keys == names
        return error("E066", inventory, "has other versions than those up to #{version}") unless same

        inventory.versions.each { |name, block| check_version(name, block, inventory) }
      end

      def check_version(name, block, inventory)
        now = @root.versions.fetch(name)
        different = (block.logical.keys | now.logical.keys).reject { |path| same?(path, block, now, inventory) }
        different.each { |path| error("E066", inventory, "#{path} in version #{name} was another one") }
        return if block.metadata == now.metadata

        @findings.warn("W011", inventory.path, "version #{name} has another message, user or time now")
      end

      # Both may have digests of different algorithms: then it is the same if one file is of both.
      def same?(path, block, now, inventory)
        before = block.logical[path]
        after = now.logical[path]
        return before == after if before.nil? || after.nil? || inventory.algorithm == @root.algorithm

        (inventory.manifest.paths.fetch(before, []) & @root.manifest.paths.fetch(after, [])).any?
      end

      def check_manifest(version, inventory)
        (inventory.manifest.all_paths - @root.manifest.all_paths).each do |path|
          error("E023", inventory, "#{path} is not in the object's manifest")
        end
        listed = inventory.manifest.to_enum(:each_path).to_h
        @contents.in_folders(@root.content_folders(version)).each do |path|
          @findings.error("E023", path, "is not in #{inventory.path}", status: :extra) unless listed.key?(path)
        end
      end

      def check_specifications
        [*@earlier.values, @root].each_cons(2) do |before, after|
          newer = before.specification.to_s > after.specification.to_s && after.specification
          error("E103", after, "is of an older specification than #{before.path}") if newer
        end
      end
    end
  end
end
