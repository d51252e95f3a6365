# frozen_string_literal: true

require_relative "../files/read_failure"
require_relative "usage_error"

module Swiftsum
  class CLI
    # The names in a list with a NUL behind each, as `find -print0` writes it. It is read as they are taken, so it may
    # come from a program that still looks for files.
    #
    # @api private
    class Names
      include Enumerable

      # In bytes, that are read at a time.
      PIECE = 64 << 10
      # In bytes. No system takes a path of a quarter of it.
      LONGEST = 64 << 10
      private_constant :PIECE, :LONGEST

      # @param name [String]
      # @return [String, IO] what has the contents
      def self.source(name)
        name == STANDARD_INPUT ? $stdin : name
      end

      # @param list [String] the list's name
      # @yieldparam reason [String] why there is no name, or not this one
      # @yieldparam status [Integer] the exit status that comes of it: 2 if what else is listed is not known
      # @raise [UsageError] for a list that cannot be opened
      def initialize(list, &refuse)
        @list = list
        @refuse = refuse
        @names = []
        @rest = String.new(encoding: Encoding::BINARY)
        @io = list == STANDARD_INPUT ? $stdin.binmode : File.open(list, "rb")
      rescue SystemCallError => e
        raise UsageError, "--files0-from: #{list}: #{ReadFailure.reason(e)}"
      end

      # @yieldparam source [String, IO]
      # @return [void]
      def each
        number = 0
        while (name = take)
          number += 1
          reason = unfit(name)
          reason ? @refuse.call("name #{number}: #{reason}", 1) : yield(Names.source(name))
        end
      end

      # @return [Boolean] whether the next name is not there yet
      def waiting?
        return false unless @names.empty? && @io

        require "io/wait"
        @io.wait_readable(0).nil?
      end

      # @return [nil] it is not known
      def length = nil

      # @return [nil] likewise
      def at(*) = nil

      private

      # @return [String, nil]
      def take
        read while @names.empty? && @io
        @names.shift
      end

      def read
        *names, @rest = (@rest + @io.readpartial(PIECE)).split("\0", -1)
        @names.concat(names)
        give_up("a name is longer than any can be: does each have a NUL behind it?") if @rest.bytesize > LONGEST
      rescue EOFError
        # The last name needs no NUL.
        @names << @rest unless @rest.empty?
        @io = nil
      rescue SystemCallError => e
        give_up(ReadFailure.reason(e))
      end

      def give_up(reason)
        @refuse.call(reason, 2)
        @io = nil
      end

      def unfit(name)
        return "a file's name is not empty" if name.empty?

        "standard input is read for the list itself" if name == STANDARD_INPUT && @list == STANDARD_INPUT
      end
    end
  end
end
