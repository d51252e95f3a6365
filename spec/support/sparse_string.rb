# frozen_string_literal: true

require "fiddle"

# Strings of a length that would be dear, if it were not for what the system does with zeros: pages that nobody wrote
# to are all the same one.
module SparseString
  def self.function(name, *types)
    Fiddle::Function.new(Fiddle.dlopen(nil)[name], types, Fiddle::TYPE_VOIDP)
  end

  CALLOC = function("calloc", Fiddle::TYPE_SIZE_T, Fiddle::TYPE_SIZE_T)
  STR_NEW_STATIC = function("rb_str_new_static", Fiddle::TYPE_VOIDP, Fiddle::TYPE_LONG)
  private_class_method :function
  private_constant :CALLOC, :STR_NEW_STATIC

  # Ruby neither copies the memory nor ever frees it.
  #
  # @param length [Integer] in bytes
  # @param parts [Hash{Integer => String}] what is not zeros, by its place
  # @return [String]
  def self.new(length, parts)
    memory = CALLOC.call(length, 1)
    raise NoMemoryError, "no address space for #{length} bytes" if memory.null?

    parts.each { |place, bytes| memory[place, bytes.bytesize] = bytes }
    STR_NEW_STATIC.call(memory, length).to_value.freeze
  end
end
