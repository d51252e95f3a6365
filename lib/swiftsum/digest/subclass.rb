# frozen_string_literal: true

module Swiftsum
  class Digest
    # What differs in a class that somebody derived from one of ours. It may override `initialize`, `update` or
    # `finish`, so it goes the way of the standard library's, which calls them.
    #
    # @api private
    module Subclass
      # Those of the class itself.
      module ClassMethods
        ruby2_keywords def digest(string, *arguments)
          new(*arguments).digest(string)
        end

        ruby2_keywords def hexdigest(string, *arguments)
          ::Digest.hexencode(digest(string, *arguments))
        end

        ruby2_keywords def base64digest(string, *arguments)
          [digest(string, *arguments)].pack("m0")
        end

        def file(name, *arguments, settle: 0, **parameters)
          new(*arguments, **parameters).file(name, settle:)
        end

        private

        def all(form, strings, threads, parameters)
          strings = listed(strings, threads) { new(**parameters) }
          strings.map { |string| public_send(form, string, **parameters) }
        end
      end

      DIGEST = ::Digest::Instance.instance_method(:digest)
      HEXDIGEST = ::Digest::Instance.instance_method(:hexdigest)
      private_constant :DIGEST, :HEXDIGEST

      # @param type [Class]
      # @return [void]
      def self.included(type)
        super
        type.extend(ClassMethods)
      end

      def digest(*string)
        DIGEST.bind_call(self, *string)
      end

      def hexdigest(*string)
        HEXDIGEST.bind_call(self, *string)
      end

      def file(name, settle: 0)
        return super if method(:update).owner.equal?(Digest)
        raise UnsupportedError, "#{self.class} overrides update: it can't settle" unless Settling.seconds(settle).zero?

        Source.pieces(Source.tempfile?(name) ? name : Source.path(name)) { |piece| update(piece) }
        self
      end
    end
    private_constant :Subclass
  end
end
