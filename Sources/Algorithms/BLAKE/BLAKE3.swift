/// BLAKE3 (J. O'Connor, J.-P. Aumasson, S. Neves, Z. Wilcox-O'Hearn, 2020; section numbers are the paper's).
///
/// Input is cut into chunks of 1024 bytes, chunks into blocks of 64. Each chunk has a chaining value; pairs
/// of chaining values have parents, up to one root. All chunks are independent, and so are all parents of a
/// level: they go through vector lanes side by side.
public enum BLAKE3 {
    @inlinable public static var blockLength: Int { 64 }
    @inlinable public static var chunkLength: Int { 1024 }
    @inlinable static var blocksPerChunk: Int { 16 }

    /// The same words as SHA-256 begins with (2.2, table 1).
    public static var initial: InlineArray<8, UInt32> { SHA256.initial }

    /// Domain separation flags (2.2, table 3).
    public enum Flags {
        @inlinable public static var chunkStart: UInt32 { 1 }
        @inlinable public static var chunkEnd: UInt32 { 2 }
        @inlinable public static var parent: UInt32 { 4 }
        @inlinable public static var root: UInt32 { 8 }
        @inlinable public static var keyedHash: UInt32 { 16 }
        @inlinable public static var deriveKeyContext: UInt32 { 32 }
        @inlinable public static var deriveKeyMaterial: UInt32 { 64 }
    }
}

// MARK: The compression function

extension BLAKE3 {
    /// Seven rounds (2.2) on the state, a square of 4×4 words of which each argument is a row.
    @inlinable @inline(__always)
    static func rounds<Row: BLAKE3Row>(
        _ a: inout Row, _ b: inout Row, _ c: inout Row, _ d: inout Row, _ block: BLAKE3Block<Row>
    ) {
        // Written out: in a loop, the words of the block would go through memory to be permuted.
        var m = block
        round(&a, &b, &c, &d, m)
        m = Row.permuted(m)
        round(&a, &b, &c, &d, m)
        m = Row.permuted(m)
        round(&a, &b, &c, &d, m)
        m = Row.permuted(m)
        round(&a, &b, &c, &d, m)
        m = Row.permuted(m)
        round(&a, &b, &c, &d, m)
        m = Row.permuted(m)
        round(&a, &b, &c, &d, m)
        m = Row.permuted(m)
        round(&a, &b, &c, &d, m)
    }

    @inlinable @inline(__always)
    static func round<Row: BLAKE3Row>(
        _ a: inout Row, _ b: inout Row, _ c: inout Row, _ d: inout Row, _ block: BLAKE3Block<Row>
    ) {
        BLAKERounds.round(&a, &b, &c, &d, columns: block.columns, diagonals: block.diagonals, (16, 12, 8, 7))
    }
}
