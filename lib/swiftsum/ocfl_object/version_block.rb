# frozen_string_literal: true

module Swiftsum
  class OCFLObject
    # A version as an inventory has it: its state, and who made it when.
    #
    # @api private
    class VersionBlock
      # RFC 3339, with seconds and the time zone.
      CREATED = /\A\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?
                 (?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)\z/xi
      URI = /\A[a-z][a-z0-9+.-]*:./i
      METADATA = %w[created message user].freeze
      private_constant :CREATED, :URI, :METADATA

      # @return [DigestBlock]
      attr_reader :state

      # @param name [String]
      # @param block [Object] as the JSON has it
      # @param inventory [Inventory]
      # @param findings [Findings]
      def initialize(name, block, inventory, findings)
        @name = name
        @path = inventory.path
        @findings = findings
        @block = block.is_a?(Hash) ? block : {}
        error("E047", "is not a JSON object") unless block.is_a?(Hash)
        read_state(inventory.algorithm)
        check_created
        check_message
        check_user
      end

      # @return [Array<String>] of its files
      def digests
        state.paths.keys
      end

      # @return [Hash{String => String}] the digest of each logical path
      def logical
        @logical ||= state.to_enum(:each_path).to_h
      end

      # @return [Array<Object>] what two inventories should have alike of a version
      def metadata
        @block.values_at(*METADATA)
      end

      private

      def error(code, reason)
        @findings.error(code, @path, "version #{@name}: #{reason}")
      end

      def warn(code, reason)
        @findings.warn(code, @path, "version #{@name}: #{reason}")
      end

      def read_state(algorithm)
        error("E048", "has no state") unless @block.key?("state")
        digits = algorithm && (2 * Algorithm.fetch(algorithm).digest_length)
        @state = DigestBlock.new(@block.fetch("state", {}), DigestBlock::STATE, digits) do |code, reason|
          error(code, "state: #{reason}")
        end
      end

      def check_created
        return error("E048", "has no time of creation") unless @block.key?("created")

        created = @block["created"]
        error("E049", "created is #{created.inspect}, not as 2026-01-31T12:00:00Z") unless
          created.is_a?(String) && created.match?(CREATED)
      end

      def check_message
        return warn("W007", "has no message") unless @block.key?("message")

        error("E094", "the message is not a text") unless @block["message"].is_a?(String)
      end

      def check_user
        return warn("W007", "has no user") unless @block.key?("user")

        user = @block["user"]
        named = user.is_a?(Hash) && user["name"].is_a?(String) && !user["name"].empty?
        return error("E054", "the user has no name") unless named

        user.key?("address") ? check_address(user["address"]) : warn("W008", "the user has no address")
      end

      def check_address(address)
        return error("E054", "the user's address is not a text") unless address.is_a?(String)

        warn("W009", "the user's address is not a URI") unless address.match?(URI)
      end
    end
  end
end
