import CPlatform

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

    /// The message words as the next round takes them (2.2, table 2).
    @inlinable @inline(__always)
    static func permuted<Word>(_ m: InlineArray<16, Word>) -> InlineArray<16, Word> {
        [m[2], m[6], m[3], m[10], m[7], m[0], m[4], m[13], m[1], m[11], m[12], m[5], m[9], m[14], m[15], m[8]]
    }
}

// MARK: The compression function

extension BLAKE3 {
    /// The state of the compression function: 16 words, as a square of 4×4. Named, because an optimiser
    /// keeps variables in registers more readily than the elements of an array.
    @usableFromInline
    struct State<L: Lanes> where L.Word == UInt32 {
        @usableFromInline var v0: L, v1: L, v2: L, v3: L
        @usableFromInline var v4: L, v5: L, v6: L, v7: L
        @usableFromInline var v8: L, v9: L, v10: L, v11: L
        @usableFromInline var v12: L, v13: L, v14: L, v15: L

        @inlinable @inline(__always)
        init(_ chaining: InlineArray<8, L>, counter: (L, L), length: UInt32, flags: UInt32) {
            (v0, v1, v2, v3) = (chaining[0], chaining[1], chaining[2], chaining[3])
            (v4, v5, v6, v7) = (chaining[4], chaining[5], chaining[6], chaining[7])
            (v8, v9) = (L.splat(BLAKE3.initial[0]), L.splat(BLAKE3.initial[1]))
            (v10, v11) = (L.splat(BLAKE3.initial[2]), L.splat(BLAKE3.initial[3]))
            (v12, v13) = counter
            (v14, v15) = (L.splat(length), L.splat(flags))
        }

        @inlinable @inline(__always)
        var chaining: InlineArray<8, L> {
            [v0 ^ v8, v1 ^ v9, v2 ^ v10, v3 ^ v11, v4 ^ v12, v5 ^ v13, v6 ^ v14, v7 ^ v15]
        }

        /// Mixes the columns, then the diagonals.
        @inlinable @inline(__always)
        mutating func round(_ m: InlineArray<16, L>) {
            BLAKE3.mix(&v0, &v4, &v8, &v12, m[0], m[1])
            BLAKE3.mix(&v1, &v5, &v9, &v13, m[2], m[3])
            BLAKE3.mix(&v2, &v6, &v10, &v14, m[4], m[5])
            BLAKE3.mix(&v3, &v7, &v11, &v15, m[6], m[7])
            BLAKE3.mix(&v0, &v5, &v10, &v15, m[8], m[9])
            BLAKE3.mix(&v1, &v6, &v11, &v12, m[10], m[11])
            BLAKE3.mix(&v2, &v7, &v8, &v13, m[12], m[13])
            BLAKE3.mix(&v3, &v4, &v9, &v14, m[14], m[15])
        }
    }

    /// The function G of 2.2.
    @inlinable @inline(__always)
    static func mix<L: Lanes>(
        _ a: inout L, _ b: inout L, _ c: inout L, _ d: inout L, _ x: L, _ y: L
    ) where L.Word == UInt32 {
        a = a &+ b &+ x
        d = (d ^ a).rotated(right: 16)
        c = c &+ d
        b = (b ^ c).rotated(right: 12)
        a = a &+ b &+ y
        d = (d ^ a).rotated(right: 8)
        c = c &+ d
        b = (b ^ c).rotated(right: 7)
    }
}

// MARK: Kernels

// `Module` is a type of the kernel module that calls. It makes each specialisation that module's own: two
// modules that share a vector type would otherwise share its code, with the instructions of either.

extension BLAKE3 {
    /// The chaining values of `count` chunks that lie one after another: `Wide.count` at a time, the last
    /// few in narrower vectors where those do, and a single one by rows.
    @inlinable @inline(__always)
    public static func chunks<Module, Wide: Lanes, Half: Lanes, Narrow: Lanes>(
        _ module: Module.Type, _ wide: Wide.Type, _ half: Half.Type, _ narrow: Narrow.Type,
        key: UnsafePointer<UInt32>, chunks: UnsafeRawPointer, count: Int, counter: UInt64, flags: UInt32,
        output: UnsafeMutablePointer<UInt32>
    ) where Wide.Word == UInt32, Half.Word == UInt32, Narrow.Word == UInt32 {
        var done = 0
        while done < count {
            let left = count &- done
            let place = unsafe chunks + chunkLength &* done, target = unsafe output + 8 &* done
            let number = counter &+ UInt64(truncatingIfNeeded: done)
            if left > Half.count {
                unsafe group(module, Wide.self, min(left, Wide.count), key, place, number, flags, target)
                done &+= Wide.count
            } else if left > Narrow.count {
                unsafe group(module, Half.self, min(left, Half.count), key, place, number, flags, target)
                done &+= Half.count
            } else if left > 1 {
                unsafe group(module, Narrow.self, min(left, Narrow.count), key, place, number, flags, target)
                done &+= Narrow.count
            } else {
                unsafe chunk(module, key, place, number, flags, target)
                done &+= 1
            }
        }
    }

