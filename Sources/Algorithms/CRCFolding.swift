import CPlatform

/// A vector of one or more 128-bit lanes that multiplies without carries.
public protocol CarrylessVector: BitwiseCopyable {
    associatedtype Lane: CarrylessLane
    /// How many lanes of 16 bytes.
    static var laneCount: Int { get }
    static func load(_ source: UnsafeRawPointer) -> Self
    /// The same 16 bytes in every lane.
    static func broadcast(_ source: UnsafeRawPointer) -> Self
    /// `halves` in the first lane, zeros in the others.
    static func first(_ halves: SIMD2<UInt64>) -> Self
    static func ^ (a: Self, b: Self) -> Self
    /// In each lane, the product of the lower halves plus the product of the upper halves.
    func products(_ multipliers: Self) -> Self
    /// The bytes of each lane in reverse.
    var byteReversed: Self { get }
    /// The sum of the lanes.
    var sum: Lane { get }
    /// The last lane.
    var last: Lane { get }
}

/// A single lane.
public protocol CarrylessLane: CarrylessVector where Lane == Self {
    var halves: SIMD2<UInt64> { get }
    static func & (a: Self, b: Self) -> Self
    /// The product of the lower halves.
    func lowProduct(_ other: Self) -> Self
    /// The product of the upper halves.
    func highProduct(_ other: Self) -> Self
    /// The upper half in place of the lower, and zeros in its own.
    var upperAsLower: Self { get }
    /// The lower half in place of the upper, and zeros in its own.
    var lowerAsUpper: Self { get }
    /// Byte i of the result is byte `indices[i]`, or 0 where that index has its highest bit set.
    func shuffled(_ indices: SIMD16<UInt8>) -> Self
}

/// Folding: V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ" (Intel, 2009).
///
/// Sixteen bytes of message, H·x^64 + L, that stand D bits before others weigh x^D as much. Modulo G they
/// can be replaced by H·(x^(D+64) mod G) + L·(x^D mod G), of degree below 128, added to those others: two
/// carry-less multiplications carry 16 bytes across any distance. Several accumulators at a time go
/// through the message side by side; then the earlier ones are carried to the last, and that is reduced.
public enum CRCFolding {
    @inlinable @inline(__always)
    public static func update<Wide: CarrylessVector>(
        _ vector: Wide.Type, _ constants: UnsafeRawPointer, _ start: UInt64, _ input: UnsafeRawPointer,
        _ length: Int
    ) -> UInt64 {
        let constants = unsafe constants.assumingMemoryBound(to: CRCConstants.self)
        return unsafe constants.pointee.model.reflectsInput
            ? OrderedCRCFolding<Wide, Reflected>.update(constants, start, input, length)
            : OrderedCRCFolding<Wide, Forward>.update(constants, start, input, length)
    }
}

