# frozen_string_literal: true

require_relative "../native/many"

module Swiftsum
  class Digest < ::Digest::Class
    # Behind `digest_all` and `hexdigest_all`.
    #
    # @api private
    module ManyStrings
      private

      # What the method `form` gives of each. The block says how String#unpack takes that from so many bytes.
      def all(form, strings, threads, parameters)
        strings = listed(strings, threads) { new(**parameters) }
        return strings.map { |string| public_send(form, string, parameters) } unless parameters.empty?

        @algorithm.digest_strings(strings, threads).unpack(yield(@algorithm.digest_length) * strings.size)
      end

      # An Array that other threads don't have. What is wrong is wrong of no String too: the block sees to parameters.
      def listed(strings, threads)
        raise TypeError, "#{strings.class} is not an Enumerable" unless strings.is_a?(Enumerable)
        raise TypeError, "threads is an Integer, not #{threads.inspect}" unless threads.is_a?(Integer)
        raise ArgumentError, "threads is 1 or more, not #{threads}" unless threads.positive?

        yield
        strings.to_a.dup
      end
    end
    private_constant :ManyStrings
  end
end
