# frozen_string_literal: true

require_relative "../native/small_file"

module Swiftsum
  # What a checksum can be of: a file by its path; an IO, or what can be read as one, from where it stands; a Tempfile
  # as a whole.
  #
  # @api private
  module Source
    # In bytes: so much of a source that is no file is read at a time.
    PIECE = 64 << 10
    private_constant :PIECE

    class << self
      # The contents of a short file, which one native call reads. To open a file in Ruby takes longer than that.
      #
      # @param source [Object]
      # @param settle [Numeric] (see Swiftsum.checksum)
      # @return [String, nil] nil if it is no path, or a file that is to be read another way; then that says what is
      #   wrong
      # @raise [TypeError] for what is no source
      def contents(source, settle)
        return unless (source.instance_of?(String) || path?(source)) && settle.zero?

        Native.small_file(path(source))
      end

      # Appends all that the source has to hashers.
      #
      # @param source [String, #to_path, IO, #to_io, #read]
      # @param hashers [Array<Native::Hasher>]
      # @param settle [Numeric] (see Swiftsum.checksum)
      # @yieldparam (see Swiftsum.checksum)
      # @raise (see Swiftsum.checksum)
      def read(source, hashers, settle, &progress)
        return read_pieces(source, hashers, &progress) if pieces?(source)

        opened(source) { |io, name| Native::Reader.read(io, hashers, name, settle:, &progress) }
      end

      # Ruby opens the file, not the library: that can be interrupted, and knows what to say of a path.
      #
      # @param source [String, #to_path, IO, #to_io]
      # @yieldparam io [IO]
      # @yieldparam name [String] for messages
      # @return what the block returns
      # @raise [SystemCallError]
      # @raise [IOError] for an IO that can't go back to where Ruby's buffer began
      # @raise [TypeError] for what is neither a path nor an IO
      def opened(source, &block)
        return yield(unbuffered(source), source.inspect) if source.is_a?(IO)
        return whole(IO.try_convert(source), source.inspect, &block) if tempfile?(source)
        return opened(IO.try_convert(source), &block) unless path?(source)

        path = path(source)
        File.open(path, "rb") { |file| yield file, path }
      end

      # For code that must see what is read.
      #
      # @param source (see .opened)
      # @yieldparam piece [String]
      # @return [void]
      # @raise [ChangedError] if the file changed meanwhile
      # @raise (see .opened)
      def pieces(source, &block)
        opened(source) do |io, name|
          before = state(io)
          each_piece(io, &block)
          raise ChangedError, "#{name}: #{Native.status_text(Native::Status::ERROR_CHANGED)}" unless state(io) == before
        end
      end

      # @param source [String, #to_path]
      # @return [String]
      # @raise [TypeError] for what is no path and has none
      def path(source)
        # What a file was told to write, and did not yet, is of it, too.
        source.flush if source.is_a?(IO) && !source.closed?
        File.path(source)
      end

      # @return [Boolean] whether it is an open file beside its path, which may not be its own any more
      def tempfile?(source)
        return false if source.is_a?(IO) || !(source.respond_to?(:to_path) && source.respond_to?(:to_io))

        !(source.respond_to?(:closed?) && source.closed?)
      end

      private

      # Whatever is nothing else: File.path says so.
      def path?(source)
        return false if source.is_a?(IO) || tempfile?(source)

        return true if source.is_a?(String) || source.respond_to?(:to_path)

        !(source.respond_to?(:to_io) || source.respond_to?(:read))
      end

      # What has both `read` and `to_io` may give other bytes by the first, as a Zlib::GzipReader does.
      def pieces?(source)
        !source.is_a?(IO) && !path?(source) && !tempfile?(source) && source.respond_to?(:read)
      end

      # With what Ruby was told to write and did not yet. It stands afterwards where it stood.
      def whole(file, name)
        place = file.pos
        file.rewind
        yield file, name
      ensure
        file.seek(place) if place && !file.closed?
      end

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

      def read_pieces(source, hashers)
        done = 0
        each_piece(source) do |piece|
          hashers.each { |hasher| hasher.update(piece) }
          done += piece.bytesize
          yield done, 0 if block_given?
        end
      end

      # An empty one is the end to some, which others say by nil. Some must be given a buffer.
      def each_piece(source)
        buffers = source.method(:read).arity.then { |arity| [2, -3].include?(arity) } ? [+""] : []
        loop do
          piece = source.read(PIECE, *buffers)
          break if piece.nil? || piece.empty?

          yield piece
        end
      end

      def state(io)
        stat = io.stat
        [stat.size, stat.mtime, stat.ctime]
      end
    end
  end
end
