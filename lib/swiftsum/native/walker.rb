# frozen_string_literal: true

module Swiftsum
  # To walk a tree takes functions and structures of its own.
  module Native
    # swiftsum_walker
    class WalkerPointer < OwnedPointer
      def self.release(pointer)
        Native.release_walker(pointer)
      end
    end

    # swiftsum_walk_options
    class WalkOptions < SizedStruct
      FOLLOW = 1
      ONE_FILE_SYSTEM = 2
      STATES = 4

      layout :size, :size_t,
             :exclude, :pointer,
             :exclude_count, :size_t,
             :include, :pointer,
             :include_count, :size_t,
             :flags, :uint32

      # @param exclude [Array<String>] without NULs
      # @param include [Array<String>]
      # @param flags [Integer]
      def initialize(exclude, include, flags)
        super()
        @texts = []
        point(:exclude, exclude)
        point(:include, include)
        self[:flags] = flags
      end

      private

      # The structure keeps the array, and the texts are kept here.
      def point(name, texts)
        pointers = texts.map { |text| FFI::MemoryPointer.from_string(text) }
        @texts.concat(pointers)
        self[name] = FFI::MemoryPointer.new(:pointer, pointers.size + 1).write_array_of_pointer(pointers)
        self[:"#{name}_count"] = pointers.size
      end
    end

    # swiftsum_entries, with the memory for them.
    class Entries < SizedStruct
      layout :size, :size_t,
             :paths, :pointer,
             :paths_capacity, :size_t,
             :entries, :pointer,
             :capacity, :size_t,
             :entry_size, :size_t,
             :count, :size_t,
             :paths_length, :size_t

      # What a slice of time without stating gives is more, but garbage is collected sooner when it is less.
      CAPACITY = 1024
      PATHS_CAPACITY = 128 << 10
      # swiftsum_entry
      ENTRY_SIZE = 64
      private_constant :CAPACITY, :PATHS_CAPACITY, :ENTRY_SIZE

      # Of swiftsum_entry, from `kind` on.
      WITH_STATE = "x8LlQQQqqLL"
      WITHOUT_STATE = "x8Llx48"

      def initialize
        super
        self[:entries] = FFI::MemoryPointer.new(ENTRY_SIZE, CAPACITY)
        self[:capacity] = CAPACITY
        self[:entry_size] = ENTRY_SIZE
        make_room(PATHS_CAPACITY)
      end

      # @param bytes [Integer] that all paths may take
      # @return [void]
      def make_room(bytes)
        self[:paths] = FFI::MemoryPointer.new(:char, bytes)
        self[:paths_capacity] = bytes
      end

      # @return [Array<String>] binary
      def paths
        self[:paths].read_bytes(self[:paths_length]).split("\0")
      end

      # @param format [String] WITH_STATE or WITHOUT_STATE
      # @return [Array<Integer>] of one entry after the other
      def facts(format)
        self[:entries].read_bytes(self[:count] * ENTRY_SIZE).unpack(format * self[:count])
      end
    end

    attach_without_gvl :make_walker, [:string, WalkOptions.by_ref, :pointer], :int
    attach :release_walker, [:pointer], :void
    attach_without_gvl :walk, [WalkerPointer, :uint32, Entries.by_ref], :int
    attach :batch_walk, [BatchPointer, WalkerPointer], :int

    # A walk through a tree, in slices of time without the GVL.
    class Walker
      # @see Reader::SLICE_MILLISECONDS
      SLICE_MILLISECONDS = 50
      private_constant :SLICE_MILLISECONDS

      # @param folder [String]
      # @param options [WalkOptions]
      # @yieldparam paths [Array<String>] binary
      # @yieldparam facts [Array<Integer>] as many of each entry: kind, errno; if states are wanted also size, inode,
      #   device, seconds and then nanoseconds of both times
      # @return [void]
      def self.each(folder, options, &block)
        walker = new(folder, options)
        walker.open
        walker.each(&block)
      ensure
        walker&.release
      end

      # @return [WalkerPointer] once it is open
      attr_reader :pointer

      def initialize(folder, options)
        @folder = folder
        @options = options
        @format = (options[:flags] & WalkOptions::STATES).zero? ? Entries::WITHOUT_STATE : Entries::WITH_STATE
      end

      # A thread that is killed meanwhile is so when there is somebody who releases.
      #
      # @return [void]
      # @raise [SystemCallError]
      def open
        Thread.handle_interrupt(Object => :never) { @pointer = WalkerPointer.make { |cell| make(cell) } }
      rescue Errno::EINTR
        # Ruby has seen to what the signal was about.
        retry
      end

      def each
        # What a batch walks, or can't be opened, needs no memory for entries.
        @entries = Entries.new
        loop do
          is_last = walk
          yield @entries.paths, @entries.facts(@format)
          return if is_last
        end
      end

      # In place of {#each}: what comes next, whenever that is wanted.
      #
      # @return [Array(Array<String>, States), nil] paths, which may be none yet; nil at the end
      def read
        return if @ended

        @entries ||= Entries.new
        @ended = walk
        [@entries.paths, States.at(@entries[:entries], @entries[:count])]
      end

      def release
        @pointer&.release
      end

      private

      def make(cell)
        status = Native.make_walker_without_gvl(@folder, @options, cell)
        status == Status::OK ? status : Status.fail(status, @folder)
      end

      # @return [Boolean] whether it is at its end
      def walk
        status = Native.walk_without_gvl(@pointer, SLICE_MILLISECONDS, @entries)
        case status
        when Status::OK then true
        when Status::AGAIN then false
        when Status::ERROR_SIZE
          @entries.make_room(2 * @entries[:paths_length])
          walk
        else Status.fail(status, @folder)
        end
      end
    end
  end
end
