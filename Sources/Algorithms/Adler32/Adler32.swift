import CPlatform

/// Adler-32 (RFC 1950, section 8.2 and 9): a is 1 plus the sum of all bytes, b the sum of all values of a, both
/// modulo 65521, the largest prime below 2^16. The value is b·2^16 + a.
@safe
public struct Adler32: HashFunction {
    @inlinable @inline(__always) static var modulus: UInt64 { 65521 }
    /// How many bytes of 255 take a reduced b at most to 2^32 - 1: n·65520 + 65520 + 255·n·(n + 1)/2.
    @inlinable @inline(__always) static var longestShort: Int { 5552 }

    /// The checksum of all input so far.
    public private(set) var value: UInt32 = 1
    let kernel: kernel_adler32

    public init(kernel: kernel_adler32) {
        unsafe self.kernel = unsafe kernel
    }

    public var digestLength: Int { 4 }

    public mutating func update(_ input: RawSpan) {
        value = unsafe input.withUnsafeBytes { unsafe kernel(value, $0.start, $0.count) }
    }

    public func finish(into digest: inout MutableRawSpan) {
        digest.store([value], count: 4, bigEndian: true)
    }

    public var takesParts: Bool { true }

    /// The part's own checksum.
    public func part(_ input: RawSpan, at position: UInt64) -> HashPart {
        unsafe input.withUnsafeBytes { unsafe HashPart(UInt64(kernel(1, $0.start, $0.count))) }
    }

    public mutating func append(_ part: HashPart) {
        value = Self.combine(value, UInt32(truncatingIfNeeded: part.value), lengthOfY: UInt64(HashPart.length))
    }

    /// The checksum of a concatenation XY, from those of X and of Y and the length of Y in bytes.
    ///
    /// While Y is read, a is more than what it would be after Y alone by a(X) - 1, for as many values as Y has
    /// bytes: a(XY) = a(X) + a(Y) - 1 and b(XY) = b(X) + b(Y) + |Y|·(a(X) - 1).
    public static func combine(_ x: UInt32, _ y: UInt32, lengthOfY: UInt64) -> UInt32 {
        let (x, y) = (Halves(x), Halves(y))
        let more = x.a + modulus - 1
        var sum = Halves(a: more + y.a, b: x.b + y.b + (lengthOfY % modulus) * (more % modulus))
        sum.reduce()
        return sum.value
    }

    /// The two halves of a value, as numbers to compute with.
    @usableFromInline
    struct Halves {
        @usableFromInline var a: UInt64
        @usableFromInline var b: UInt64

        @inlinable @inline(__always)
        init(a: UInt64, b: UInt64) {
            self.a = a
            self.b = b
        }

        @inlinable @inline(__always)
        init(_ value: UInt32) {
            a = UInt64(truncatingIfNeeded: value & 0xffff)
            b = UInt64(truncatingIfNeeded: value &>> 16)
        }

        @inlinable @inline(__always)
        mutating func reduce() {
            a %= modulus
            b %= modulus
        }

        /// The value after a short input. Lanes add up to how much `a` and `b` grow, `b` modulo 2^32.
        @inlinable @inline(__always)
        func value<Sums: Adler32Sums>(adding a: Sums, _ b: Sums) -> UInt32 {
            let totals = a.totals(with: b)
            let sumA = UInt32(truncatingIfNeeded: self.a &+ totals)
            let sumB = UInt32(truncatingIfNeeded: self.b &+ totals &>> 32)
            let modulus = UInt32(truncatingIfNeeded: Adler32.modulus)
            return (sumB % modulus) &<< 16 | sumA % modulus
        }

        /// Of halves that are reduced.
        @inlinable @inline(__always)
        var value: UInt32 { UInt32(truncatingIfNeeded: b &<< 16 | a) }
    }
}

// MARK: Vectors

/// A vector of bytes that can be added up.
public protocol Adler32Vector: BitwiseCopyable {
    /// Sums in lanes of 32 bits. A vector adds at most eight of its bytes to a lane.
    associatedtype Sums: Adler32Sums

    /// How many bytes; at most 64.
    static var count: Int { get }
    /// `first(_:of:)` is not for inputs that are shorter.
    static var leastInput: Int { get }
    static func load(_ source: UnsafeRawPointer) -> Self
    /// The first `count` bytes, fewer than a vector has, of an input, followed by zeros.
    static func first(_ count: Int, of input: UnsafeRawPointer) -> Self
    /// `first`, `first` - 1 and so on down to zero, and zeros; if `first` is below zero, on and on.
    static func weights(from first: Int) -> Self
    /// The sum of the bytes.
    func sum(addedTo sums: Sums) -> Sums
    /// The sum of the bytes, each times its weight.
    func sum(weights: Self, addedTo sums: Sums) -> Sums
}

/// Sums in lanes.
public protocol Adler32Sums: Lanes where Word == UInt32 {
    static func &- (a: Self, b: Self) -> Self
    func shifted(left bits: UInt32) -> Self
    /// The sum of all lanes.
    var total: UInt64 { get }
    /// In the lower half the sum of all lanes, in the upper half that of all lanes of `other`, both modulo 2^32.
    func totals(with other: Self) -> UInt64
}

