# frozen_string_literal: true

require_relative "../../../swiftsum"
require_relative "../../files/read_failure"
require_relative "../../manifest/escaping"

module Swiftsum
  class CLI
    # `swiftsum tree-digest`
    #
    # @api private
    class TreeDigest
      WALKING = %i[exclude include follow one_file_system].freeze
      private_constant :WALKING

      # @param console [Console]
      # @param settings [Hash{Symbol => Object}] (see Settings.of)
      # @raise [UsageError]
      def initialize(console, settings)
        @console = console
        @json = settings[:json]
        @kind = settings.fetch(:kind, :swhid)
        @walking = settings.slice(*WALKING)
        @options = settings.slice(:prefix)
        raise UsageError, "--prefix is of h1: add --kind h1" unless @options.empty? || @kind == :h1
      end

      # @param line [CommandLine]
      # @return [Integer] the exit status
      def call(line)
        folders = [*line.operands, *line.behind]
        raise UsageError, "a folder is needed, such as ." if folders.empty?

        folders.map { |folder| print(folder) }.max
      end

      private

      def print(folder)
        digest = Tree.new(folder, **@walking, stat: false).digest(@kind, **@options)
        @json ? @console.record(:tree_digest, name: folder, kind: @kind, digest: digest.to_s) : line(digest, folder)
        0
      rescue IrregularFileError => e
        @console.complain("#{e.message}; --exclude leaves it out", about: folder)
        1
      rescue SystemCallError, ChangedError, UnsupportedError => e
        complain(e, folder)
        1
      end

      def line(digest, folder)
        mark, name = Manifest::Escaping.escape(folder)
        @console.print("#{mark}#{digest}  #{name}\n".b)
      end

      # The message of a SystemCallError ends with the path, which may be anywhere in the folder.
      def complain(error, folder)
        return @console.complain(error.message, about: folder) unless error.is_a?(SystemCallError)

        @console.complain(ReadFailure.reason(error), about: ReadFailure.path(error))
      end
    end
  end
end
