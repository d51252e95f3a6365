/// Everything that computing a CRC needs to know of its model, derived from it.
///
/// One form serves every width. With G = P·x^(64-w), of degree 64, and M the message,
/// M·x^64 mod G = x^(64-w)·(M·x^w mod P): the register of a 64-bit CRC with generator G is the w-bit
/// register, scaled. A *register* here is that 64-bit value. Where the model reflects its input, a
/// polynomial of degree below 64 is stored with its bits reversed, so that x^63 is bit 0, and the scaled
/// register is the w-bit register in its ordinary place; otherwise it stands in the highest w bits.
@safe
public struct CRCConstants: @unchecked Sendable {
    public let model: CRCModel
    /// The state before the first byte: see `CRC`.
    public let initial: UInt64
    /// How many bits further left a register stands than its state: 0 where input is reflected.
    public let shift: UInt64
    /// What is added (xor) to the register when it is read, shifted as the register is.
    public let xorOutput: UInt64

    /// Multipliers that carry 16 bytes of message across a distance: see `CRCFolding`, which may need them reflected
    /// though the model's input is not. The pair for k·16 bytes is at index 2·(`farthest` - k): descending, because the
    /// first lane of a wide vector is the farthest from the end. The pair for 0 is zero.
    public let fold: UnsafePointer<UInt64>
    /// Multipliers of the last step, each twice, in the same form; see `reduce` there.
    public let reduction: UnsafePointer<UInt64>
    /// Registers of a byte followed by zero bytes: a row of 256 for each number of zeros, first 0 to 7, then
    /// 24 to 31. See `CRCSlicing`.
    public let table: UnsafePointer<UInt64>

    /// A row for each byte of a word.
    @inlinable public static var sliceRows: Int { 8 }
    /// Distances go up to this many times 16 bytes.
    @inlinable public static var farthest: Int { 32 }
}

extension CRCConstants {
    /// Computes them, with multipliers for this form of folding: see `CRCFolding.isReflected`. The caller gives them
    /// back with `deallocate`.
    public init(_ model: CRCModel, foldsReflected: Bool) {
        self.model = model
        let scale = UInt64(64 - model.width)
        let generator = Polynomial64(modulus: model.polynomial << scale)
        func stored(_ polynomial: UInt64) -> UInt64 { model.reflectsInput ? polynomial.bitReversed : polynomial }
        shift = model.reflectsInput ? 0 : scale
        xorOutput = model.state(of: model.xorOutput) << shift
        initial = (stored(model.initial << scale) ^ xorOutput) >> shift

        func folding(_ polynomial: UInt64) -> UInt64 { foldsReflected ? polynomial.bitReversed : polynomial }
        // Reversed, the product of two polynomials of degree 63 ends at bit 126 where 127 is meant: it is
        // one factor x too large, and the multiplier makes up for it.
        let excess = foldsReflected ? 1 : 0
        let fold = unsafe Self.allocateFold()
        // x to the power of each distance in bits, less the excess, and 64 more.
        var lower = generator.power(128 - excess), upper = generator.power(128 + 64 - excess)
        let step = generator.power(128)
        for k in 1...Self.farthest {
            let index = 2 * (Self.farthest - k)
            unsafe fold[index] = folding(foldsReflected ? upper : lower)
            unsafe fold[index + 1] = folding(foldsReflected ? lower : upper)
            lower = generator.multiply(lower, step)
            upper = generator.multiply(upper, step)
        }
        unsafe self.fold = unsafe UnsafePointer(fold)

        let reduction = UnsafeMutablePointer<UInt64>.allocate(capacity: 8)
        let quotient = generator.barrett
        let steps: InlineArray<4, UInt64> =
            foldsReflected
            ? [
                folding(generator.power(127)), folding((1 << 63) | (quotient >> 1)), folding(generator.modulus) << 1,
                generator.modulus & 1 == 1 ? .max : 0,
            ] : [generator.power(128), quotient, generator.modulus, 0]
        for step in 0..<4 { unsafe (reduction + 2 * step).initialize(repeating: steps[step], count: 2) }
        unsafe self.reduction = unsafe UnsafePointer(reduction)

        let table = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * Self.sliceRows * 256)
        for byte in 0..<256 {
            // A byte is eight terms x^63 to x^56 of a register, times x^8 for having been shifted through.
            let terms = model.reflectsInput ? UInt64(byte).bitReversed : UInt64(byte) << 56
            unsafe table[byte] = stored(generator.timesByte(terms))
        }
        for byte in 0..<256 {
            var register = unsafe table[byte]
            for zeros in 1..<32 {
                // One more zero byte is one more step.
                register =
                    model.reflectsInput
                    ? unsafe (register >> 8) ^ table[Int(register & 0xff)]
                    : unsafe (register << 8) ^ table[Int(register >> 56)]
                if zeros < Self.sliceRows { unsafe table[256 * zeros + byte] = register }
                if zeros >= 24 { unsafe table[256 * (zeros - 24 + Self.sliceRows) + byte] = register }
            }
        }
        unsafe self.table = unsafe UnsafePointer(table)
    }
}

extension CRCConstants {
    /// The register of a state: see `CRC`.
    @inlinable @inline(__always)
    func register<Order: BitOrder>(of state: UInt64, _ order: Order.Type) -> UInt64 {
        (Order.isReflected ? state : state &<< shift) ^ xorOutput
    }

    /// The state that is read from a register.
    @inlinable @inline(__always)
    func state<Order: BitOrder>(of register: UInt64, _ order: Order.Type) -> UInt64 {
        let read = register ^ xorOutput
        return Order.isReflected ? read : read &>> shift
    }

    /// Gives their memory back. Nobody may use them any more.
    public func deallocate() {
        deallocateFold()
        unsafe reduction.deallocate()
        unsafe table.deallocate()
    }
}

extension CRCConstants {
    /// Words of padding before `fold`, so that pair 3, and every fourth after it, begins a cache line: the multipliers
    /// of a vector of 64 bytes are within one line.
    private static var lead: Int { 6 }

    /// Memory for the multipliers, all zero.
    private static func allocateFold() -> UnsafeMutablePointer<UInt64> {
        let count = lead + 2 * (farthest + 1)
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: MemoryLayout<UInt64>.size * count, alignment: 64)
        return unsafe memory.initializeMemory(as: UInt64.self, repeating: 0, count: count) + lead
    }

    private func deallocateFold() { unsafe (fold - Self.lead).deallocate() }
}
