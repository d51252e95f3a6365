# frozen_string_literal: true

module Swiftsum
  # Short files, in one call.
  module Native
    # In bytes.
    SMALL_FILE = 64 << 10
    private_constant :SMALL_FILE

    # Where a file is read to.
    class FileBuffer
      def initialize
        @memory = FFI::MemoryPointer.new(:char, SMALL_FILE + 1, false)
        @result = FileResult.new
      end

      # @return [String, nil] the contents
      def read(path)
        status = Native.read_small_file_without_gvl(path, @memory, SMALL_FILE + 1, @result)
        @memory.get_bytes(0, @result[:bytes]) if status == Status::OK
      end
    end
    private_constant :FileBuffer

    class << self
      # The fiber keeps the memory for the next file. It is taken out of its place meanwhile: a trap handler that comes
      # in between finds none and makes its own; what an exception loses is garbage.
      #
      # @param path [String]
      # @return [String, nil] the contents; nil if it is another kind of file, or longer, or can't be read
      def small_file(path)
        place = (Thread.current[:swiftsum_file] ||= [nil])
        buffer = place[0] || FileBuffer.new
        place[0] = nil
        contents = buffer.read(Snapshot.of(path))
        place[0] = buffer
        contents
      end
    end
  end
end
