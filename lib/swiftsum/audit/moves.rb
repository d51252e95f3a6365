# frozen_string_literal: true

module Swiftsum
  class Audit
    # Tells what was moved or copied from what is new or missing, by contents: of several that are alike, each counts
    # once. If three are listed and one is gone, one is missing, and none was moved.
    #
    # Where several could be meant, it is the one with the same inode, or else with the same base name, or else the
    # first. Empty files are all alike, and say nothing of where they come from.
    #
    # @api private
    class Moves
      # By what a file that is gone is found again as a new one, the surest first.
      SIGNS = [
        ->(result) { (result.entry || result.listed).inode }, ->(result) { File.basename(result.name) }, ->(_) { true }
      ].freeze
      private_constant :SIGNS

      def initialize
        @new = []
        @missing = []
      end

      # Keeps what may turn out to be something else.
      #
      # @param result [Result]
      # @return [Boolean] whether it was kept
      def keep?(result)
        case result.status
        when :new then @new << result
        when :missing then @missing << result
        else return false
        end
        true
      end

      # @param listed [Enumerable<Manifest::Entry>] the manifest once more; read only if something is left to be found
      # @yieldparam result [Result] all that were kept, in the order of their names
      # @return [void]
      def each(listed, &block)
        moved = SIGNS.flat_map { |sign| moved_by(sign) }
        originals = originals(@new, listed)
        copied = @new.map { |result| copy(result, originals) }
        [*moved, *copied, *@missing].sort_by(&:name).each(&block)
      end

      private

      # @return [Array, nil] what is the same of two files with the same contents; nil if nothing is known
      def contents(entry)
        return unless entry&.bytesize&.positive? && entry.checksum

        [entry.bytesize, *entry.checksums.sort_by { |checksum| checksum.algorithm.name }.map(&:to_oci)]
      end

      # Takes each pair away.
      #
      # @return [Array<Result>]
      def moved_by(sign)
        gone = @missing.group_by { |result| [contents(result.listed), sign.call(result)] }
        moved, @new = @new.map { |result| [result, origin(result, gone, sign)] }.partition(&:last)
        @new.map!(&:first)
        @missing -= moved.map(&:last)
        moved.map { |result, origin| result.as(:moved, origin.name) }
      end

      def origin(result, gone, sign)
        contents = contents(result.entry)
        gone[[contents, sign.call(result)]]&.shift if contents
      end

      # @return [Hash{Array => String}] names in the manifest, by the contents of what is new
      def originals(results, listed)
        wanted = results.filter_map { |result| contents(result.entry) }.to_h { |contents| [contents, nil] }
        return wanted if wanted.empty?

        listed.grep(Manifest::Entry) do |entry|
          contents = contents(entry)
          wanted[contents] ||= entry.name if wanted.key?(contents)
        end
        wanted
      end

      def copy(result, originals)
        origin = originals[contents(result.entry)]
        origin ? result.as(:copied, origin) : result
      end
    end
  end
end
