/// Instructions that take the register of a CRC of 32 bits through 1 to 8 bytes. x86 has them for CRC-32C (SSE4.2), Arm for
/// CRC-32, too (FEAT_CRC32).
public protocol CRC32Instructions {
    /// Those of `CRC32ByInstruction` for this CRC.
    static var carries: [InlineArray<3, UInt64>] { get }
    static func update(_ register: UInt64, _ byte: UInt8) -> UInt64
    static func update(_ register: UInt64, _ word: UInt32) -> UInt64
    static func update(_ register: UInt64, _ word: UInt64) -> UInt64
}

/// A CRC of 32 bits where the CPU has an instruction for it.
///
/// The instruction takes 8 bytes and has a latency of some cycles, so several streams at a time keep its unit busy.
/// Folding uses another unit. A long message is cut into four parts: the first is folded while the instruction goes
/// through the three others; then their registers are carried to the end and added.
public enum CRC32ByInstruction {
    /// By the instruction alone, where nothing carries a register across a stream.
    @inlinable @inline(__always)
    public static func update<I: CRC32Instructions>(
        _ instructions: I.Type, _ constants: UnsafeRawPointer, _ state: UInt64, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt64 {
        let constants = unsafe constants.assumingMemoryBound(to: CRCConstants.self)
        let register = unsafe constants.pointee.register(of: state, Reflected.self)
        return unsafe constants.pointee.state(of: I.update(register, input, length), Reflected.self)
    }

    @inlinable @inline(__always)
    public static func update<Wide: CarrylessVector, I: CRC32Instructions>(
        _ vector: Wide.Type, _ instructions: I.Type, _ constants: UnsafeRawPointer, _ state: UInt64,
        _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt64 {
        let constants = unsafe constants.assumingMemoryBound(to: CRCConstants.self)
        let register = unsafe constants.pointee.register(of: state, Reflected.self)
        let result =
            (FusedCRC32<Wide, I>.length(leastExponent)...mostFused).contains(length)
            ? unsafe FusedCRC32<Wide, I>.fused(constants, register, input, length)
            : unsafe FusedCRC32<Wide, I>.folded(constants, register, input, length)
        return unsafe constants.pointee.state(of: result, Reflected.self)
    }

    /// A step folds four vectors, and takes so many words of 8 bytes of each of the three streams. That is fewer than
    /// the instruction could do meanwhile: with as many, the units would wait for each other now and then.
    @inlinable @inline(__always) static var wordsPerStep: Int { 4 }
    /// On more bytes, which no cache near the core holds, reading at four addresses at once is slower than at one.
    @inlinable @inline(__always) static var mostFused: Int { 4 << 20 }
    /// There are 2 to the power of an exponent steps between these.
    @inlinable @inline(__always) static var leastExponent: Int { 3 }
    @inlinable @inline(__always) static var greatestExponent: Int { 12 }

    /// Computes the constants, which otherwise the first long message would.
    public static func prepare() {
        _ = crc32cCarries.count
        #if arch(arm64)
            _ = crc32Carries.count
        #endif
    }

    /// By exponent, what carries a register across one to three streams.
    ///
    /// A register and a multiplier are polynomials of degree below 32, with x^31 as bit 0. Their product is read as
    /// one of degree below 64 with x^63 as bit 0, in which it is one factor x too large; the instruction then
    /// multiplies by x^32. So x^(8n - 33) carries across n bytes.
    static func carries(of model: CRCModel) -> [InlineArray<3, UInt64>] {
        let generator = Polynomial64(modulus: model.polynomial << 32)
        // Modulo the generator times x^32, all exponents are 32 higher: x^(8n - 1). With twice the steps, n doubles.
        let bits = 8 * 8 * wordsPerStep
        var (one, across) = (generator.power(bits - 1), generator.power(bits))
        return (0...greatestExponent).map { _ in
            let two = generator.multiply(one, across), three = generator.multiply(two, across)
            defer { (one, across) = (two, generator.multiply(across, across)) }
            return [one.bitReversed, two.bitReversed, three.bitReversed]
        }
    }

    public static let crc32Carries = carries(of: .crc32)
    public static let crc32cCarries = carries(of: .crc32c)
}

extension CRC32Instructions {
    @inlinable @inline(__always)
    static func update(_ start: UInt64, _ input: UnsafeRawPointer, _ length: Int) -> UInt64 {
        var register = start
        var next = unsafe input, left = length
        while left >= 8 {
            register = unsafe update(register, next.littleEndian(as: UInt64.self))
            unsafe next += 8
            left &-= 8
        }
        if left & 4 != 0 {
            register = unsafe update(register, next.littleEndian(as: UInt32.self))
            unsafe next += 4
        }
        left &= 3
        while left > 0 {
            register = unsafe update(register, next.load(as: UInt8.self))
            unsafe next += 1
            left &-= 1
        }
        return register
    }
}

@usableFromInline
enum FusedCRC32<Wide: CarrylessVector, I: CRC32Instructions> {
    @inlinable @inline(__always) static var vectors: Int { 4 * 16 * Wide.laneCount }
    /// On fewer bytes, the instruction alone is faster: folding takes time to begin and to end.
    @inlinable @inline(__always) static var leastFolded: Int { 256 / Wide.laneCount }

    /// The exponent of the most steps that fit into so many bytes. Nil if there are too few bytes to pay.
    @inlinable @inline(__always)
    static func exponent(_ bytes: Int) -> Int? {
        guard bytes >= length(CRC32ByInstruction.leastExponent) else { return nil }
        let steps = (bytes &- vectors) / (vectors &+ 3 &* stream(0))
        return min(steps.bitWidth &- 1 &- steps.leadingZeroBitCount, CRC32ByInstruction.greatestExponent)
    }

    /// By the instruction alone, after folding if there is enough for it.
    @inlinable @inline(__always)
    static func folded(
        _ constants: UnsafePointer<CRCConstants>, _ start: UInt64, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt64 {
        var register = start
        var next = unsafe input, left = length
        if left >= leastFolded {
            left &= 16 &* Wide.laneCount &- 1
            let end = unsafe input + (length &- left)
            let rest = unsafe CRCFolding<Wide, Reflected>.foldedVectors(constants, register, next, end)
            register = I.update(I.update(0, rest.halves[0]), rest.halves[1])
            unsafe next = end
        }
        return unsafe I.update(register, next, left)
    }

    /// By both at a time. Not inlined, because it needs many registers.
    @inlinable @inline(never)
    static func fused(
        _ constants: UnsafePointer<CRCConstants>, _ start: UInt64, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt64 {
        var register = start
        var next = unsafe input, left = length
        while let exponent = exponent(left) {
            register = unsafe update(constants, register, next, exponent)
            unsafe next += self.length(exponent)
            left &-= self.length(exponent)
        }
        return unsafe folded(constants, register, next, left)
    }

    @inlinable @inline(__always)
    static func stream(_ exponent: Int) -> Int { 8 &* CRC32ByInstruction.wordsPerStep &<< exponent }

    /// How many bytes so many steps take, and the four vectors before them from which folding begins.
    @inlinable @inline(__always)
    static func length(_ exponent: Int) -> Int { vectors &* ((1 &<< exponent) &+ 1) &+ 3 &* stream(exponent) }

    @inlinable @inline(__always)
    static func update(
        _ constants: UnsafePointer<CRCConstants>, _ start: UInt64, _ input: UnsafeRawPointer, _ exponent: Int
    ) -> UInt64 {
        let length = stream(exponent)
        var folded = unsafe FourVectors<Wide, Reflected>(constants, start, input)
        var next = unsafe input + vectors
        var word = unsafe next + vectors &<< exponent
        let end = unsafe word
        var (first, second, third) = (UInt64(0), UInt64(0), UInt64(0))
        while unsafe next < end {
            unsafe folded.fold(next)
            for _ in 0..<CRC32ByInstruction.wordsPerStep {
                first = unsafe I.update(first, word.littleEndian(as: UInt64.self))
                second = unsafe I.update(second, word.littleEndian(at: length, as: UInt64.self))
                third = unsafe I.update(third, word.littleEndian(at: 2 &* length, as: UInt64.self))
                unsafe word += 8
            }
            unsafe next += vectors
        }
        let lane = unsafe folded.lane(constants)
        let register = I.update(I.update(0, lane.halves[0]), lane.halves[1])
        let carries = I.carries[exponent]
        return carried(register, carries[2]) ^ carried(first, carries[1]) ^ carried(second, carries[0]) ^ third
    }

    @inlinable @inline(__always)
    static func carried(_ register: UInt64, _ multiplier: UInt64) -> UInt64 {
        let product = Wide.Lane.first(SIMD2(register, 0)).lowProduct(.first(SIMD2(multiplier, 0)))
        return I.update(0, product.halves[0])
    }
}
