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

    /// The message words in the order in which each round takes them: every round permutes that of the
    /// round before (2.2, table 2).
    @usableFromInline
    static let schedule: InlineArray<112, UInt8> = [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8,
        3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1,
        10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6,
        12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4,
        9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7,
        11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13,
    ]
}

// MARK: The compression function

extension BLAKE3 {
    /// The state after seven rounds: v0 to v15 of 2.2, before the two halves are combined.
    @inlinable @inline(__always)
    static func rounds<L: Lanes>(
        _ v: inout InlineArray<16, L>, _ m: InlineArray<16, L>
    ) where L.Word == UInt32 {
        round(&v, m, 0)
        round(&v, m, 1)
        round(&v, m, 2)
        round(&v, m, 3)
        round(&v, m, 4)
        round(&v, m, 5)
        round(&v, m, 6)
    }

    @inlinable @inline(__always)
    static func round<L: Lanes>(
        _ v: inout InlineArray<16, L>, _ m: InlineArray<16, L>, _ number: Int
    ) where L.Word == UInt32 {
        // Columns, then diagonals.
        mix(&v, 0, 4, 8, 12, m, 16 * number)
        mix(&v, 1, 5, 9, 13, m, 16 * number + 2)
        mix(&v, 2, 6, 10, 14, m, 16 * number + 4)
        mix(&v, 3, 7, 11, 15, m, 16 * number + 6)
        mix(&v, 0, 5, 10, 15, m, 16 * number + 8)
        mix(&v, 1, 6, 11, 12, m, 16 * number + 10)
        mix(&v, 2, 7, 8, 13, m, 16 * number + 12)
        mix(&v, 3, 4, 9, 14, m, 16 * number + 14)
    }

    /// The function G, with the message words at `place` and after it in the schedule.
    @inlinable @inline(__always)
    static func mix<L: Lanes>(
        _ v: inout InlineArray<16, L>, _ a: Int, _ b: Int, _ c: Int, _ d: Int, _ m: InlineArray<16, L>, _ place: Int
    ) where L.Word == UInt32 {
        v[a] = v[a] &+ v[b] &+ m[Int(schedule[place])]
        v[d] = (v[d] ^ v[a]).rotated(right: 16)
        v[c] = v[c] &+ v[d]
        v[b] = (v[b] ^ v[c]).rotated(right: 12)
        v[a] = v[a] &+ v[b] &+ m[Int(schedule[place + 1])]
        v[d] = (v[d] ^ v[a]).rotated(right: 8)
        v[c] = v[c] &+ v[d]
        v[b] = (v[b] ^ v[c]).rotated(right: 7)
    }
}

// MARK: Kernels

extension BLAKE3 {
    /// The chaining values of `count` chunks that lie one after another, `L.count` at a time.
    @inlinable @inline(__always)
    public static func chunks<L: Lanes>(
        _ lanes: L.Type, key: UnsafePointer<UInt32>, chunks: UnsafeRawPointer, count: Int, counter: UInt64,
        flags: UInt32, output: UnsafeMutablePointer<UInt32>
    ) where L.Word == UInt32 {
        var done = 0
        while done < count {
            let used = min(L.count, count - done)
            let offsets = InlineArray<16, Int> { (lane: Int) in chunkLength &* min(lane, used &- 1) }
            var low = L(repeating: 0), high = L(repeating: 0)
            for lane in 0..<L.count {
                let number = counter &+ UInt64(truncatingIfNeeded: done &+ lane)
                low[lane] = UInt32(truncatingIfNeeded: number)
                high[lane] = UInt32(truncatingIfNeeded: number &>> 32)
            }
            var chaining = InlineArray<8, L> { (word: Int) in L(repeating: unsafe key[word]) }
            for block in 0..<blocksPerChunk {
                let place = unsafe chunks + (chunkLength &* done &+ blockLength &* block)
                var blockFlags = flags
                if block == 0 { blockFlags |= Flags.chunkStart }
                if block == blocksPerChunk - 1 { blockFlags |= Flags.chunkEnd }
                let words = unsafe L.load(block: place) { offsets[$0] }
                compress(&chaining, words, low, high, blockFlags)
            }
            unsafe store(chaining, used, output + 8 &* done)
            done &+= used
        }
    }

    /// The chaining values of `count` parents. `output` may be `children`.
    @inlinable @inline(__always)
    public static func parents<L: Lanes>(
        _ lanes: L.Type, key: UnsafePointer<UInt32>, children: UnsafePointer<UInt32>, count: Int,
        flags: UInt32, output: UnsafeMutablePointer<UInt32>
    ) where L.Word == UInt32 {
        var done = 0
        while done < count {
            let used = min(L.count, count - done)
            var chaining = InlineArray<8, L> { (word: Int) in L(repeating: unsafe key[word]) }
            let words = unsafe L.load(block: UnsafeRawPointer(children + 16 &* done)) { blockLength &* min($0, used &- 1) }
            compress(&chaining, words, L(repeating: 0), L(repeating: 0), flags | Flags.parent)
            unsafe store(chaining, used, output + 8 &* done)
            done &+= used
        }
    }

