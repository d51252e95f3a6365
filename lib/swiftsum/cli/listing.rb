# frozen_string_literal: true

require_relative "../manifest"
require_relative "usage_error"

module Swiftsum
  class CLI
    # A list that is written as a whole by its format ({Manifest::Format.write}): it has more than lines of files, or
    # lines that say more than a name and digests. In the way of {Lines}, which are written one by one.
    #
    # @api private
    class Listing
      # @param format [Symbol] of {Manifest::FORMATS}
      # @param encoding [Symbol] only `:hexdigest`
      # @param algorithms [Array<Algorithm>]
      # @param zero [Boolean, nil] not true
      # @raise [UsageError]
      def initialize(format, encoding, algorithms, zero: false)
        raise UsageError, "--format #{format} has lines: not with --zero" if zero
        raise UsageError, "--format #{format} has hexadecimal digits: not with --base64" unless encoding == :hexdigest

        @format = Manifest::Formats.written(format)
        @options = Manifest.options(@format, { algorithms: algorithms.map(&:name) })
        @text = String.new(encoding: Encoding::BINARY)
      end

      # @yield which calls {#of} for each group
      # @return [String] what follows the last group
      # @raise [UnwritableEntryError] for an entry that this format has no way to write
      def all
        entries = Enumerator.new do |listed|
          @listed = listed
          yield
        end
        @format.write(self, entries, **@options)
        taken
      end

      # @param (see Lines#of)
      # @return [String] what is to be written of each file that has no error
      # @raise (see #all)
      def of(names, group)
        coming = names.zip(states(group)).each
        group.each do |_, result|
          name, state = coming.next
          @listed << entry(name, result, state) unless result.is_a?(Exception)
        end
        taken
      end

      # @param text [String] from the format
      # @return [void]
      def write(text)
        @text << text.b
      end

      private

      def entry(name, result, state)
        checksums = result.is_a?(Hash) ? result.values : [result]
        Manifest::Entry.new(name, checksums, state.delete(:bytesize), **state)
      end

      # Of standard input and the like, nothing but the size is known.
      def states(group)
        states = Checksums::WithStates::State.all(group.states)
        group.states.sizes.zip(states).map { |bytesize, state| state ? state.to_h : { bytesize: } }
      end

      def taken
        @text.dup.tap { @text.clear }
      end
    end
  end
end
