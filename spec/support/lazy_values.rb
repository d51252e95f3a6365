# frozen_string_literal: true

require "fiddle"
require "open3"

# The values of a library that Swift makes when they are first used. Each has a token, a word that is 0 until then. A
# token that no code refers to is of a value that the compiler made.
class LazyValues
  # @param library [String] its path; it must have its symbols
  def initialize(library)
    @library = File.realpath(library)
  end

  # @return [Hash{String => Integer}] what the tokens hold just after the library was loaded, by their names
  def tokens
    code = run("objdump", "--disassemble", @library)
    used = symbols.select { |_, address| code.match?(/# #{address.to_s(16)} </) }
    used.transform_values { |address| word(base + address) }
  end

  private

  # The language's own lazy value is the seed of dictionaries and sets, which the library has none of.
  def symbols
    run("nm", @library).scan(/^(\h+) \w (\S+_Wz)$/).to_h { |address, name| [name, address.hex] }
                       .reject { |name, _| name.start_with?("$es") }
  end

  def word(address)
    Fiddle::Pointer.new(address)[0, Fiddle::SIZEOF_LONG].unpack1("j")
  end

  def base
    @base ||= begin
      Fiddle.dlopen(@library)
      File.foreach("/proc/self/maps").find { |line| line.chomp.end_with?(@library) }.hex
    end
  end

  def run(*command)
    output, status = Open3.capture2(*command)
    raise "#{command.first} failed" unless status.success?

    output
  end
end
