/// A vector of one or more 128-bit lanes that multiplies without carries.
public protocol CarrylessVector: BitwiseCopyable {
    /// How many lanes of 16 bytes.
    static var laneCount: Int { get }
    static func load(_ source: UnsafeRawPointer) -> Self
    /// `value` in the first lane, zeros in the others.
    static func first(_ value: SIMD2<UInt64>) -> Self
    /// The same 16 bytes in every lane.
    static func broadcast(_ source: UnsafeRawPointer) -> Self
    static func ^ (a: Self, b: Self) -> Self
    /// In each lane, the product of the lower halves plus the product of the upper halves.
    func products(_ multipliers: Self) -> Self
    /// The bytes of each lane in reverse.
    var byteReversed: Self { get }
    /// The sum of the lanes.
    var sum: SIMD2<UInt64> { get }
    /// The last lane.
    var last: SIMD2<UInt64> { get }
}

/// What a CPU offers for folding: its widest vector, and single lanes.
public protocol CarrylessInstructions {
    associatedtype Wide: CarrylessVector
    associatedtype Lane: CarrylessVector
    /// The product of the lower halves.
    static func multiplyLow(_ a: SIMD2<UInt64>, _ b: SIMD2<UInt64>) -> SIMD2<UInt64>
    static func lane(_ value: SIMD2<UInt64>) -> Lane
    /// Byte i of the result is byte `indices[i]`, or 0 where that index has its highest bit set.
    static func shuffle(_ bytes: SIMD16<UInt8>, _ indices: SIMD16<UInt8>) -> SIMD16<UInt8>
}

/// Folding: V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ" (Intel, 2009).
///
/// Sixteen bytes of message, H·x^64 + L, that stand D bits before others weigh x^D as much. Modulo G they
/// can be replaced by H·(x^(D+64) mod G) + L·(x^D mod G), of degree below 128, added to those others: two
/// carry-less multiplications carry 16 bytes across any distance. Several accumulators at a time go
/// through the message side by side; then the earlier ones are carried to the last, and that is reduced.
public enum CRCFolding {
    @inlinable @inline(__always)
    public static func update<I: CarrylessInstructions>(
        _ instructions: I.Type, _ constants: UnsafeRawPointer, _ start: UInt64, _ input: UnsafeRawPointer,
        _ length: Int
    ) -> UInt64 {
        let constants = unsafe constants.assumingMemoryBound(to: CRCConstants.self)
        return unsafe constants.pointee.model.reflectsInput
            ? OrderedCRCFolding<I, Reflected>.update(constants, start, input, length)
            : OrderedCRCFolding<I, Forward>.update(constants, start, input, length)
    }
}