    /// A chunk in each of the first `used` lanes; the other lanes repeat the last.
    @inlinable @inline(__always)
    static func group<Module, L: Lanes>(
        _ module: Module.Type, _ lanes: L.Type, _ used: Int, _ key: UnsafePointer<UInt32>, _ chunks: UnsafeRawPointer,
        _ counter: UInt64,
        _ flags: UInt32, _ output: UnsafeMutablePointer<UInt32>
    ) where L.Word == UInt32 {
        let offsets = InlineArray<16, Int> { (lane: Int) in chunkLength &* min(lane, used &- 1) }
        var low = L.splat(0), high = L.splat(0)
        for lane in 0..<L.count {
            let number = counter &+ UInt64(truncatingIfNeeded: lane)
            low[lane] = UInt32(truncatingIfNeeded: number)
            high[lane] = UInt32(truncatingIfNeeded: number &>> 32)
        }
        var chaining = InlineArray<8, L> { (word: Int) in L.splat(unsafe key[word]) }
        for block in 0..<blocksPerChunk {
            let place = unsafe chunks + blockLength &* block
            // The same block of the next group: so many streams at once are more than hardware follows.
            for lane in 0..<L.count { unsafe platform_prefetch(place + chunkLength &* (L.count &+ lane)) }
            let words = unsafe L.load(block: place) { offsets[$0] }
            compress(module, &chaining, words, counter: (low, high), flags: flags | chunkFlags(block))
        }
        unsafe store(chaining, used, output)
    }

    /// One whole chunk.
    @inlinable @inline(__always)
    static func chunk<Module>(
        _ module: Module.Type, _ key: UnsafePointer<UInt32>, _ chunk: UnsafeRawPointer, _ counter: UInt64,
        _ flags: UInt32,
        _ output: UnsafeMutablePointer<UInt32>
    ) {
        var chaining = unsafe (
            UnsafeRawPointer(key).loadUnaligned(as: SIMD4<UInt32>.self),
            UnsafeRawPointer(key + 4).loadUnaligned(as: SIMD4<UInt32>.self)
        )
        for number in 0..<blocksPerChunk {
            let rows = unsafe block(
                module, chaining, chunk + blockLength &* number, counter, UInt32(truncatingIfNeeded: blockLength),
                flags | chunkFlags(number))
            chaining = (rows.0 ^ rows.2, rows.1 ^ rows.3)
        }
        unsafe UnsafeMutableRawPointer(output).storeBytes(of: chaining.0, as: SIMD4<UInt32>.self)
        unsafe UnsafeMutableRawPointer(output + 4).storeBytes(of: chaining.1, as: SIMD4<UInt32>.self)
    }

    /// Those of a block at this place of its chunk.
    @inlinable @inline(__always)
    static func chunkFlags(_ block: Int) -> UInt32 {
        switch block {
        case 0: Flags.chunkStart
        case blocksPerChunk - 1: Flags.chunkEnd
        default: 0
        }
    }

    /// The chaining values of `count` parents. `output` may be `children`.
    @inlinable @inline(__always)
    public static func parents<Module, Wide: Lanes, Half: Lanes, Narrow: Lanes>(
        _ module: Module.Type, _ wide: Wide.Type, _ half: Half.Type, _ narrow: Narrow.Type,
        key: UnsafePointer<UInt32>, children: UnsafePointer<UInt32>, count: Int, flags: UInt32,
        output: UnsafeMutablePointer<UInt32>
    ) where Wide.Word == UInt32, Half.Word == UInt32, Narrow.Word == UInt32 {
        var done = 0
        while done < count {
            let left = count &- done
            let pairs = unsafe children + 16 &* done, target = unsafe output + 8 &* done
            if left > Half.count {
                unsafe group(module, Wide.self, min(left, Wide.count), key, pairs, flags, target)
                done &+= Wide.count
            } else if left > Narrow.count {
                unsafe group(module, Half.self, min(left, Half.count), key, pairs, flags, target)
                done &+= Half.count
            } else {
                unsafe group(module, Narrow.self, min(left, Narrow.count), key, pairs, flags, target)
                done &+= Narrow.count
            }
        }
    }

    /// A parent in each of the first `used` lanes; the other lanes repeat the last.
    @inlinable @inline(__always)
    static func group<Module, L: Lanes>(
        _ module: Module.Type, _ lanes: L.Type, _ used: Int, _ key: UnsafePointer<UInt32>,
        _ children: UnsafePointer<UInt32>,
        _ flags: UInt32, _ output: UnsafeMutablePointer<UInt32>
    ) where L.Word == UInt32 {
        var chaining = InlineArray<8, L> { (word: Int) in L.splat(unsafe key[word]) }
        let words = unsafe L.load(block: UnsafeRawPointer(children)) { blockLength &* min($0, used &- 1) }
        compress(module, &chaining, words, counter: (L.splat(0), L.splat(0)), flags: flags | Flags.parent)
        unsafe store(chaining, used, output)
    }