@usableFromInline
enum OrderedCRCFolding<Wide: CarrylessVector, Order: BitOrder> {
    @inlinable @inline(__always)
    static func update(
        _ constants: UnsafePointer<CRCConstants>, _ start: UInt64, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt64 {
        guard length >= 16 else { return unsafe OrderedCRCSlicing<Order>.short(constants, start, input, length) }
        var next = unsafe input
        let end = unsafe input + length
        var rest = unsafe folded(constants, start, &next, end)
        if unsafe next < end {
            let one = unsafe Wide.Lane.load(multipliers(constants, 1))
            rest = unsafe appending(end - next, before: end, to: rest, one)
        }
        return unsafe reduce(rest, constants)
    }

    /// The 16 bytes that can stand for the message from `next` on: all of it but what is left before `end`, less than
    /// 16 bytes. There are 16 at least.
    @inlinable @inline(__always)
    static func folded(
        _ constants: UnsafePointer<CRCConstants>, _ start: UInt64, _ next: inout UnsafeRawPointer,
        _ end: UnsafeRawPointer
    ) -> Wide.Lane {
        var rest: Wide.Lane
        if unsafe end - next >= 16 * Wide.laneCount {
            rest = unsafe foldedVectors(constants, start, &next, end)
        } else {
            rest = unsafe load(Wide.Lane.self, next, with: start)
            unsafe next += 16
        }
        let one = unsafe Wide.Lane.load(multipliers(constants, 1))
        while unsafe end - next >= 16 {
            rest = unsafe rest.products(one) ^ load(Wide.Lane.self, next)
            unsafe next += 16
        }
        return rest
    }

    /// The same, of whole vectors. There is one at least.
    @inlinable @inline(__always)
    static func foldedVectors(
        _ constants: UnsafePointer<CRCConstants>, _ start: UInt64, _ next: inout UnsafeRawPointer,
        _ end: UnsafeRawPointer
    ) -> Wide.Lane {
        let wide = 16 * Wide.laneCount
        var last: Wide
        if unsafe end - next >= 4 * wide {
            var four = unsafe FourVectors<Wide, Order>(constants, start, next)
            unsafe next += 4 * wide
            while unsafe end - next >= 4 * wide {
                unsafe four.fold(next)
                unsafe next += 4 * wide
            }
            last = unsafe four.last(constants)
        } else {
            last = unsafe load(Wide.self, next, with: start)
            unsafe next += wide
        }
        let one = unsafe Wide.broadcast(multipliers(constants, Wide.laneCount))
        while unsafe end - next >= wide {
            last = unsafe last.products(one) ^ load(Wide.self, next)
            unsafe next += wide
        }
        return unsafe lane(of: last, constants)
    }

    /// All lanes carried to the last: lane i is laneCount - 1 - i lanes before it.
    @inlinable @inline(__always)
    static func lane(of vector: Wide, _ constants: UnsafePointer<CRCConstants>) -> Wide.Lane {
        unsafe vector.products(.load(multipliers(constants, Wide.laneCount - 1))).sum ^ vector.last
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
        unsafe swapped(V.load(source))
    }

    /// The first bytes of the message: the register is added to the first eight.
    @inlinable @inline(__always)
    static func load<V: CarrylessVector>(_ vector: V.Type, _ source: UnsafeRawPointer, with start: UInt64) -> V {
        let register = V.first(u64x2_settled(Order.isReflected ? SIMD2(start, 0) : SIMD2(0, start)))
        return unsafe load(vector, source) ^ register
    }

    /// The last `count` bytes of the message, 1 to 15, which end at `end`, after `value`.
    ///
    /// Together they are 16 + `count` bytes: those are cut again, 16 from the end, and the rest, the first
    /// `count` bytes of `value`, is carried across 16. At least 16 bytes stand before `end`.
    @inlinable @inline(__always)
    static func appending(
        _ count: Int, before end: UnsafeRawPointer, to value: Wide.Lane, _ multipliers: Wide.Lane
    ) -> Wide.Lane {
        let bytes = swapped(value)
        // The first `count` bytes move to the back, the others to the front, and the message's end comes after them.
        let front = bytes.shuffled(u8x16_places(count &- 16)), places = u8x16_places(count)
        let new = unsafe u8x16_without((end - 16).loadUnaligned(as: SIMD16<UInt8>.self), places)
        let back = unsafe bytes.shuffled(places) ^ Wide.Lane.first(unsafeBitCast(new, to: SIMD2<UInt64>.self))
        return swapped(front).products(multipliers) ^ swapped(back)
    }

    /// From bytes in the order of the message to a polynomial, or back.
    @inlinable @inline(__always)
    static func swapped<V: CarrylessVector>(_ value: V) -> V {
        Order.isReflected ? value : value.byteReversed
    }

    /// H·x^64 + L times x^64, modulo G: the register.
    ///
    /// First H is carried: T = H·(x^128 mod G) + L·x^64 = T1·x^64 + T0. Then Barrett: the quotient
    /// q = floor(T1·x^64 / G) is floor(T1·floor(x^127 / G) / x^63), exactly: what the inner floor leaves
    /// off has no term above x^-1, its product with T1 none above x^62, and without carries nothing else can
    /// come of it. Equally it is T1 + floor(T1·m / x^64) with floor(x^128 / G) = x^64 + m. Last, with
    /// G = x^64 + G', the remainder T - q·G is T0 + (q·G' mod x^64). Each order takes the form that needs
    /// no shift.
    @inlinable @inline(__always)
    static func reduce(_ value: Wide.Lane, _ constants: UnsafePointer<CRCConstants>) -> UInt64 {
        let reduction = unsafe UnsafeRawPointer(constants.pointee.reduction)
        let carry = unsafe Wide.Lane.load(reduction), barrett = unsafe Wide.Lane.load(reduction + 16)
        let modulus = unsafe Wide.Lane.load(reduction + 32)
        if Order.isReflected {
            // The lower half is the higher in degree, and products end at bit 126.
            let t = value.lowProduct(carry) ^ value.upperAsLower
            let q = t.lowProduct(barrett)
            // G' is stored times x. Of a G of width 64 that leaves out the term 1: q itself.
            let last = unsafe q.lowerAsUpper & Wide.Lane.load(reduction + 48)
            return (t ^ q.lowProduct(modulus) ^ last).halves[1]
        } else {
            let t = value.highProduct(carry) ^ value.lowerAsUpper
            let q = t ^ t.highProduct(barrett)
            return (t ^ q.highProduct(modulus)).halves[0]
        }
    }
}

/// Four accumulators that go through the message side by side.
@usableFromInline
struct FourVectors<Wide: CarrylessVector, Order: BitOrder> {
    @usableFromInline typealias Folding = OrderedCRCFolding<Wide, Order>

    @usableFromInline var a: Wide, b: Wide, c: Wide, d: Wide
    @usableFromInline let multipliers: Wide

    /// From the first four vectors of the message.
    @inlinable @inline(__always)
    init(_ constants: UnsafePointer<CRCConstants>, _ start: UInt64, _ source: UnsafeRawPointer) {
        let wide = 16 * Wide.laneCount
        a = unsafe Folding.load(Wide.self, source, with: start)
        b = unsafe Folding.load(Wide.self, source + wide)
        c = unsafe Folding.load(Wide.self, source + 2 * wide)
        d = unsafe Folding.load(Wide.self, source + 3 * wide)
        multipliers = unsafe .broadcast(Folding.multipliers(constants, 4 * Wide.laneCount))
    }

    /// Carries them to the next four.
    @inlinable @inline(__always)
    mutating func fold(_ source: UnsafeRawPointer) {
        let wide = 16 * Wide.laneCount
        a = unsafe a.products(multipliers) ^ Folding.load(Wide.self, source)
        b = unsafe b.products(multipliers) ^ Folding.load(Wide.self, source + wide)
        c = unsafe c.products(multipliers) ^ Folding.load(Wide.self, source + 2 * wide)
        d = unsafe d.products(multipliers) ^ Folding.load(Wide.self, source + 3 * wide)
    }

    /// Carries the first three to the last.
    @inlinable @inline(__always)
    func last(_ constants: UnsafePointer<CRCConstants>) -> Wide {
        unsafe d
            ^ c.products(.broadcast(Folding.multipliers(constants, Wide.laneCount)))
            ^ b.products(.broadcast(Folding.multipliers(constants, 2 * Wide.laneCount)))
            ^ a.products(.broadcast(Folding.multipliers(constants, 3 * Wide.laneCount)))
    }
}