extension Adler32 {
    /// Over n bytes, b grows by n·a and by each byte as many times as there are values of a with it in: n for
    /// the first down to 1 for the last. A vector has its bytes times the weights of their places in it; for
    /// each vector that follows, they count `count` times more: `earlier` adds up, at each vector, the sum of all
    /// the bytes before it.
    @inlinable @inline(__always)
    public static func update<V: Adler32Vector>(
        _ vector: V.Type, _ value: UInt32, _ input: UnsafeRawPointer, _ length: Int
    ) -> UInt32 {
        var total = Halves(value)
        guard length >= V.leastInput else {
            var index = 0
            while index < length {
                total.a &+= unsafe UInt64(truncatingIfNeeded: input.load(fromByteOffset: index, as: UInt8.self))
                total.b &+= total.a
                index &+= 1
            }
            total.reduce()
            return total.value
        }
        let weights = V.weights(from: V.count)
        var next = unsafe input
        var left = length
        // `earlier` grows by 8·255·n in the step after n vectors: in 2048 steps to less than 2^32.
        let longest = 2048 &* V.count
        while left > 0 {
            let beyond = left & (longest &- 1)
            let run = beyond > 0 ? beyond : longest
            total.b &+= total.a &* UInt64(truncatingIfNeeded: run)
            var sum = V.Sums.splat(0), earlier = V.Sums.splat(0)
            var a = V.Sums.splat(0), b = V.Sums.splat(0), c = V.Sums.splat(0), d = V.Sums.splat(0)
            // The bytes that fill no vector come first: then all others fill whole vectors, which have the same
            // weights.
            let odd = run & (V.count &- 1)
            if odd > 0 {
                let bytes = unsafe V.first(odd, of: next)
                sum = bytes.sum(addedTo: sum)
                a = bytes.sum(weights: .weights(from: odd), addedTo: a)
                unsafe next += odd
            }
            var vectors = run / V.count
            while vectors >= 4 {
                unsafe step(V.load(next), weights, &sum, &earlier, &a)
                unsafe step(V.load(next + V.count), weights, &sum, &earlier, &b)
                unsafe step(V.load(next + 2 &* V.count), weights, &sum, &earlier, &c)
                unsafe step(V.load(next + 3 &* V.count), weights, &sum, &earlier, &d)
                unsafe next += 4 &* V.count
                vectors &-= 4
            }
            while vectors > 0 {
                unsafe step(V.load(next), weights, &sum, &earlier, &a)
                unsafe next += V.count
                vectors &-= 1
            }
            let weighted = a &+ b &+ c &+ d
            if length <= longestShort {
                let bits = UInt32(truncatingIfNeeded: V.count.trailingZeroBitCount)
                return total.value(adding: sum, earlier.shifted(left: bits) &+ weighted)
            }
            total.a &+= sum.total
            total.b &+= earlier.total &* UInt64(truncatingIfNeeded: V.count) &+ weighted.total
            total.reduce()
            left &-= run
        }
        return total.value
    }

    @inlinable @inline(__always)
    static func step<V: Adler32Vector>(
        _ bytes: V, _ weights: V, _ sum: inout V.Sums, _ earlier: inout V.Sums, _ weighted: inout V.Sums
    ) {
        earlier = earlier &+ sum
        sum = bytes.sum(addedTo: sum)
        weighted = bytes.sum(weights: weights, addedTo: weighted)
    }
}

/// Without special instructions.
extension SIMD16: Adler32Vector where Scalar == UInt8 {
    @inlinable @inline(__always) public static var count: Int { 16 }
    @inlinable @inline(__always) public static var leastInput: Int { 16 }

    @inlinable @inline(__always)
    public static func load(_ source: UnsafeRawPointer) -> Self { unsafe source.loadUnaligned(as: Self.self) }

    @inlinable @inline(__always)
    public static func first(_ count: Int, of input: UnsafeRawPointer) -> Self {
        unsafe u8x16_first(load(input), UInt8(truncatingIfNeeded: count))
    }

    @inlinable @inline(__always)
    public static func weights(from first: Int) -> Self { u8x16_down_from(UInt8(truncatingIfNeeded: first)) }

    @inlinable @inline(__always)
    public func sum(addedTo sums: SIMD4<UInt32>) -> SIMD4<UInt32> { sums &+ u8x16_sums(self) }

    @inlinable @inline(__always)
    public func sum(weights: Self, addedTo sums: SIMD4<UInt32>) -> SIMD4<UInt32> {
        sums &+ u8x16_weighted_sums(self, weights)
    }
}

extension SIMD4: Adler32Sums where Scalar == UInt32 {
    @inlinable @inline(__always) public func shifted(left bits: UInt32) -> Self { u32x4_shift_left(self, bits) }
    @inlinable @inline(__always) public var total: UInt64 { u32x4_total(self) }
    @inlinable @inline(__always) public func totals(with other: Self) -> UInt64 { u32x4_totals(self, other) }
}

extension SIMD8: Adler32Sums where Scalar == UInt32 {
    @inlinable @inline(__always) public func shifted(left bits: UInt32) -> Self { u32x8_shift_left(self, bits) }
    @inlinable @inline(__always) public var total: UInt64 { u32x8_total(self) }
    @inlinable @inline(__always) public func totals(with other: Self) -> UInt64 { u32x8_totals(self, other) }
}

extension SIMD16: Adler32Sums where Scalar == UInt32 {
    @inlinable @inline(__always) public func shifted(left bits: UInt32) -> Self { u32x16_shift_left(self, bits) }
    @inlinable @inline(__always) public var total: UInt64 { u32x16_total(self) }
    @inlinable @inline(__always) public func totals(with other: Self) -> UInt64 { u32x16_totals(self, other) }
}
