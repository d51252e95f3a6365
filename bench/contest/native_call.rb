# frozen_string_literal: true

require "ffi"
require "tmpdir"

module Contest
  # A call of a native function that is repeated in C: what a C program sees, without what Ruby and FFI add to it.
  class NativeCall
    # The library that repeats, compiled when a benchmark starts.
    module Loop
      extend FFI::Library

      Dir.mktmpdir do |folder|
        library = File.join(folder, "repeat.#{FFI::Platform::LIBSUFFIX}")
        system("cc", "-O2", "-fPIC", "-shared", "-o", library, File.join(__dir__, "repeat.c"), exception: true)
        ffi_lib library
      end
      attach_function :repeat, %i[pointer pointer size_t], :double
    end

    WORDS = 6
    LONGEST_DIGEST = 64
    private_constant :Loop, :WORDS, :LONGEST_DIGEST

    attr_reader :name

    # @param name [String]
    # @param library [String] as the dynamic linker knows it
    # @param symbol [String]
    # @param arguments [Array] of integers and strings; of :input, :length and :output, which are memory; and of
    #   arrays, each a function of the same library, whose result is meant, and its arguments
    # @param input [FFI::Pointer] of the length that is to be read
    # @raise [LoadError] if there is no such library
    def initialize(name, library, symbol, *arguments, input:)
      @name = name
      @library = FFI::DynamicLibrary.open(library, FFI::DynamicLibrary::RTLD_LAZY | FFI::DynamicLibrary::RTLD_LOCAL)
      @function = @library.find_function(symbol) or raise LoadError, "#{library} has no #{symbol}"
      @memory = { input: input, output: FFI::MemoryPointer.new(LONGEST_DIGEST) }
      @arguments = words(arguments)
    end

    # One call that does not count has the input and the code in the caches.
    def prepare
      seconds(1)
    end

    # @return [Float] that so many calls take
    def seconds(calls)
      Loop.repeat(@function, @arguments, calls)
    end

    private

    def words(arguments)
      FFI::MemoryPointer.new(:uint64, WORDS).write_array_of_uint64(arguments.map { |argument| word(argument) })
    end

    def word(argument)
      case argument
      when :length then @memory[:input].size
      when Symbol then @memory.fetch(argument).address
      when String then (@memory[argument] = FFI::MemoryPointer.from_string(argument)).address
      when Array then result(*argument)
      else argument
      end
    end

    def result(symbol, *arguments)
      function = @library.find_function(symbol) or raise LoadError, "#{@library.name} has no #{symbol}"
      FFI::Function.new(:uint64, [:uint64] * arguments.size, function).call(*arguments.map { |value| word(value) })
    end
  end
end