    /// A whole block in each lane.
    @inlinable @inline(never)
    static func compress<Module, L: Lanes>(
        _ module: Module.Type, _ chaining: inout InlineArray<8, L>, _ words: InlineArray<16, L>, counter: (L, L),
        flags: UInt32
    ) where L.Word == UInt32 {
        var state = State(
            chaining, counter: counter, length: UInt32(truncatingIfNeeded: blockLength), flags: flags)
        var m = words
        state.round(m)
        m = permuted(m)
        state.round(m)
        m = permuted(m)
        state.round(m)
        m = permuted(m)
        state.round(m)
        m = permuted(m)
        state.round(m)
        m = permuted(m)
        state.round(m)
        m = permuted(m)
        state.round(m)
        chaining = state.chaining
    }

    @inlinable @inline(__always)
    static func store<L: Lanes>(
        _ chaining: InlineArray<8, L>, _ used: Int, _ output: UnsafeMutablePointer<UInt32>
    ) where L.Word == UInt32 {
        for lane in 0..<used {
            for word in 0..<8 { unsafe output[8 &* lane &+ word] = chaining[word][lane] }
        }
    }

    /// All 16 output words of one block.
    @inlinable @inline(__always)
    public static func block<Module>(
        _ module: Module.Type, chaining: UnsafePointer<UInt32>, block: UnsafeRawPointer, counter: UInt64,
        length: UInt32, flags: UInt32,
        output: UnsafeMutablePointer<UInt32>
    ) {
        let upper = unsafe UnsafeRawPointer(chaining).loadUnaligned(as: SIMD4<UInt32>.self)
        let lower = unsafe UnsafeRawPointer(chaining + 4).loadUnaligned(as: SIMD4<UInt32>.self)
        let rows = unsafe self.block(module, (upper, lower), block, counter, length, flags)
        let target = UnsafeMutableRawPointer(output)
        unsafe target.storeBytes(of: rows.0 ^ rows.2, as: SIMD4<UInt32>.self)
        unsafe (target + 16).storeBytes(of: rows.1 ^ rows.3, as: SIMD4<UInt32>.self)
        unsafe (target + 32).storeBytes(of: rows.2 ^ upper, as: SIMD4<UInt32>.self)
        unsafe (target + 48).storeBytes(of: rows.3 ^ lower, as: SIMD4<UInt32>.self)
    }

    /// The state after seven rounds on one block: a vector is a row of it. The columns are mixed side by
    /// side; then rows are rotated so that diagonals become columns.
    @inlinable @inline(never)
    static func block<Module>(
        _ module: Module.Type, _ chaining: (SIMD4<UInt32>, SIMD4<UInt32>), _ block: UnsafeRawPointer, _ counter: UInt64,
        _ length: UInt32,
        _ flags: UInt32
    ) -> Rows {
        var m = unsafe block.loadUnaligned(as: InlineArray<16, UInt32>.self)
        var rows = (
            chaining.0, chaining.1, SIMD4(initial[0], initial[1], initial[2], initial[3]),
            SIMD4(UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter &>> 32), length, flags)
        )
        round(&rows, m)
        m = permuted(m)
        round(&rows, m)
        m = permuted(m)
        round(&rows, m)
        m = permuted(m)
        round(&rows, m)
        m = permuted(m)
        round(&rows, m)
        m = permuted(m)
        round(&rows, m)
        m = permuted(m)
        round(&rows, m)
        return rows
    }

    public typealias Rows = (SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>)

    @inlinable @inline(__always)
    static func round(_ rows: inout Rows, _ m: InlineArray<16, UInt32>) {
        mix(&rows.0, &rows.1, &rows.2, &rows.3, SIMD4(m[0], m[2], m[4], m[6]), SIMD4(m[1], m[3], m[5], m[7]))
        rows.1 = SIMD4(rows.1[1], rows.1[2], rows.1[3], rows.1[0])
        rows.2 = SIMD4(rows.2[2], rows.2[3], rows.2[0], rows.2[1])
        rows.3 = SIMD4(rows.3[3], rows.3[0], rows.3[1], rows.3[2])
        mix(&rows.0, &rows.1, &rows.2, &rows.3, SIMD4(m[8], m[10], m[12], m[14]), SIMD4(m[9], m[11], m[13], m[15]))
        rows.1 = SIMD4(rows.1[3], rows.1[0], rows.1[1], rows.1[2])
        rows.2 = SIMD4(rows.2[2], rows.2[3], rows.2[0], rows.2[1])
        rows.3 = SIMD4(rows.3[1], rows.3[2], rows.3[3], rows.3[0])
    }
}
