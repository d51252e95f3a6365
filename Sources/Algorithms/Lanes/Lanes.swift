import CPlatform

/// A word of each of several independent computations, side by side in one vector.
///
/// Algorithms are written once over this protocol, and a kernel module says which vector. The
/// operations stand here, and not as constraints on the standard library's `SIMD`, because they must be
/// those of the concrete vectors: on a generic `SIMD` value they are loops over the elements.
public protocol Lanes: BitwiseCopyable, Sendable {
    associatedtype Word: UnsignedWord
    static var count: Int { get }

    static func splat(_ word: Word) -> Self
    subscript(lane: Int) -> Word { get set }

    static func &+ (a: Self, b: Self) -> Self
    static func ^ (a: Self, b: Self) -> Self
    static func & (a: Self, b: Self) -> Self
    static prefix func ~ (a: Self) -> Self
    /// By 1 to the word's width less 1.
    func rotated(right bits: Word) -> Self
    func shifted(right bits: Word) -> Self
    /// With the bytes of each word in the other order.
    var byteSwapped: Self { get }

    /// This value. An optimiser barrier, and no instruction: this partial sum is computed before anything is added to
    /// it, so that the operand that is known last is added last.
    var computedFirst: Self { get }
    /// This value. A volatile optimiser barrier: values so marked are computed in the order of the program, which can
    /// be better than the optimiser's where there are more values than registers. Does nothing for words, or where a
    /// vector takes several registers.
    var inProgramOrder: Self { get }
    /// One of these functions, of each bit of x, y and z.
    static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self
    /// `self` plus the bits of `x` where `mask` has ones, else of `y`. Fastest if `x` is known last.
    func adding(_ x: Self, where mask: Self, else y: Self) -> Self

    /// With `constant(index)` added to each word. `TwoVectors` loads it for each of its vectors, as an operand in
    /// memory, where an addition takes one.
    func adding(_ index: Int, of constant: (Int) -> Word) -> Self

    /// The 16 words at `block + offset(lane)` of each lane: element w of the result holds word w of
    /// every lane. `bigEndian` says which byte of a word comes first in memory.
    static func load(block: UnsafeRawPointer, bigEndian: Bool, offset: (Int) -> Int) -> InlineArray<16, Self>
}

extension Lanes {
    @inlinable @inline(__always)
    public var inProgramOrder: Self { self }

    /// Bits of `y` where `x` has ones, else of `z`.
    @inlinable @inline(__always)
    public static func choice(_ x: Self, _ y: Self, _ z: Self) -> Self { logic(PLATFORM_CHOICE, x, y, z) }

    /// Each bit as two or three of the values have it.
    @inlinable @inline(__always)
    public static func majority(_ x: Self, _ y: Self, _ z: Self) -> Self { logic(PLATFORM_MAJORITY, x, y, z) }

    /// Ones where one or three of the values have them.
    @inlinable @inline(__always)
    public static func parity(_ x: Self, _ y: Self, _ z: Self) -> Self { logic(PLATFORM_PARITY, x, y, z) }

    /// Bits of `y`, but the others where `x` has ones or `z` has none.
    @inlinable @inline(__always)
    public static func implication(_ x: Self, _ y: Self, _ z: Self) -> Self { logic(PLATFORM_IMPLICATION, x, y, z) }

    /// The words of one computation. Written out: a closure for each element would copy the array as often.
    @inlinable @inline(__always)
    static func byteSwapped(_ w: InlineArray<16, Self>) -> InlineArray<16, Self> {
        [
            w[0].byteSwapped, w[1].byteSwapped, w[2].byteSwapped, w[3].byteSwapped,
            w[4].byteSwapped, w[5].byteSwapped, w[6].byteSwapped, w[7].byteSwapped,
            w[8].byteSwapped, w[9].byteSwapped, w[10].byteSwapped, w[11].byteSwapped,
            w[12].byteSwapped, w[13].byteSwapped, w[14].byteSwapped, w[15].byteSwapped,
        ]
    }

    /// Aligns the stack frame of a kernel for these lanes to 64 bytes: see `platform_align_frame`.
    @inlinable @inline(__always)
    static func alignFrame() {
        if MemoryLayout<Self>.size > 16 { platform_align_frame() }
    }

    @inlinable @inline(__always)
    public func adding(_ index: Int, of constant: (Int) -> Word) -> Self { self &+ .splat(constant(index)) }

    @inlinable @inline(__always)
    public func adding(_ x: Self, where mask: Self, else y: Self) -> Self { self &+ .choice(mask, x, y) }
}

/// One computation: the scalar path is the vector path with one lane.
extension UInt32: Lanes {
    public typealias Word = UInt32
    @inlinable @inline(__always) public static var count: Int { 1 }
    @inlinable @inline(__always) public static func splat(_ word: UInt32) -> UInt32 { word }
    @inlinable @inline(__always) public func rotated(right bits: UInt32) -> UInt32 { rotated(left: 32 &- bits) }
    @inlinable @inline(__always) public func shifted(right bits: UInt32) -> UInt32 { self &>> bits }
    @inlinable @inline(__always) public var computedFirst: UInt32 { u32_computed_first(self) }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        u32_logic(function, x, y, z)
    }

    /// No bit is in both parts: their sum is their union. The part without `x` need not wait for it.
    @inlinable @inline(__always)
    public func adding(_ x: UInt32, where mask: UInt32, else y: UInt32) -> UInt32 {
        (self &+ (y & ~mask)).computedFirst &+ (x & mask)
    }

    @inlinable @inline(__always)
    public subscript(lane: Int) -> UInt32 {
        get { self }
        set { self = newValue }
    }

    @inlinable @inline(__always)
    public static func load(
        block: UnsafeRawPointer, bigEndian: Bool, offset: (Int) -> Int
    ) -> InlineArray<16, UInt32> {
        let words = unsafe (block + offset(0)).loadUnaligned(as: InlineArray<16, UInt32>.self)
        return bigEndian ? byteSwapped(words) : words
    }
}

extension UInt64: Lanes {
    public typealias Word = UInt64
    @inlinable @inline(__always) public static var count: Int { 1 }
    @inlinable @inline(__always) public static func splat(_ word: UInt64) -> UInt64 { word }
    @inlinable @inline(__always) public func rotated(right bits: UInt64) -> UInt64 { rotated(left: 64 &- bits) }
    @inlinable @inline(__always) public func shifted(right bits: UInt64) -> UInt64 { self &>> bits }
    @inlinable @inline(__always) public var computedFirst: UInt64 { u64_computed_first(self) }
    @inlinable @inline(__always)
    public static func logic(_ function: platform_logic, _ x: Self, _ y: Self, _ z: Self) -> Self {
        u64_logic(function, x, y, z)
    }
    @inlinable @inline(__always)
    public subscript(lane: Int) -> UInt64 {
        get { self }
        set { self = newValue }
    }

    @inlinable @inline(__always)
    public static func load(
        block: UnsafeRawPointer, bigEndian: Bool, offset: (Int) -> Int
    ) -> InlineArray<16, UInt64> {
        let words = unsafe (block + offset(0)).loadUnaligned(as: InlineArray<16, UInt64>.self)
        return bigEndian ? byteSwapped(words) : words
    }
}