    /// A whole block in each lane.
    @inlinable @inline(__always)
    static func compress<L: Lanes>(
        _ chaining: inout InlineArray<8, L>, _ words: InlineArray<16, L>, _ low: L, _ high: L, _ flags: UInt32
    ) where L.Word == UInt32 {
        var v = InlineArray<16, L>(repeating: low)
        for word in 0..<8 { v[word] = chaining[word] }
        for word in 0..<4 { v[8 + word] = L(repeating: initial[word]) }
        v[13] = high
        v[14] = L(repeating: UInt32(truncatingIfNeeded: blockLength))
        v[15] = L(repeating: flags)
        rounds(&v, words)
        for word in 0..<8 { chaining[word] = v[word] ^ v[8 + word] }
    }

    @inlinable @inline(__always)
    static func store<L: Lanes>(
        _ chaining: InlineArray<8, L>, _ used: Int, _ output: UnsafeMutablePointer<UInt32>
    ) where L.Word == UInt32 {
        for lane in 0..<used {
            for word in 0..<8 { unsafe output[8 &* lane &+ word] = chaining[word][lane] }
        }
    }

    /// All 16 output words of one block: a vector is a row of the state. The columns are mixed side by
    /// side; then rows are rotated so that diagonals become columns.
    @inlinable @inline(__always)
    public static func block(
        chaining: UnsafePointer<UInt32>, block: UnsafeRawPointer, counter: UInt64, length: UInt32, flags: UInt32,
        output: UnsafeMutablePointer<UInt32>
    ) {
        let m = unsafe block.loadUnaligned(as: InlineArray<16, UInt32>.self)
        let upper = unsafe UnsafeRawPointer(chaining).loadUnaligned(as: SIMD4<UInt32>.self)
        let lower = unsafe UnsafeRawPointer(chaining + 4).loadUnaligned(as: SIMD4<UInt32>.self)
        var rows = (
            upper, lower, SIMD4(initial[0], initial[1], initial[2], initial[3]),
            SIMD4(UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter &>> 32), length, flags)
        )
        round(&rows, m, 0)
        round(&rows, m, 1)
        round(&rows, m, 2)
        round(&rows, m, 3)
        round(&rows, m, 4)
        round(&rows, m, 5)
        round(&rows, m, 6)
        let target = UnsafeMutableRawPointer(output)
        unsafe target.storeBytes(of: rows.0 ^ rows.2, as: SIMD4<UInt32>.self)
        unsafe (target + 16).storeBytes(of: rows.1 ^ rows.3, as: SIMD4<UInt32>.self)
        unsafe (target + 32).storeBytes(of: rows.2 ^ upper, as: SIMD4<UInt32>.self)
        unsafe (target + 48).storeBytes(of: rows.3 ^ lower, as: SIMD4<UInt32>.self)
    }

    public typealias Rows = (SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>)

    @inlinable @inline(__always)
    static func round(_ rows: inout Rows, _ m: InlineArray<16, UInt32>, _ number: Int) {
        let place = 16 * number
        mix(&rows, four(m, place), four(m, place + 1))
        rows.1 = SIMD4(rows.1[1], rows.1[2], rows.1[3], rows.1[0])
        rows.2 = SIMD4(rows.2[2], rows.2[3], rows.2[0], rows.2[1])
        rows.3 = SIMD4(rows.3[3], rows.3[0], rows.3[1], rows.3[2])
        mix(&rows, four(m, place + 8), four(m, place + 9))
        rows.1 = SIMD4(rows.1[3], rows.1[0], rows.1[1], rows.1[2])
        rows.2 = SIMD4(rows.2[2], rows.2[3], rows.2[0], rows.2[1])
        rows.3 = SIMD4(rows.3[1], rows.3[2], rows.3[3], rows.3[0])
    }

    /// Every other message word of the schedule from `place` on.
    @inlinable @inline(__always)
    static func four(_ m: InlineArray<16, UInt32>, _ place: Int) -> SIMD4<UInt32> {
        SIMD4(
            m[Int(schedule[place])], m[Int(schedule[place + 2])], m[Int(schedule[place + 4])],
            m[Int(schedule[place + 6])])
    }

    @inlinable @inline(__always)
    static func mix(_ rows: inout Rows, _ x: SIMD4<UInt32>, _ y: SIMD4<UInt32>) {
        rows.0 = rows.0 &+ x &+ rows.1
        rows.3 = (rows.3 ^ rows.0).rotated(right: 16)
        rows.2 = rows.2 &+ rows.3
        rows.1 = (rows.1 ^ rows.2).rotated(right: 12)
        rows.0 = rows.0 &+ y &+ rows.1
        rows.3 = (rows.3 ^ rows.0).rotated(right: 8)
        rows.2 = rows.2 &+ rows.3
        rows.1 = (rows.1 ^ rows.2).rotated(right: 7)
    }
}
