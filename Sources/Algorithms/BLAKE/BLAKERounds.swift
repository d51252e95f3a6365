import CPlatform

/// A row, four words, of a state of 4×4 words: in one vector; or in four, each with one word of many states.
public protocol BLAKERow: BitwiseCopyable {
    associatedtype Word: UnsignedWord

    static func &+ (a: Self, b: Self) -> Self
    static func ^ (a: Self, b: Self) -> Self
    func rotated(right bits: Word) -> Self
    /// As of `Lanes`.
    var computedFirst: Self { get }
    var inProgramOrder: Self { get }
    /// Words 1 2 3 0, words 2 3 0 1, words 3 0 1 2.
    var turned1: Self { get }
    var turned2: Self { get }
    var turned3: Self { get }
}

/// The round that BLAKE2 (RFC 7693, section 3) and BLAKE3 (2.2) share. `a` to `d` are the rows of the state. Of the
/// words of the block, the first half of the mixing function takes x, the second y.
@usableFromInline
enum BLAKERounds {
    /// The columns are mixed side by side; then rows are turned so that diagonals become columns. Row b, which is known
    /// last, is not turned, but the others are: so the diagonal of the last word of row a comes first.
    @inlinable @inline(__always)
    static func round<Row: BLAKERow>(
        _ a: inout Row, _ b: inout Row, _ c: inout Row, _ d: inout Row, columns: (x: Row, y: Row),
        diagonals: (x: Row, y: Row), _ rotations: (Row.Word, Row.Word, Row.Word, Row.Word)
    ) {
        mix(&a, &b, &c, &d, columns, rotations)
        (a, c, d) = (a.turned3, c.turned1, d.turned2)
        mix(&a, &b, &c, &d, diagonals, rotations)
        (a, c, d) = (a.turned1, c.turned3, d.turned2)
    }

    /// The mixing function G. A word is added to a first, because b is known last.
    @inlinable @inline(__always)
    static func mix<Row: BLAKERow>(
        _ a: inout Row, _ b: inout Row, _ c: inout Row, _ d: inout Row, _ words: (x: Row, y: Row),
        _ rotations: (Row.Word, Row.Word, Row.Word, Row.Word)
    ) {
        a = ((a &+ words.x).computedFirst &+ b).inProgramOrder
        d = (d ^ a).rotated(right: rotations.0).inProgramOrder
        c = (c &+ d).inProgramOrder
        b = (b ^ c).rotated(right: rotations.1).inProgramOrder
        a = ((a &+ words.y).computedFirst &+ b).inProgramOrder
        d = (d ^ a).rotated(right: rotations.2).inProgramOrder
        c = (c &+ d).inProgramOrder
        b = (b ^ c).rotated(right: rotations.3).inProgramOrder
    }
}

// MARK: A row in one vector

extension SIMD4: BLAKERow where Scalar == UInt32 {
    @inlinable @inline(__always) public var turned1: Self { u32x4_turn_1(self) }
    @inlinable @inline(__always) public var turned2: Self { u32x4_turn_2(self) }
    @inlinable @inline(__always) public var turned3: Self { u32x4_turn_3(self) }
}

extension SIMD8: BLAKERow where Scalar == UInt32 {
    @inlinable @inline(__always) public var turned1: Self { u32x8_turn_1(self) }
    @inlinable @inline(__always) public var turned2: Self { u32x8_turn_2(self) }
    @inlinable @inline(__always) public var turned3: Self { u32x8_turn_3(self) }
}

extension SIMD16: BLAKERow where Scalar == UInt32 {
    @inlinable @inline(__always) public var turned1: Self { u32x16_turn_1(self) }
    @inlinable @inline(__always) public var turned2: Self { u32x16_turn_2(self) }
    @inlinable @inline(__always) public var turned3: Self { u32x16_turn_3(self) }
}

extension Words64x4: BLAKERow {
    @inlinable @inline(__always) public var turned1: Self { Self(u64x4_turn_1(words)) }
    @inlinable @inline(__always) public var turned2: Self { Self(u64x4_turn_2(words)) }
    @inlinable @inline(__always) public var turned3: Self { Self(u64x4_turn_3(words)) }
}

// MARK: A row of many computations

/// A row of many states, each in a lane: four vectors.
@usableFromInline
struct RowOfLanes<L: Lanes>: BLAKERow {
    // Named, because an optimiser keeps variables in registers more readily than the elements of an array.
    @usableFromInline var w0: L, w1: L, w2: L, w3: L

    @inlinable @inline(__always)
    init(_ w0: L, _ w1: L, _ w2: L, _ w3: L) { (self.w0, self.w1, self.w2, self.w3) = (w0, w1, w2, w3) }

    @inlinable @inline(__always)
    static func &+ (a: Self, b: Self) -> Self { Self(a.w0 &+ b.w0, a.w1 &+ b.w1, a.w2 &+ b.w2, a.w3 &+ b.w3) }
    @inlinable @inline(__always)
    static func ^ (a: Self, b: Self) -> Self { Self(a.w0 ^ b.w0, a.w1 ^ b.w1, a.w2 ^ b.w2, a.w3 ^ b.w3) }
    @inlinable @inline(__always)
    func rotated(right bits: L.Word) -> Self {
        Self(w0.rotated(right: bits), w1.rotated(right: bits), w2.rotated(right: bits), w3.rotated(right: bits))
    }

    @inlinable @inline(__always)
    var computedFirst: Self { Self(w0.computedFirst, w1.computedFirst, w2.computedFirst, w3.computedFirst) }
    @inlinable @inline(__always)
    var inProgramOrder: Self { Self(w0.inProgramOrder, w1.inProgramOrder, w2.inProgramOrder, w3.inProgramOrder) }

    @inlinable @inline(__always) var turned1: Self { Self(w1, w2, w3, w0) }
    @inlinable @inline(__always) var turned2: Self { Self(w2, w3, w0, w1) }
    @inlinable @inline(__always) var turned3: Self { Self(w3, w0, w1, w2) }
}
