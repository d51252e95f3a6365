# frozen_string_literal: true

module Swiftsum
  # What a checksum can be of: a file by its path, or an IO from where it stands.
  #
  # @api private
  module Source
    class << self
      # Ruby opens the file, not the library: that can be interrupted, and knows what to say of a path.
      #
      # @param source [String, #to_path, IO]
      # @yieldparam io [IO]
      # @yieldparam name [String] for messages
      # @return what the block returns
      # @raise [SystemCallError]
      # @raise [IOError] for an IO that can't go back to where Ruby's buffer began
      # @raise [TypeError] for what is neither a path nor an IO
      def open(source)
        return yield(unbuffered(source), source.inspect) if source.is_a?(IO)

        path = path(source)
        File.open(path, "rb") { |file| yield file, path }
      end

      # @param source [String, #to_path]
      # @return [String]
      # @raise [TypeError] for what is no path and has none
      def path(source)
        # What a Tempfile was told to write, and did not yet, is of the file, too.
        source.flush if source.respond_to?(:to_path) && source.respond_to?(:flush) && !source.closed?
        File.path(source)
      end

      private

      # The library reads from where the descriptor stands: after what Ruby has in its buffer. To seek empties it.
      def unbuffered(io)
        io.seek(0, IO::SEEK_CUR)
        io
      rescue Errno::ESPIPE
        raise IOError, "#{io.inspect} was read into Ruby's buffer" if buffered?(io)

        io
      end

      # Ruby looks into the buffer before it asks the system.
      def buffered?(io)
        io.sysseek(0, IO::SEEK_CUR)
      rescue Errno::ESPIPE
        false
      rescue IOError
        true
      end
    end
  end
end
