# frozen_string_literal: true

require "open3"

# The functions of an x86-64 library, and which extensions of the instruction set they use.
class Disassembly
  # Extensions are those of its own instructions, callees the addresses that it calls or jumps to.
  Function = Struct.new(:address, :name, :extensions, :callees)

  # Prefixes, REX, and the opcode or what announces it: VEX, EVEX, or one of the maps 0F, 0F 38 and 0F 3A (Intel SDM
  # volume 2, chapter 2).
  ENCODING = /\A(?<prefixes>(?:(?:26|2e|36|3e|6[4-7]|f[023]) )*)(?:4\h )?(?<opcode>62|c[45]|0f 3[8a] \h\h|0f \h\h)/
  private_constant :ENCODING

  # By opcode, with F2 or F3 where they decide (appendix A). What is none of these belongs to every x86-64 CPU. TZCNT
  # is none: its bytes mean BSF to a CPU that lacks it, and compilers write it for BSF.
  EXTENSIONS = {
    avx512: /\A62/,
    avx: /\Ac[45]/,
    ssse3: /\A0f (?:38 0[0-9ab]|38 1[cde]|3a 0f)/,
    sse41: /\A0f (?:38 1[0457]|38 2[0-589ab]|38 3[0-589a-f]|38 4[01]|3a 0[89a-e]|3a 1[4-7]|3a 2[0-2]|3a 4[0-2])/,
    sse42: /\A(?:0f (?:38 37|3a 6[0-3])|f2 0f 38 f[01])/,
    pclmul: /\A0f 3a 44/,
    sha: /\A0f (?:38 c[89a-d]|3a cc)/,
    popcnt: /\Af3 0f b8/,
    lzcnt: /\Af3 0f bd/,
    other: /\A(?:f[23] )?0f 3[8a]/
  }.freeze
  private_constant :EXTENSIONS

  # @param library [String] its path; it must have its symbols
  def initialize(library)
    @output, status = Open3.capture2(program, "--disassemble", "--wide", library)
    raise "#{program} failed" unless status.success?
  end

  # @return [Array<Function>]
  def functions
    @output.split(/^(\h+) <(.*)>:$/).drop(1).each_slice(3).map do |address, name, body|
      instructions = instructions(body)
      extensions = instructions.filter_map { |instruction| extension(*instruction) }.uniq
      Function.new(address.hex, name, extensions, callees(instructions))
    end
  end

  private

  def program
    "objdump"
  end

  # The bytes and the text of each.
  def instructions(body)
    body.scan(/^ *\h+:\t((?:\h\h )+)\s*\t?(.*)$/)
  end

  def callees(instructions)
    instructions.filter_map { |_, text| text[/\A(?:call|j\w+) +(\h+) </, 1]&.hex }.uniq
  end

  # GFNI has encodings of three kinds, so it goes by its name.
  def extension(bytes, text)
    return :gfni if text.match?(/\Av?gf2p8/)

    encoding = ENCODING.match(bytes) or return
    opcode = "#{encoding[:prefixes][/f[23] /]}#{encoding[:opcode]}"
    EXTENSIONS.keys.find { |name| EXTENSIONS[name].match?(opcode) }
  end
end
