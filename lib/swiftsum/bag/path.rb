# frozen_string_literal: true

module Swiftsum
  class Bag
    # How a path stands in a manifest: from the bag's folder, with `/`, and with percent signs for what would break the
    # line (RFC 8493, 2.1.3).
    #
    # @api private
    module Path
      ESCAPES = { "%" => "%25", "\n" => "%0A", "\r" => "%0D" }.freeze
      UNESCAPES = ESCAPES.invert.freeze
      # What leads out of the folder, or would in some shell or on some system.
      UNSAFE = %r{\A[/~]|\A[A-Za-z]:[/\\]|\A\\\\|(?:\A|[/\\])\.\.(?:[/\\]|\z)|\0}n
      private_constant :ESCAPES, :UNESCAPES, :UNSAFE

      class << self
        # @param path [String]
        # @return [String]
        def encode(path)
          path.gsub(/[%\r\n]/n, ESCAPES)
        end

        # @param text [String]
        # @return [String]
        def decode(text)
          text.gsub(/%(?:25|0[AD])/in) { |escape| UNESCAPES.fetch(escape.upcase) }
        end

        # @param path [String]
        # @return [Boolean]
        def unsafe?(path)
          path.match?(UNSAFE)
        end

        # What a path of a manifest may mean, by precedence, each with the code of what is to be said of it: what is
        # written; the same without decoding; and what programs write that know nothing of bags.
        #
        # @param text [String]
        # @return [Array<Array(String, Symbol)>]
        def meanings(text)
          clean = Verification::Listed.clean(text.delete_prefix("*"))
          code = text.start_with?("*") ? :md5sum_format : :unclean_path
          [[decode(text), nil], [text, :not_encoded], [decode(clean), code], [clean, code]].uniq(&:first)
        end
      end
    end
  end
end
