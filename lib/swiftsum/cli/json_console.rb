# frozen_string_literal: true

require_relative "../json_members"
require_relative "console"

module Swiftsum
  class CLI
    # What `--json` makes of the console: each thing that a command says is a JSON object on a line of standard output,
    # errors too. The last one has the counts and the exit status: without it, the output is not whole. `docs/json.md`
    # has the schema.
    #
    # @api private
    class JSONConsole < Console
      # @param console [Console] the one whose place it takes
      def initialize(console)
        super(console.output, console.errors)
        @counts = Hash.new(0)
      end

      # @param type [Symbol]
      # @param members [Hash{Symbol => Object}]
      # @return [void]
      # @raise (see #print)
      def record(type, **members)
        count(members.fetch(:status, type))
        line(type, members)
      end

      # Something that is not shown, and is counted all the same.
      #
      # @param what [Symbol]
      # @param times [Integer]
      # @return [void]
      def count(what, times = 1)
        @counts[what] += times
      end

      # @param message [String]
      # @param about [String, nil] (see Console#complain)
      # @return [void]
      def complain(message, about: nil)
        record(:error, name: about, message: message.b.split.join(" "))
        flush
      rescue WriteError
        remark(message, about:)
      end

      # @param exit_status [Integer]
      # @return [Integer] the same
      # @raise (see #print)
      def finish(exit_status)
        line(:end, { counts: @counts, exit_status: })
        flush
        exit_status
      end

      private

      def line(type, members)
        hold("#{JSONMembers.generate({ type:, **members })}\n".b)
      end
    end
  end
end
