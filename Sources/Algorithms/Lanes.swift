/// A word of each of several independent computations, side by side in one vector.
///
/// Algorithms are written once over this protocol, and a kernel module says which vector. The
/// operations stand here, and not as constraints on the standard library's `SIMD`, because they must be
/// those of the concrete vectors: on a generic `SIMD` value they are loops over the elements.
public protocol Lanes: BitwiseCopyable, Sendable {
    associatedtype Word: UnsignedWord
    static var count: Int { get }

    init(repeating word: Word)
    subscript(lane: Int) -> Word { get set }

    static func &+ (a: Self, b: Self) -> Self
    static func ^ (a: Self, b: Self) -> Self
    static func & (a: Self, b: Self) -> Self
    static func | (a: Self, b: Self) -> Self
    static func &<< (a: Self, bits: Self) -> Self
    static func &>> (a: Self, bits: Self) -> Self

    /// The 16 words at `block + offset(lane)` of each lane: element w of the result holds word w of
    /// every lane, in the machine's byte order.
    static func load(block: UnsafeRawPointer, offset: (Int) -> Int) -> InlineArray<16, Self>
}

extension Lanes {
    @inlinable @inline(__always)
    public func rotated(right bits: Word) -> Self {
        let width = Word(truncatingIfNeeded: Word.bitWidth)
        return (self &>> Self(repeating: bits)) | (self &<< Self(repeating: width &- bits))
    }

    @inlinable @inline(__always)
    public func shifted(right bits: Word) -> Self {
        self &>> Self(repeating: bits)
    }
}

extension Lanes where Word == UInt32 {
    /// The other byte order: bytes 3 1 by one rotation, bytes 2 0 by another.
    @inlinable @inline(__always)
    public var byteSwapped: Self {
        (rotated(right: 24) & Self(repeating: 0x00ff_00ff)) | (rotated(right: 8) & Self(repeating: 0xff00_ff00))
    }
}

/// One computation: the scalar path is the vector path with one lane.
extension UInt32: Lanes {
    public typealias Word = UInt32
    @inlinable @inline(__always) public static var count: Int { 1 }
    @inlinable @inline(__always) public init(repeating word: UInt32) { self = word }
    @inlinable @inline(__always)
    public subscript(lane: Int) -> UInt32 {
        get { self }
        set { self = newValue }
    }

    @inlinable @inline(__always)
    public static func load(block: UnsafeRawPointer, offset: (Int) -> Int) -> InlineArray<16, UInt32> {
        unsafe (block + offset(0)).loadUnaligned(as: InlineArray<16, UInt32>.self)
    }
}

extension SIMD4: Lanes where Scalar == UInt32 {
    public typealias Word = UInt32
    @inlinable @inline(__always) public static var count: Int { 4 }

    @inlinable @inline(__always)
    public static func load(block: UnsafeRawPointer, offset: (Int) -> Int) -> InlineArray<16, Self> {
        var words = InlineArray<16, Self>(repeating: Self())
        for group in 0..<4 {
            let square = InlineArray<4, Self> { row in
                unsafe (block + (offset(row) + 16 * group)).loadUnaligned(as: Self.self)
            }.interleaved.interleaved
            for row in 0..<4 { words[4 * group + row] = square[row] }
        }
        return words
    }
}

extension SIMD8: Lanes where Scalar == UInt32 {
    public typealias Word = UInt32
    @inlinable @inline(__always) public static var count: Int { 8 }

    @inlinable @inline(__always)
    public static func load(block: UnsafeRawPointer, offset: (Int) -> Int) -> InlineArray<16, Self> {
        var words = InlineArray<16, Self>(repeating: Self())
        for group in 0..<2 {
            let square = InlineArray<8, Self> { row in
                unsafe (block + (offset(row) + 32 * group)).loadUnaligned(as: Self.self)
            }.interleaved.interleaved.interleaved
            for row in 0..<8 { words[8 * group + row] = square[row] }
        }
        return words
    }
}

extension SIMD16: Lanes where Scalar == UInt32 {
    public typealias Word = UInt32
    @inlinable @inline(__always) public static var count: Int { 16 }

    @inlinable @inline(__always)
    public static func load(block: UnsafeRawPointer, offset: (Int) -> Int) -> InlineArray<16, Self> {
        InlineArray<16, Self> { row in
            unsafe (block + offset(row)).loadUnaligned(as: Self.self)
        }.interleaved.interleaved.interleaved.interleaved
    }
}

// A square matrix of words is transposed by log2(rows) perfect shuffles: each interleaves row i of the
// upper half with row i of the lower half. Number an element by the bits of its row and column, r:c. A
// shuffle rotates these bits left by one, r's first bit becoming c's last; after log2(rows) of them the
// two halves of the number have changed places.

extension InlineArray where Element == SIMD4<UInt32>, count == 4 {
    @inlinable @inline(__always)
    var interleaved: Self {
        Self { (row: Int) in
            let a = self[row / 2], b = self[row / 2 + 2]
            var mixed = SIMD4<UInt32>()
            mixed.evenHalf = row % 2 == 0 ? a.lowHalf : a.highHalf
            mixed.oddHalf = row % 2 == 0 ? b.lowHalf : b.highHalf
            return mixed
        }
    }
}

extension InlineArray where Element == SIMD8<UInt32>, count == 8 {
    @inlinable @inline(__always)
    var interleaved: Self {
        Self { (row: Int) in
            let a = self[row / 2], b = self[row / 2 + 4]
            var mixed = SIMD8<UInt32>()
            mixed.evenHalf = row % 2 == 0 ? a.lowHalf : a.highHalf
            mixed.oddHalf = row % 2 == 0 ? b.lowHalf : b.highHalf
            return mixed
        }
    }
}

extension InlineArray where Element == SIMD16<UInt32>, count == 16 {
    @inlinable @inline(__always)
    var interleaved: Self {
        Self { (row: Int) in
            let a = self[row / 2], b = self[row / 2 + 8]
            var mixed = SIMD16<UInt32>()
            mixed.evenHalf = row % 2 == 0 ? a.lowHalf : a.highHalf
            mixed.oddHalf = row % 2 == 0 ? b.lowHalf : b.highHalf
            return mixed
        }
    }
}
