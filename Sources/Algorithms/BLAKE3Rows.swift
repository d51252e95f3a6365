import CPlatform

/// Four words of the state: in one vector, or in a vector each that has that word of many computations.
@usableFromInline
protocol BLAKE3Row: BitwiseCopyable {
    /// The 16 words of a block.
    associatedtype Message: BitwiseCopyable

    static func &+ (a: Self, b: Self) -> Self
    static func ^ (a: Self, b: Self) -> Self
    func rotated(right bits: UInt32) -> Self
    /// Words 1 2 3 0, words 2 3 0 1, words 3 0 1 2.
    var turned1: Self { get }
    var turned2: Self { get }
    var turned3: Self { get }

    /// The words that go into the columns, in the order of the columns: those that go first, and second.
    static func columns(_ m: Message) -> (x: Self, y: Self)
    /// The words that go into the diagonals. The diagonal with the last word of row a is at the first place.
    static func diagonals(_ m: Message) -> (x: Self, y: Self)
    /// The words as the next round takes them (2.2, table 2).
    static func permuted(_ m: Message) -> Message
}

/// A vector that has the row of one computation, or of several side by side.
@usableFromInline
protocol BLAKE3RowVector: BLAKE3Row {
    /// How many.
    static var computations: Int { get }
    /// The row that `row` gives for each computation.
    init(_ row: (Int) -> SIMD4<UInt32>)
    /// That of one computation.
    func row(_ computation: Int) -> SIMD4<UInt32>
    /// The block that starts where `block` says for each computation.
    static func message(_ block: (Int) -> UnsafeRawPointer) -> Message
}

/// Of one.
extension SIMD4: BLAKE3Row, BLAKE3RowVector where Scalar == UInt32 {
    @usableFromInline typealias Message = SIMD16<UInt32>

    @inlinable @inline(__always) static var computations: Int { 1 }
    @inlinable @inline(__always) init(_ row: (Int) -> SIMD4<UInt32>) { self = row(0) }
    @inlinable @inline(__always) func row(_ computation: Int) -> SIMD4<UInt32> { self }
    @inlinable @inline(__always)
    static func message(_ block: (Int) -> UnsafeRawPointer) -> SIMD16<UInt32> {
        unsafe block(0).loadUnaligned(as: SIMD16<UInt32>.self)
    }

    @inlinable @inline(__always)
    static func columns(_ m: SIMD16<UInt32>) -> (x: Self, y: Self) {
        (u32x16_words_0_2_4_6(m), u32x16_words_1_3_5_7(m))
    }
    @inlinable @inline(__always)
    static func diagonals(_ m: SIMD16<UInt32>) -> (x: Self, y: Self) {
        (u32x16_words_14_8_10_12(m), u32x16_words_15_9_11_13(m))
    }
    @inlinable @inline(__always)
    static func permuted(_ m: SIMD16<UInt32>) -> SIMD16<UInt32> { u32x16_blake3_permuted(m) }
}

/// Of two computations, side by side in one vector, or in two where there are no wider ones.
extension SIMD8: BLAKE3Row, BLAKE3RowVector where Scalar == UInt32 {
    /// The words of a block of each.
    @usableFromInline
    struct Message: BitwiseCopyable {
        @usableFromInline var low: SIMD16<UInt32>, high: SIMD16<UInt32>

        @inlinable @inline(__always)
        init(_ low: SIMD16<UInt32>, _ high: SIMD16<UInt32>) { (self.low, self.high) = (low, high) }
    }

    @inlinable @inline(__always) static var computations: Int { 2 }
    @inlinable @inline(__always)
    init(_ row: (Int) -> SIMD4<UInt32>) { self.init(lowHalf: row(0), highHalf: row(1)) }
    @inlinable @inline(__always)
    func row(_ computation: Int) -> SIMD4<UInt32> { computation == 0 ? lowHalf : highHalf }
    @inlinable @inline(__always)
    static func message(_ block: (Int) -> UnsafeRawPointer) -> Message {
        unsafe Message(SIMD4.message(block), SIMD4.message { _ in unsafe block(1) })
    }

    @inlinable @inline(__always) var turned1: Self { u32x8_turn_1(self) }
    @inlinable @inline(__always) var turned2: Self { u32x8_turn_2(self) }
    @inlinable @inline(__always) var turned3: Self { u32x8_turn_3(self) }

    @inlinable @inline(__always)
    static func columns(_ m: Message) -> (x: Self, y: Self) {
        let low = SIMD4.columns(m.low), high = SIMD4.columns(m.high)
        return (Self(lowHalf: low.x, highHalf: high.x), Self(lowHalf: low.y, highHalf: high.y))
    }
    @inlinable @inline(__always)
    static func diagonals(_ m: Message) -> (x: Self, y: Self) {
        let low = SIMD4.diagonals(m.low), high = SIMD4.diagonals(m.high)
        return (Self(lowHalf: low.x, highHalf: high.x), Self(lowHalf: low.y, highHalf: high.y))
    }
    @inlinable @inline(__always)
    static func permuted(_ m: Message) -> Message { Message(SIMD4.permuted(m.low), SIMD4.permuted(m.high)) }
}

@usableFromInline
struct FourLanes<L: Lanes>: BLAKE3Row where L.Word == UInt32 {
    // Named, because an optimiser keeps variables in registers more readily than the elements of an array.
    @usableFromInline var w0: L, w1: L, w2: L, w3: L

    @inlinable @inline(__always)
    init(_ w0: L, _ w1: L, _ w2: L, _ w3: L) { (self.w0, self.w1, self.w2, self.w3) = (w0, w1, w2, w3) }

    @inlinable @inline(__always)
    static func &+ (a: Self, b: Self) -> Self { Self(a.w0 &+ b.w0, a.w1 &+ b.w1, a.w2 &+ b.w2, a.w3 &+ b.w3) }
    @inlinable @inline(__always)
    static func ^ (a: Self, b: Self) -> Self { Self(a.w0 ^ b.w0, a.w1 ^ b.w1, a.w2 ^ b.w2, a.w3 ^ b.w3) }
    @inlinable @inline(__always)
    func rotated(right bits: UInt32) -> Self {
        Self(w0.rotated(right: bits), w1.rotated(right: bits), w2.rotated(right: bits), w3.rotated(right: bits))
    }

    @inlinable @inline(__always) var turned1: Self { Self(w1, w2, w3, w0) }
    @inlinable @inline(__always) var turned2: Self { Self(w2, w3, w0, w1) }
    @inlinable @inline(__always) var turned3: Self { Self(w3, w0, w1, w2) }

    @inlinable @inline(__always)
    static func columns(_ m: InlineArray<16, L>) -> (x: Self, y: Self) {
        (Self(m[0], m[2], m[4], m[6]), Self(m[1], m[3], m[5], m[7]))
    }
    @inlinable @inline(__always)
    static func diagonals(_ m: InlineArray<16, L>) -> (x: Self, y: Self) {
        (Self(m[14], m[8], m[10], m[12]), Self(m[15], m[9], m[11], m[13]))
    }
    @inlinable @inline(__always)
    static func permuted(_ m: InlineArray<16, L>) -> InlineArray<16, L> {
        [m[2], m[6], m[3], m[10], m[7], m[0], m[4], m[13], m[1], m[11], m[12], m[5], m[9], m[14], m[15], m[8]]
    }
}
