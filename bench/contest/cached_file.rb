# frozen_string_literal: true

require "etc"
require "ffi"
require "tmpdir"

module Contest
  # A file of random bytes that is in the page cache whenever it is read.
  class CachedFile
    # The system's own account of what it holds in memory.
    module PageCache
      extend FFI::Library

      ffi_lib FFI::Library::LIBC
      attach_function :mmap, %i[pointer size_t int int int off_t], :pointer
      attach_function :munmap, %i[pointer size_t], :int
      attach_function :mincore, %i[pointer size_t pointer], :int

      PROT_READ = 1
      MAP_SHARED = 1

      # @return [Boolean] whether all of the file is there
      def self.whole?(file)
        memory = mmap(nil, file.size, PROT_READ, MAP_SHARED, file.fileno, 0)
        pages(memory, file.size).all?(&:odd?)
      ensure
        munmap(memory, file.size)
      end

      # The lowest bit tells whether it is there.
      def self.pages(memory, bytes)
        states = FFI::MemoryPointer.new(bytes / Etc.sysconf(Etc::SC_PAGESIZE))
        raise SystemCallError.new("mincore", FFI.errno) unless mincore(memory, bytes, states).zero?

        states.get_bytes(0, states.size).each_byte
      end
      private_class_method :pages
    end
    private_constant :PageCache

    PIECE_WRITTEN = 64 << 20
    PIECE_READ = 1 << 20
    TRIES = 5
    private_constant :PIECE_WRITTEN, :PIECE_READ, :TRIES

    # Yields the file; it is deleted afterwards.
    #
    # @param bytes [Integer] a multiple of 64 MiB
    # @yieldparam file [CachedFile]
    def self.make(bytes)
      Dir.mktmpdir do |folder|
        path = File.join(folder, "cached")
        piece = Random.bytes(PIECE_WRITTEN)
        File.open(path, "wb") do |file|
          (bytes / PIECE_WRITTEN).times { file.write(piece) }
          # Otherwise the system writes it to the disk while it is being measured.
          file.fsync
        end
        yield new(path)
      end
    end

    attr_reader :path

    def initialize(path)
      @path = path
    end

    # Reads it until the system has all of it in memory: pages may go again while others come.
    #
    # @return [void]
    def warm
      File.open(path, "rb") do |file|
        TRIES.times.any? { read(file) } or raise "#{path} does not stay in the page cache"
      end
    end

    private

    # @return [Boolean] whether all of it is in memory now
    def read(file)
      file.rewind
      buffer = String.new(capacity: PIECE_READ)
      nil while file.read(PIECE_READ, buffer)
      PageCache.whole?(file)
    end
  end
end
