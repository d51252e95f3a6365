# frozen_string_literal: true

module Swiftsum
  class Tree
    module Digests
      # What Go's checksum database and `go.sum` have of a module: the SHA-256 of the lines that sha256sum prints of its
      # files, sorted as bytes. Folders do not count, nor who may do what.
      #
      # @api private
      class H1
        OPTIONS = %i[prefix].freeze

        # @param checksum [Checksum]
        # @return [String]
        def self.write(checksum)
          "h1:#{checksum.base64digest}"
        end

        # @param tree [Tree]
        # @param prefix [String] that stands before each name, and a slash behind it; of a Go module `PATH@VERSION`
        def initialize(tree, prefix: "")
          @tree = tree
          @prefix = prefix.empty? ? "" : "#{prefix.b.chomp('/')}/"
        end

        # @return [Checksum]
        # @raise (see Tree#digest)
        def checksum
          list = SHA256.new
          Swiftsum.each_checksum(@tree, :sha256) do |path, checksum|
            raise checksum if checksum.is_a?(StandardError)

            list << "#{checksum}  #{@prefix}#{name(path)}\n"
          end
          Checksum.new(:sha256, list.digest)
        end

        private

        def name(path)
          raise UnsupportedError, "#{path.inspect}: h1 has no names with a newline" if path.include?("\n")

          @tree.relative(path)
        end
      end
    end
  end
end
