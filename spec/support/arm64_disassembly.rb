# frozen_string_literal: true

require_relative "disassembly"

# The functions of an arm64 library, and which extensions of the architecture they use.
class ARM64Disassembly < Disassembly
  # By mnemonic and operands (Arm Architecture Reference Manual, C6.2 and C7.2). PMULL of 64-bit words is an extension,
  # that of bytes is not.
  EXTENSIONS = {
    crc32: /\Acrc32/,
    pmull: /\Apmull2?\s+v\d+\.1q/,
    aes: /\Aaes/,
    sha1: /\Asha1/,
    sha2: /\Asha256/,
    sha512: /\Asha512/,
    sha3: /\A(?:eor3|bcax|rax1|xar)\b/,
    atomics: /\A(?:cas|swp|ld(?:add|clr|eor|set|smax|smin|umax|umin))(?:a|l|al)?[bh]?\s/,
    dot_products: /\A[us]dot\b/,
    sve: /\A\w+\s+(?:\{ ?)?[zp]\d+/,
    half_precision: /\A\w+\s+(?:v\d+\.[48]h|h\d+), .*#\d\.\d/
  }.freeze
  private_constant :EXTENSIONS

  # What a mangled name repeats, it abbreviates: `ArmCrypto` after another `Arm` is `7KernelsF6Crypto` or the like.
  # @return [Boolean] whether a function is one of this module, or a specialisation for its type
  def self.of_module?(name, set)
    last = set.delete_prefix("Arm")
    name.match?(/kernels_fill_arm_#{last.downcase}|KernelsArm#{last}|Kernels[A-Z]\d?#{last}/i)
  end

  private

  def program
    "aarch64-linux-gnu-objdump"
  end

  def instructions(body)
    body.scan(/^ *\h+:\t(\h{8}) *\t(.*)$/)
  end

  def callees(instructions)
    branch = /\A(?:bl?|b\.\w+|cbn?z\s+\w+,|tbn?z\s+\w+, #\w+,)\s+(\h+) </
    instructions.filter_map { |_, text| text[branch, 1]&.hex }.uniq
  end

  def extension(_, text)
    EXTENSIONS.keys.find { |name| EXTENSIONS[name].match?(text) }
  end
end
