import CPlatform

/// A row of one state, of several in the groups of one vector, or of many in lanes.
public protocol BLAKE3Row: BLAKERow where Word == UInt32 {
    /// The words of a block as the next round takes them (2.2, table 2).
    static func permuted(_ block: BLAKE3Block<Self>) -> BLAKE3Block<Self>
}

/// The 16 words of a block as a round takes them.
public struct BLAKE3Block<Row: BLAKE3Row>: BitwiseCopyable {
    /// Words 0 2 4 6 and 1 3 5 7 in the order of the round.
    public var columns: (x: Row, y: Row)
    /// Words 14 8 10 12 and 15 9 11 13: see `BLAKERounds.round`.
    public var diagonals: (x: Row, y: Row)

    @inlinable @inline(__always)
    public init(columns: (x: Row, y: Row), diagonals: (x: Row, y: Row)) {
        self.columns = columns
        self.diagonals = diagonals
    }
}

// MARK: Computations in the groups of a vector

extension BLAKE3Block where Row: GroupedLanes {
    /// The block of each computation, at the address that `address` gives.
    @inlinable @inline(__always)
    init(_ address: (Int) -> UnsafeRawPointer) {
        let (m0, m1) = unsafe (Self.words(0, address), Self.words(4, address))
        let (m2, m3) = unsafe (Self.words(8, address), Self.words(12, address))
        columns = (.even(m0, m1), .odd(m0, m1))
        diagonals = (Row.even(m2, m3).turned3, Row.odd(m2, m3).turned3)
    }

    @inlinable @inline(__always)
    static func words(_ first: Int, _ address: (Int) -> UnsafeRawPointer) -> Row {
        Row.groups { unsafe address($0).loadUnaligned(fromByteOffset: 4 &* first, as: SIMD4<UInt32>.self) }
    }
}

extension SIMD4: BLAKE3Row where Scalar == UInt32 {
    @inlinable @inline(__always)
    public static func permuted(_ block: BLAKE3Block<Self>) -> BLAKE3Block<Self> {
        let (c, d) = (block.columns, block.diagonals)
        return BLAKE3Block(
            columns: (u32x4_blake3_columns_x(c.x, c.y), u32x4_blake3_columns_y(c.x, d.x, d.y)),
            diagonals: (u32x4_blake3_diagonals_x(c.y, d.x, d.y), u32x4_blake3_diagonals_y(c.y, d.x, d.y)))
    }
}

extension SIMD8: BLAKE3Row where Scalar == UInt32 {
    @inlinable @inline(__always)
    public static func permuted(_ block: BLAKE3Block<Self>) -> BLAKE3Block<Self> {
        let (c, d) = (block.columns, block.diagonals)
        return BLAKE3Block(
            columns: (u32x8_blake3_columns_x(c.x, c.y), u32x8_blake3_columns_y(c.x, d.x, d.y)),
            diagonals: (u32x8_blake3_diagonals_x(c.y, d.x, d.y), u32x8_blake3_diagonals_y(c.y, d.x, d.y)))
    }
}

extension SIMD16: BLAKE3Row where Scalar == UInt32 {
    @inlinable @inline(__always)
    public static func permuted(_ block: BLAKE3Block<Self>) -> BLAKE3Block<Self> {
        let (c, d) = (block.columns, block.diagonals)
        return BLAKE3Block(
            columns: (u32x16_blake3_columns_x(c.x, c.y), u32x16_blake3_columns_y(c.x, d.x, d.y)),
            diagonals: (u32x16_blake3_diagonals_x(c.y, d.x, d.y), u32x16_blake3_diagonals_y(c.y, d.x, d.y)))
    }
}

// MARK: Computations in the lanes of vectors

extension RowOfLanes: BLAKE3Row where L.Word == UInt32 {
    @inlinable @inline(__always)
    static func permuted(_ block: BLAKE3Block<Self>) -> BLAKE3Block<Self> {
        let (c, d) = (block.columns, block.diagonals)
        return BLAKE3Block(
            columns: (Self(c.x.w1, c.y.w1, c.y.w3, c.x.w2), Self(c.x.w3, d.x.w2, c.x.w0, d.y.w3)),
            diagonals: (Self(d.y.w0, c.y.w0, d.x.w3, d.y.w1), Self(d.x.w1, d.y.w2, c.y.w2, d.x.w0)))
    }
}

extension BLAKE3Block {
    @inlinable @inline(__always)
    init<L>(_ m: InlineArray<16, L>) where Row == RowOfLanes<L> {
        columns = (Row(m[0], m[2], m[4], m[6]), Row(m[1], m[3], m[5], m[7]))
        diagonals = (Row(m[14], m[8], m[10], m[12]), Row(m[15], m[9], m[11], m[13]))
    }
}
