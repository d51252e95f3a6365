# frozen_string_literal: true

require_relative "names"

module Swiftsum
  class CLI
    # The FILEs of a command line.
    #
    # @api private
    class Operands
      # @param files [Array<String>]
      # @param folders [Boolean] whether there may be folders among them
      def initialize(files, folders:)
        @sources = files.map { |file| Names.source(file) }
        @folders = folders
      end

      # @yieldparam (see Names#each)
      # @return [void]
      def each(&block)
        @sources.each(&block)
      end

      # @return [Integer, nil] in bytes, what there is to read; nil if it is not known
      def length
        return if @folders

        stats = @sources.map { |source| File.stat(source) }
        stats.sum(&:size) if stats.all?(&:file?)
      rescue SystemCallError
        nil
      end

      # @param done [Integer] as many files
      # @return [String, IO, nil] the one that is read then; nil if it is not known
      def at(done)
        @sources[done] unless @folders
      end
    end
  end
end
