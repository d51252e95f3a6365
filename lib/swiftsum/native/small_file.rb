# frozen_string_literal: true

module Swiftsum
  # Short files, in one call.
  module Native
    # In bytes.
    SMALL_FILE = 64 << 10
    private_constant :SMALL_FILE

    # Where a file is read to.
    class FileBuffer
      attr_reader :memory, :result

      def initialize
        @memory = FFI::MemoryPointer.new(:char, SMALL_FILE + 1, false)
        @result = FileResult.new
      end

      # @return [String]
      def contents
        @memory.get_bytes(0, @result[:bytes])
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
        status = read_small_file_without_gvl(Snapshot.of(path), buffer.memory, SMALL_FILE + 1, buffer.result)
        contents = buffer.contents if status == Status::OK
        place[0] = buffer
        contents
      end
    end
  end
end
