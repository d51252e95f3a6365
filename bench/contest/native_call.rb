# frozen_string_literal: true

require "ffi"

require_relative "c_library"

module Contest
  # A call of a native function that is repeated in C: what a C program sees, without what Ruby and FFI add to it.
  class NativeCall
    # The library that repeats.
    module Loop
      extend FFI::Library

      ffi_lib CLibrary.path("repeat", "-O2")
      attach_function :repeat, %i[pointer pointer size_t], :double
      attach_function :repeat_for_each, %i[pointer pointer pointer size_t size_t], :double
      attach_function :once, %i[pointer pointer], :uint64
    end

    WORDS = 7
    LARGEST_CACHE = 128 << 20
    private_constant :Loop, :WORDS, :LARGEST_CACHE

    attr_reader :name

    # @param name [String]
    # @param library [String] as the dynamic linker knows it
    # @param symbol [String]
    # @param arguments [Array] of integers and strings; of symbols, which `values` explains; and of arrays, each a
    #   function of the same library, whose result is meant, and its arguments
    # @param values [Hash{Symbol => FFI::Pointer, Integer}] such as the `input`, its `length`, and the `output`
    # @raise [LoadError] if there is no such library, or no such function in it
    def initialize(name, library, symbol, *arguments, **values)
      @name = name
      @library = FFI::DynamicLibrary.open(library, FFI::DynamicLibrary::RTLD_LAZY | FFI::DynamicLibrary::RTLD_LOCAL)
      @values = values
      @function = function(symbol)
      @arguments = words(arguments)
      @writes = arguments.include?(:output)
    end

    # One call that does not count has the input and the code in the caches, where the input fits into any.
    def prepare
      seconds(1) if @values.fetch(:length) <= LARGEST_CACHE
    end

    # @return [Float] that so many calls take
    def seconds(calls)
      Loop.repeat(@function, @arguments, calls)
    end

    # @param length [Integer] of the digest, in bytes
    # @return [String] what a call writes; or what it returns, as the last bytes of the digest
    def result(length)
      @values.fetch(:output).clear if @writes
      value = Loop.once(@function, @arguments)
      @writes ? @values.fetch(:output).get_bytes(0, length) : [value].pack("Q>").byteslice(-[length, 8].min..)
    end

    private

    def words(values)
      FFI::MemoryPointer.new(:uint64, WORDS).write_array_of_uint64(values.map { |value| word(value) })
    end

    def word(value)
      case value
      when Symbol then word(@values.fetch(value))
      when String then word(@values[value] ||= FFI::MemoryPointer.from_string(value))
      when Array then returned(*value)
      when FFI::Pointer then value.address
      else value
      end
    end

    def returned(symbol, *arguments)
      arguments = arguments.map { |argument| word(argument) }
      FFI::Function.new(:uint64, [:uint64] * arguments.size, function(symbol)).call(*arguments)
    end

    def function(symbol)
      @library.find_function(symbol) or raise LoadError, "#{@library.name} has no #{symbol}"
    end
  end

  # Calls of a native function, one for each of several inputs that follow each other in memory. One call that
  # takes all of them is the same with a single one.
  class NativeCallForEach < NativeCall
    # (see NativeCall#initialize)
    # @param times [Integer] how many calls
    # @param steps [Hash{Symbol => Integer}] by which arguments how far it is from one to the next, in bytes
    def initialize(name, library, symbol, *arguments, times:, steps:, **values)
      super(name, library, symbol, *arguments, **values)
      @times = times
      @steps = words(arguments.map { |argument| steps.fetch(argument, 0) })
    end

    # (see NativeCall#seconds)
    def seconds(calls)
      Loop.repeat_for_each(@function, @arguments, @steps, @times, calls)
    end

    # @return [String] what the calls write: all of the output
    def result(_length)
      output = @values.fetch(:output).clear
      seconds(1)
      output.get_bytes(0, output.size)
    end
  end
end
