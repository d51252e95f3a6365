# frozen_string_literal: true

require "open3"
require "tmpdir"

require_relative "abi"

# What programs rely on that were compiled with the header: constants, lengths of types, where the members of structures
# are, and the types of functions. A line for each. `spec/abi/contract.txt` has those that were promised.
class Contract
  PATH = File.join(ABI::PROGRAMS, "contract.txt")
  LENGTH = /\A(\w+): (\d+) bytes\z/

  class << self
    # @return [Contract] the one that was promised
    def promised
      new(File.readlines(PATH, chomp: true))
    end

    # @param compiler [Array<String>] for the machine in question
    # @param emulator [Array<String>] what runs its programs here
    # @return [Contract] that of the header, as this compiler reads it
    def of_header(compiler: ["cc"], emulator: [])
      Dir.mktmpdir do |folder|
        program = File.join(folder, "contract")
        File.write("#{program}.c", source)
        run(*compiler, "-std=gnu11", "-I", File.dirname(ABI::HEADER), "-o", program, "#{program}.c")
        new(run(*emulator, program).lines(chomp: true) + functions)
      end
    end

    private

    def run(*command)
      output, status = Open3.capture2e(*command)
      raise "#{command.first}: #{output}" unless status.success?

      output
    end

    # A program that prints what the compiler makes of the header.
    def source
      prints = constants.map { |name| %(printf("#{name} = %lld\\n", (long long)#{name});) } +
               types.map { |name| %(printf("#{name}: %zu bytes\\n", sizeof(#{name}));) } +
               members.map { |structure, type, name| print_member(structure, type, name) }
      "#include <stdio.h>\n#include <swiftsum.h>\nint main(void) {\n#{prints.join("\n")}\n}\n"
    end

    def print_member(structure, type, name)
      %(printf("#{structure}: #{type} #{name} at %zu\\n", offsetof(#{structure}, #{name}));)
    end

    def constants
      ABI::DECLARATIONS.scan(/^#define (\w+) \S|^\s+(SWIFTSUM_\w+) = /).flatten.compact
    end

    # But those that only the library knows the inside of.
    def types
      ABI::DECLARATIONS.scan(/^\} (\w+);|^typedef (?!struct)[\w ]+ (\w+);/).flatten.compact
    end

    # @return [Array<Array(String, String, String)>] a structure, the type and the name of its member
    def members
      ABI::DECLARATIONS.scan(/typedef struct (\w+) \{(.*?)\}/m).flat_map do |structure, body|
        body.split(";").map { |declaration| declaration.split.join(" ") }.reject(&:empty?).flat_map do |declaration|
          type, names = declaration.match(/\A(.*?[ *])(\w+(?:, \w+)*)\z/).captures
          names.split(", ").map { |name| [structure, type.strip, name] }
        end
      end
    end

    # Without the names of the parameters, which a compiled program does not have.
    def functions
      declarations = ABI::DECLARATIONS.gsub(/^#.*/, "").split.join(" ")
      declarations.scan(/((?:typedef )?\w[\w *]*(?:\(\*\w+\))?)\(([^()]*)\);/).map do |function, parameters|
        types = parameters.split(", ").map { |parameter| parameter == "void" ? parameter : parameter[/.*[ *](?=\w)/] }
        "#{function}(#{types.map(&:strip).join(', ')})"
      end
    end
  end

  attr_reader :lines

  # @param lines [Array<String>]
  def initialize(lines)
    @lines = lines
  end

  # A new version of the contract promises nothing to programs of the old one.
  #
  # @param promise [Contract]
  # @return [Array<String>] what a program that was built with that promise would look for in vain
  def broken(promise)
    missing = promise.lines - lines
    missing.grep(/\ASWIFTSUM_ABI_VERSION /).any? ? [] : missing.reject { |line| grown?(line) }
  end

  private

  # A structure may grow at its end if a program says how long the one is that it knows: in the first member, or for
  # entries, beside them.
  def grown?(line)
    type, length = line.match(LENGTH)&.captures
    return false unless lines.include?("#{type}: size_t size at 0") || type == "swiftsum_entry"

    lines.grep(/\A#{type}: \d+ bytes\z/).any? { |now| now[LENGTH, 2].to_i > length.to_i }
  end
end