@usableFromInline
enum OrderedCRCFolding<I: CarrylessInstructions, Order: BitOrder> {
    @inlinable @inline(__always)
    static func update(
        _ constants: UnsafePointer<CRCConstants>, _ start: UInt64, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt64 {
        guard length >= 16 else { return unsafe OrderedCRCSlicing<Order>.update(constants, start, input, length) }
        var next = unsafe input
        let end = unsafe input + length
        var rest: SIMD2<UInt64>
        let wide = 16 * I.Wide.laneCount

        if length >= 2 * wide {
            var last: I.Wide
            if length >= 8 * wide {
                var a = unsafe load(I.Wide.self, next, with: start), b = unsafe load(I.Wide.self, next + wide)
                var c = unsafe load(I.Wide.self, next + 2 * wide), d = unsafe load(I.Wide.self, next + 3 * wide)
                unsafe next += 4 * wide
                let four = unsafe I.Wide.broadcast(multipliers(constants, 4 * I.Wide.laneCount))
                while unsafe end - next >= 4 * wide {
                    a = unsafe a.products(four) ^ load(I.Wide.self, next)
                    b = unsafe b.products(four) ^ load(I.Wide.self, next + wide)
                    c = unsafe c.products(four) ^ load(I.Wide.self, next + 2 * wide)
                    d = unsafe d.products(four) ^ load(I.Wide.self, next + 3 * wide)
                    unsafe next += 4 * wide
                }
                last = unsafe d
                    ^ c.products(.broadcast(multipliers(constants, I.Wide.laneCount)))
                    ^ b.products(.broadcast(multipliers(constants, 2 * I.Wide.laneCount)))
                    ^ a.products(.broadcast(multipliers(constants, 3 * I.Wide.laneCount)))
            } else {
                last = unsafe load(I.Wide.self, next, with: start)
                unsafe next += wide
            }
            let one = unsafe I.Wide.broadcast(multipliers(constants, I.Wide.laneCount))
            while unsafe end - next >= wide {
                last = unsafe last.products(one) ^ load(I.Wide.self, next)
                unsafe next += wide
            }
            // Lane i is laneCount - 1 - i lanes before the last.
            rest = unsafe last.products(.load(multipliers(constants, I.Wide.laneCount - 1))).sum ^ last.last
        } else {
            rest = unsafe load(I.Lane.self, next, with: start).last
            unsafe next += 16
        }

        let one = unsafe I.Lane.load(multipliers(constants, 1))
        while unsafe end - next >= 16 {
            rest = unsafe I.lane(rest).products(one).last ^ load(I.Lane.self, next).last
            unsafe next += 16
        }
        if unsafe next < end { rest = unsafe appending(end - next, before: end, to: rest, one) }
        return unsafe reduce(rest, constants)
    }

    /// Where the pair of multipliers for a distance of `lanes`·16 bytes stands.
    @inlinable @inline(__always)
    static func multipliers(_ constants: UnsafePointer<CRCConstants>, _ lanes: Int) -> UnsafeRawPointer {
        unsafe UnsafeRawPointer(constants.pointee.fold + 2 * (CRCConstants.farthest - lanes))
    }

    /// Message as polynomials: where bytes enter with their highest bit first, their first byte is the
    /// highest of the lane.
    @inlinable @inline(__always)
    static func load<V: CarrylessVector>(_ vector: V.Type, _ source: UnsafeRawPointer) -> V {
        let bytes = unsafe V.load(source)
        return Order.isReflected ? bytes : bytes.byteReversed
    }

    /// The first bytes of the message: the register is added to the first eight.
    @inlinable @inline(__always)
    static func load<V: CarrylessVector>(_ vector: V.Type, _ source: UnsafeRawPointer, with start: UInt64) -> V {
        let register = V.first(Order.isReflected ? SIMD2(start, 0) : SIMD2(0, start))
        return unsafe load(vector, source) ^ register
    }

    /// The last `count` bytes of the message, 1 to 15, which end at `end`, after `value`.
    ///
    /// Together they are 16 + `count` bytes: those are cut again, 16 from the end, and the rest, the first
    /// `count` bytes of `value`, is carried across 16. At least 16 bytes stand before `end`.
    @inlinable @inline(__always)
    static func appending(
        _ count: Int, before end: UnsafeRawPointer, to value: SIMD2<UInt64>, _ multipliers: I.Lane
    ) -> SIMD2<UInt64> {
        let bytes = inMessageOrder(value)
        let identity = SIMD16<UInt8>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
        let places = identity &+ SIMD16(repeating: UInt8(truncatingIfNeeded: count))
        // Bytes of `value` from `count` on move to the front, and places without one take the message's end.
        let isNew = places .>= SIMD16(repeating: 16)
        let final = unsafe (end - 16).loadUnaligned(as: SIMD16<UInt8>.self)
        let kept = I.shuffle(bytes, places.replacing(with: 0x80, where: isNew))
        let back = kept | SIMD16<UInt8>(repeating: 0).replacing(with: final, where: isNew)
        // Bytes of `value` before `count` move to the back.
        let front = I.shuffle(bytes, places &- SIMD16(repeating: 16))
        return I.lane(inMessageOrder(front)).products(multipliers).last ^ inMessageOrder(back)
    }

    @inlinable @inline(__always)
    static func inMessageOrder(_ value: SIMD2<UInt64>) -> SIMD16<UInt8> {
        unsafe unsafeBitCast(Order.isReflected ? value : I.lane(value).byteReversed.last, to: SIMD16<UInt8>.self)
    }

    @inlinable @inline(__always)
    static func inMessageOrder(_ bytes: SIMD16<UInt8>) -> SIMD2<UInt64> {
        let value = unsafe unsafeBitCast(bytes, to: SIMD2<UInt64>.self)
        return Order.isReflected ? value : I.lane(value).byteReversed.last
    }

    /// H·x^64 + L times x^64, modulo G: the register.
    ///
    /// First H is carried: T = H·(x^128 mod G) + L·x^64 = T1·x^64 + T0. Then Barrett: with
    /// m = floor(x^128 / G) = x^64 + m', the quotient floor(T1·x^64 / G) is q = T1 + floor(T1·m' / x^64),
    /// exactly, for there are no carries; and T - q·G has T0 + (q·G' mod x^64) left, where G = x^64 + G'.
    @inlinable @inline(__always)
    static func reduce(_ value: SIMD2<UInt64>, _ constants: UnsafePointer<CRCConstants>) -> UInt64 {
        let reduction = unsafe constants.pointee.reduction
        if Order.isReflected {
            // x^127 is bit 0, and products end at bit 126: those with m' and G' are shifted by one.
            let t = I.multiplyLow(value, SIMD2(reduction[0], 0)) ^ SIMD2(value[1], 0)
            let q = t ^ (I.multiplyLow(t, SIMD2(reduction[1], 0)) &<< 1)
            let product = I.multiplyLow(q, SIMD2(reduction[2], 0))
            return t[1] ^ (product[0] &>> 63) ^ (product[1] &<< 1)
        } else {
            let t = I.multiplyLow(SIMD2(value[1], 0), SIMD2(reduction[0], 0)) ^ SIMD2(0, value[0])
            let q = SIMD2(t[1], 0) ^ SIMD2(I.multiplyLow(SIMD2(t[1], 0), SIMD2(reduction[1], 0))[1], 0)
            return t[0] ^ I.multiplyLow(q, SIMD2(reduction[2], 0))[0]
        }
    }
}
