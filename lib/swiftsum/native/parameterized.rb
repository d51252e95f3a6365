# frozen_string_literal: true

module Swiftsum
  module Native
    # An algorithm with what it was told.
    class Parameterized
      # The members of swiftsum_parameters, in their order, with what Array#pack makes of each. A member that is bytes
      # has its length behind it.
      MEMBERS = {
        size: "J", key: "J", key_length: "J", context: "J", context_length: "J", digest_length: "J", seed: "Q",
        secret: "J", secret_length: "J", salt: "J", salt_length: "J", personalization: "J", personalization_length: "J",
        seek: "Q", threads: "Lx4"
      }.freeze
      TEMPLATE = MEMBERS.values.join.freeze
      INDICES = MEMBERS.keys.each_with_index.to_h.freeze
      NOTHING = MEMBERS.keys.map { |name| name == :size ? ([0] * MEMBERS.size).pack(TEMPLATE).bytesize : 0 }.freeze
      private_constant :MEMBERS, :TEMPLATE, :INDICES, :NOTHING

      # @return [Integer] in bytes
      attr_reader :digest_length

      # @param algorithm [Algorithm] of the registry
      # @param parameters [Hash{Symbol => Integer, String}]
      def initialize(algorithm, parameters)
        @number = algorithm.number
        @digest_length = parameters.fetch(:digest_length, algorithm.digest_length)
        @text = Memory.text(parameters.values.grep(String))
        @members = members(parameters).pack(TEMPLATE)
      end

      # @return [Hasher] whose state is native if the digest is a long one, for that must be written without the GVL
      def hasher
        Hasher.new(self).tap { |hasher| hasher.state if digest_length >= Hasher::LongDigest::LONG }
      end

      # @param cell [FFI::MemoryPointer, String] for the address
      # @return [Integer] a status
      def make_hasher(cell)
        Native.make_hasher(@number, @members, cell)
      end

      # @param string [String] that nobody changes meanwhile
      # @return [String] binary
      def digest_kept(string)
        Native.digest_by(digest_length, string) { |cell| make_hasher(cell) }
      end

      private

      def members(parameters)
        address = Memory.address(@text)
        parameters.each_with_object(NOTHING.dup) do |(name, value), members|
          index = INDICES.fetch(name)
          next members[index] = value unless value.is_a?(String)

          members[index, 2] = address, value.bytesize
          address += value.bytesize
        end
      end
    end
  end
end
