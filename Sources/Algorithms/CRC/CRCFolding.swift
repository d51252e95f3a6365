import CPlatform

/// A vector of one or more 128-bit lanes that multiplies without carries.
public protocol CarrylessVector: BitwiseCopyable {
    associatedtype Lane: CarrylessVector128
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
    /// Whether there is an instruction for `bitsReversed`.
    static var reversesBits: Bool { get }
    /// The bits of each byte in reverse.
    var bitsReversed: Self { get }
    /// The sum of the lanes.
    var sum: Lane { get }
    /// The last lane.
    var last: Lane { get }
}

/// A single lane.
public protocol CarrylessVector128: CarrylessVector where Lane == Self {
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

extension CarrylessVector {
    @inlinable @inline(__always) public static var reversesBits: Bool { false }
    @inlinable @inline(__always) public var bitsReversed: Self { self }
}

/// Folding: V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ" (Intel, 2009).
///
/// Sixteen bytes of message, H·x^64 + L, that stand D bits before others weigh x^D as much. Modulo G they
/// can be replaced by H·(x^(D+64) mod G) + L·(x^D mod G), of degree below 128, added to those others: two
/// carry-less multiplications carry 16 bytes across any distance. Several accumulators at a time go
/// through the message side by side; then the earlier ones are carried to the last, and that is reduced.
///
/// Where bytes enter with their lowest bit first, polynomials are stored reflected, with their bits in reverse: 16
/// bytes of message are one as they are. Of other messages either the bytes of each lane are reversed; or the bits of
/// each byte, if there is an instruction for it, which makes reflected polynomials of them, too.
public enum CRCFolding<Wide: CarrylessVector, Order: BitOrder> {
    /// A kernel of models whose bytes enter in this order: see `CRC`.
    @inlinable @inline(__always)
    public static func update(
        _ constants: UnsafeRawPointer, _ state: UInt64, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt64 {
        let constants = unsafe constants.assumingMemoryBound(to: CRCConstants.self)
        guard length >= 16 else { return unsafe short(constants, state, input, length) }
        let start = unsafe constants.pointee.register(of: state, Order.self)
        let wide = 16 * Wide.laneCount
        let end = unsafe input + length
        // The 16 bytes that can stand for the message so far.
        var rest: Wide.Lane
        var left: Int
        if length >= wide {
            left = length & (wide - 1)
            rest = unsafe foldedVectors(constants, start, input, end - left)
        } else {
            left = length &- 16
            rest = unsafe load(Wide.Lane.self, input, with: start)
        }
        if left > 0 {
            let one = unsafe Wide.Lane.load(multipliers(constants, 1))
            while left >= 16 {
                rest = unsafe rest.products(one) ^ load(Wide.Lane.self, end - left)
                left &-= 16
            }
            if left > 0 { rest = unsafe appending(left, before: end, to: rest, one) }
        }
        // Reads the constants of the state again, instead of keeping them in registers until here.
        return unsafe opaque(constants).pointee.state(of: reduce(rest, constants), Order.self)
    }

    @inlinable @inline(__always)
    static func opaque(_ constants: UnsafePointer<CRCConstants>) -> UnsafePointer<CRCConstants> {
        let address = unsafe platform_opaque_address(UnsafeMutableRawPointer(mutating: constants))
        return unsafe UnsafePointer(address.assumingMemoryBound(to: CRCConstants.self))
    }

    /// Not inlined: folding alone needs no registers that have to be saved.
    @inlinable @inline(never)
    static func short(
        _ constants: UnsafePointer<CRCConstants>, _ state: UInt64, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt64 {
        let start = unsafe constants.pointee.register(of: state, Order.self)
        let end = unsafe CRCSlicing<Order>.short(constants, start, input, length)
        return unsafe constants.pointee.state(of: end, Order.self)
    }

    /// The 16 bytes that can stand for the message from `input` to `end`: whole vectors, one at least.
    @inlinable @inline(__always)
    static func foldedVectors(
        _ constants: UnsafePointer<CRCConstants>, _ start: UInt64, _ input: UnsafeRawPointer, _ end: UnsafeRawPointer
    ) -> Wide.Lane {
        let wide = 16 * Wide.laneCount
        var next = unsafe input
        var last: Wide, sum: Wide
        // The multipliers that carry a vector to the last lane of the message: as many bytes as there are of message.
        var carries = unsafe multipliers(constants, Wide.laneCount - 1)
        if unsafe end - next >= 4 * wide {
            var four = unsafe FourVectors<Wide, Order>(constants, start, next)
            unsafe next += 4 * wide
            while unsafe end - next >= 4 * wide {
                unsafe four.fold(next)
                unsafe next += 4 * wide
            }
            unsafe carries += next - end
            last = four.d
            sum = unsafe four.carried(carries)
        } else {
            last = unsafe load(Wide.self, next, with: start)
            unsafe next += wide
            unsafe carries += next - end
            sum = unsafe carried(last, carries)
        }
        // Each is carried to the end directly, so that none waits for the one before it.
        while unsafe next < end {
            last = unsafe load(Wide.self, next)
            unsafe next += wide
            unsafe carries += wide
            sum = unsafe sum ^ carried(last, carries)
        }
        return sum.sum ^ last.last
    }

    /// The lanes of a vector, each carried as far as its multipliers say. Those of the message's last lane are zero:
    /// that lane is left out here, and added with the sum of the lanes.
    @inlinable @inline(__always)
    static func carried(_ vector: Wide, _ multipliers: UnsafeRawPointer) -> Wide {
        unsafe vector.products(.load(multipliers))
    }

    /// The address of the pair of multipliers for a distance of `lanes`·16 bytes.
    @inlinable @inline(__always)
    static func multipliers(_ constants: UnsafePointer<CRCConstants>, _ lanes: Int) -> UnsafeRawPointer {
        unsafe UnsafeRawPointer(constants.pointee.fold + 2 * (CRCConstants.farthest - lanes))
    }

    /// Message as polynomials.
    @inlinable @inline(__always)
    static func load<V: CarrylessVector>(_ vector: V.Type, _ source: UnsafeRawPointer) -> V {
        unsafe bytesOrdered(bitsOrdered(V.load(source)))
    }

    /// The first bytes of the message: the register is added to the first eight, in the order in which they stand
    /// there.
    @inlinable @inline(__always)
    static func load<V: CarrylessVector>(_ vector: V.Type, _ source: UnsafeRawPointer, with start: UInt64) -> V {
        let register = V.first(SIMD2(Order.isReflected ? start : start.byteSwapped, 0))
        return unsafe bytesOrdered(bitsOrdered(V.load(source) ^ register))
    }

    /// The last `count` bytes of the message, 1 to 15, which end at `end`, after `value`.
    ///
    /// Together they are 16 + `count` bytes: those are cut again, 16 from the end, and the rest, the first
    /// `count` bytes of `value`, is carried across 16. At least 16 bytes stand before `end`.
    @inlinable @inline(__always)
    static func appending(
        _ count: Int, before end: UnsafeRawPointer, to value: Wide.Lane, _ multipliers: Wide.Lane
    ) -> Wide.Lane {
        let bytes = bytesOrdered(value)
        // The first `count` bytes move to the back, the others to the front, and the message's end comes after them.
        let front = bytes.shuffled(u8x16_indices(count &- 16)), indices = u8x16_indices(count)
        let new = unsafe u8x16_without((end - 16).loadUnaligned(as: SIMD16<UInt8>.self), indices)
        let tail = bitsOrdered(unsafe Wide.Lane.first(unsafeBitCast(new, to: SIMD2<UInt64>.self)))
        return bytesOrdered(front).products(multipliers) ^ bytesOrdered(bytes.shuffled(indices) ^ tail)
    }

    /// Whether polynomials are stored with their bits in reverse. The constants for folding then are, too.
    @inlinable @inline(__always)
    public static var isReflected: Bool { Order.isReflected || Wide.reversesBits }

    /// From the bits of message to those of a polynomial, or back.
    @inlinable @inline(__always)
    static func bitsOrdered<V: CarrylessVector>(_ value: V) -> V {
        isReflected && !Order.isReflected ? value.bitsReversed : value
    }

    /// From bytes in the order of the message to a polynomial, or back.
    @inlinable @inline(__always)
    static func bytesOrdered<V: CarrylessVector>(_ value: V) -> V {
        isReflected ? value : value.byteReversed
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
        if isReflected {
            // The lower half is the higher in degree, and products end at bit 126.
            let t = value.lowProduct(carry) ^ value.upperAsLower
            let q = t.lowProduct(barrett)
            // G' is stored times x, without its term 1. If it has one, that adds q itself.
            let last = unsafe q.lowerAsUpper & Wide.Lane.load(reduction + 48)
            // Of a register that is not reflected all bits are reversed: within each byte here, and the bytes then.
            let remainder = bitsOrdered(t ^ q.lowProduct(modulus) ^ last)
            return Order.isReflected ? remainder.halves[1] : remainder.byteReversed.halves[0]
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
    @usableFromInline typealias Folding = CRCFolding<Wide, Order>

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

    /// All four carried to the last lane of `d`, which is left out. `carries` are the multipliers of `d`.
    @inlinable @inline(__always)
    func carried(_ carries: UnsafeRawPointer) -> Wide {
        let wide = 16 * Wide.laneCount
        return unsafe Folding.carried(a, carries - 3 * wide) ^ Folding.carried(b, carries - 2 * wide)
            ^ Folding.carried(c, carries - wide) ^ Folding.carried(d, carries)
    }

    /// All of them carried to the last lane, and that lane added.
    @inlinable @inline(__always)
    func lane(_ constants: UnsafePointer<CRCConstants>) -> Wide.Lane {
        unsafe carried(Folding.multipliers(constants, Wide.laneCount - 1)).sum ^ d.last
    }
}
