import CPlatform

// `Module` is a type of the kernel module that calls. It makes each specialisation that module's own: two
// modules that share a vector type would otherwise share its code, with the instructions of either.

/// Nodes of the tree that lie one after another, and have these in common: all are whole chunks, or all are parents.
@usableFromInline
struct BLAKE3Nodes {
    /// How many blocks each has.
    @usableFromInline let blocks: Int
    /// The counter of the first node, and by how much that of each next one is higher.
    @usableFromInline var counter: UInt64
    @usableFromInline let step: UInt64
    /// The flags of all blocks, and the additional ones of each node's first and last block.
    @usableFromInline let flags: UInt32, first: UInt32, last: UInt32

    @inlinable @inline(__always)
    static func chunks(_ counter: UInt64, _ flags: UInt32) -> BLAKE3Nodes {
        BLAKE3Nodes(
            blocks: BLAKE3.blocksPerChunk, counter: counter, step: 1, flags: flags, first: BLAKE3.Flags.chunkStart,
            last: BLAKE3.Flags.chunkEnd)
    }

    @inlinable @inline(__always)
    static func parents(_ flags: UInt32) -> BLAKE3Nodes {
        BLAKE3Nodes(blocks: 1, counter: 0, step: 0, flags: flags | BLAKE3.Flags.parent, first: 0, last: 0)
    }

    @inlinable @inline(__always)
    init(blocks: Int, counter: UInt64, step: UInt64, flags: UInt32, first: UInt32, last: UInt32) {
        self.blocks = blocks
        self.counter = counter
        self.step = step
        self.flags = flags
        self.first = first
        self.last = last
    }

    @inlinable @inline(__always)
    var length: Int { BLAKE3.blockLength &* blocks }

    @inlinable @inline(__always)
    func counter(of node: Int) -> UInt64 { counter &+ step &* UInt64(truncatingIfNeeded: node) }

    @inlinable @inline(__always)
    func flags(ofBlock block: Int) -> UInt32 { flags | (block == 0 ? first : 0) | (block == blocks &- 1 ? last : 0) }
}

extension BLAKE3 {
    /// The chaining values of `count` chunks that lie one after another.
    @inlinable @inline(__always)
    public static func chunks<Module, Wide: GroupedLanes, Half: GroupedLanes, Few: BLAKE3Row & GroupedLanes>(
        _ module: Module.Type, _ wide: Wide.Type, _ half: Half.Type, _ few: Few.Type,
        key: UnsafePointer<UInt32>, chunks: UnsafeRawPointer, count: Int, counter: UInt64, flags: UInt32,
        output: UnsafeMutablePointer<UInt32>
    ) {
        unsafe values(module, wide, half, few, .chunks(counter, flags), chunks, count, key, output)
    }

    /// The chaining values of `count` parents. `output` may be `children`.
    @inlinable @inline(__always)
    public static func parents<Module, Wide: GroupedLanes, Half: GroupedLanes, Few: BLAKE3Row & GroupedLanes>(
        _ module: Module.Type, _ wide: Wide.Type, _ half: Half.Type, _ few: Few.Type,
        key: UnsafePointer<UInt32>, children: UnsafePointer<UInt32>, count: Int, flags: UInt32,
        output: UnsafeMutablePointer<UInt32>
    ) {
        unsafe values(module, wide, half, few, .parents(flags), UnsafeRawPointer(children), count, key, output)
    }

    /// `Wide.count` at a time. The last of them are few: in the lanes of narrower vectors, or in the groups of one
    /// vector.
    @inlinable @inline(__always)
    static func values<Module, Wide: GroupedLanes, Half: GroupedLanes, Few: BLAKE3Row & GroupedLanes>(
        _ module: Module.Type, _ wide: Wide.Type, _ half: Half.Type, _ few: Few.Type,
        _ nodes: BLAKE3Nodes, _ address: UnsafeRawPointer, _ count: Int, _ key: UnsafePointer<UInt32>,
        _ output: UnsafeMutablePointer<UInt32>
    ) {
        var nodes = nodes
        var done = 0
        while done < count {
            let left = count &- done, before = done
            let address = unsafe address + nodes.length &* done, target = unsafe output + 8 &* done
            if left > Half.count {
                unsafe inLanes(module, Wide.self, nodes, address, min(left, Wide.count), key, target)
                done &+= Wide.count
            } else if left > Few.groupCount {
                unsafe inLanes(module, Half.self, nodes, address, min(left, Half.count), key, target)
                done &+= Half.count
            } else if left > 2 {
                unsafe inGroups(module, Few.self, nodes, address, left, key, target)
                done &+= Few.groupCount
            } else if left == 2 {
                unsafe inGroups(module, SIMD8<UInt32>.self, nodes, address, left, key, target)
                done &+= 2
            } else {
                unsafe inGroups(module, SIMD4<UInt32>.self, nodes, address, left, key, target)
                done &+= 1
            }
            nodes.counter = nodes.counter(of: done &- before)
        }
    }

    /// A node in each of the first `used` lanes; the other lanes repeat the last.
    @inlinable @inline(never)
    static func inLanes<Module, L: GroupedLanes>(
        _ module: Module.Type, _ lanes: L.Type, _ nodes: BLAKE3Nodes, _ address: UnsafeRawPointer, _ used: Int,
        _ key: UnsafePointer<UInt32>, _ output: UnsafeMutablePointer<UInt32>
    ) {
        L.alignFrame()
        let offsets = InlineArray<16, Int> { (lane: Int) in nodes.length &* min(lane, used &- 1) }
        var low = L.splat(0), high = L.splat(0)
        for lane in 0..<L.count {
            let number = nodes.counter(of: lane)
            low[lane] = UInt32(truncatingIfNeeded: number)
            high[lane] = UInt32(truncatingIfNeeded: number &>> 32)
        }
        var last: InlineArray<4, L> = [low, high, .splat(UInt32(truncatingIfNeeded: blockLength)), .splat(0)]
        var chaining = InlineArray<8, L> { (word: Int) in L.splat(unsafe key[word]) }
        for block in 0..<nodes.blocks {
            let start = unsafe address + blockLength &* block
            // Prefetches the same block of the next nodes: the hardware prefetcher does not follow so many streams.
            for lane in 0..<L.count { unsafe platform_prefetch(start + nodes.length &* (L.count &+ lane)) }
            last[3] = .splat(nodes.flags(ofBlock: block))
            compress(&chaining, unsafe L.load(block: start, bigEndian: false) { offsets[$0] }, last)
        }
        unsafe L.store(chaining, output)
    }

    /// A node in each of the first `used` groups of four words, which are a row of its state; the other groups repeat
    /// the last.
    @inlinable @inline(never)
    static func inGroups<Module, Rows: BLAKE3Row & GroupedLanes>(
        _ module: Module.Type, _ rows: Rows.Type, _ nodes: BLAKE3Nodes, _ address: UnsafeRawPointer, _ used: Int,
        _ key: UnsafePointer<UInt32>, _ output: UnsafeMutablePointer<UInt32>
    ) {
        let key = unsafe UnsafeRawPointer(key)
        var a = Rows.groups { _ in unsafe key.loadUnaligned(as: SIMD4<UInt32>.self) }
        var b = Rows.groups { _ in unsafe key.loadUnaligned(fromByteOffset: 16, as: SIMD4<UInt32>.self) }
        for block in 0..<nodes.blocks {
            var c = Rows.groups { _ in u32x4_of(initial[0], initial[1], initial[2], initial[3]) }
            var d = Rows.groups { node in
                let number = nodes.counter(of: node)
                return u32x4_of(
                    UInt32(truncatingIfNeeded: number), UInt32(truncatingIfNeeded: number &>> 32),
                    UInt32(truncatingIfNeeded: blockLength), nodes.flags(ofBlock: block))
            }
            let words = unsafe BLAKE3Block<Rows> { node in
                unsafe address + (nodes.length &* min(node, used &- 1) &+ blockLength &* block)
            }
            rounds(&a, &b, &c, &d, words)
            (a, b) = (a ^ c, b ^ d)
        }
        unsafe a.storeGroups(output, stride: 8)
        unsafe b.storeGroups(output + 4, stride: 8)
    }

    /// A block in each lane. `last` is the last row of the state: the counter's lower and upper half, the block's
    /// length and its flags.
    @inlinable @inline(__always)
    static func compress<L: Lanes>(
        _ chaining: inout InlineArray<8, L>, _ words: InlineArray<16, L>, _ last: InlineArray<4, L>
    ) where L.Word == UInt32 {
        var a = RowOfLanes(chaining[0], chaining[1], chaining[2], chaining[3])
        var b = RowOfLanes(chaining[4], chaining[5], chaining[6], chaining[7])
        var c = RowOfLanes<L>(.splat(initial[0]), .splat(initial[1]), .splat(initial[2]), .splat(initial[3]))
        var d = RowOfLanes(last[0], last[1], last[2], last[3])
        rounds(&a, &b, &c, &d, BLAKE3Block(words))
        (a, b) = (a ^ c, b ^ d)
        chaining = [a.w0, a.w1, a.w2, a.w3, b.w0, b.w1, b.w2, b.w3]
    }

    /// `count` blocks of a chunk in each lane. Word w of the chaining value of lane l is word w × `L.count` + l of
    /// `state`. `counters` and `flags` have a word for each lane: the chunk's counter, below 2^32; and, for all these
    /// blocks, the flags in the lowest byte and the length of a block in the others.
    @inlinable @inline(__always)
    public static func lanes<L: GroupedLanes>(
        _ lanes: L.Type, state: UnsafeMutableRawPointer,
        blocks: UnsafePointer<UnsafeRawPointer>, count: Int, counters: UnsafePointer<UInt32>,
        flags: UnsafePointer<UInt32>
    ) {
        L.alignFrame()
        var chaining = unsafe state.loadUnaligned(as: InlineArray<8, L>.self)
        let counter = unsafe UnsafeRawPointer(counters).loadUnaligned(as: L.self)
        let flags = unsafe UnsafeRawPointer(flags).loadUnaligned(as: L.self)
        let last: InlineArray<4, L> = [counter, .splat(0), flags.shifted(right: 8), flags & .splat(0xff)]
        let origin = unsafe blocks[0]
        for block in 0..<count {
            let address = unsafe origin + blockLength &* block
            let words = unsafe L.load(block: address, bigEndian: false) { unsafe blocks[$0] - origin }
            compress(&chaining, words, last)
        }
        unsafe state.storeBytes(of: chaining, as: InlineArray<8, L>.self)
    }

    /// All 16 output words of one block.
    @inlinable @inline(never)
    public static func block<Module>(
        _ module: Module.Type, chaining: UnsafePointer<UInt32>, block: UnsafeRawPointer, counter: UInt64,
        length: UInt32, flags: UInt32,
        output: UnsafeMutablePointer<UInt32>
    ) {
        let upper = unsafe UnsafeRawPointer(chaining).loadUnaligned(as: SIMD4<UInt32>.self)
        let lower = unsafe UnsafeRawPointer(chaining + 4).loadUnaligned(as: SIMD4<UInt32>.self)
        let rows = unsafe state((upper, lower), block, counter, length, flags)
        let target = UnsafeMutableRawPointer(output)
        unsafe target.storeBytes(of: rows.0 ^ rows.2, as: SIMD4<UInt32>.self)
        unsafe (target + 16).storeBytes(of: rows.1 ^ rows.3, as: SIMD4<UInt32>.self)
        unsafe (target + 32).storeBytes(of: rows.2 ^ upper, as: SIMD4<UInt32>.self)
        unsafe (target + 48).storeBytes(of: rows.3 ^ lower, as: SIMD4<UInt32>.self)
    }

    /// Takes the chaining value of a chunk through `count` blocks, the first of them with the flags `first`.
    @inlinable @inline(never)
    public static func blocks<Module>(
        _ module: Module.Type, chaining: UnsafeMutablePointer<UInt32>, blocks: UnsafeRawPointer, count: Int,
        counter: UInt64, first: UInt32, flags: UInt32
    ) {
        let target = UnsafeMutableRawPointer(chaining)
        var rows = unsafe (
            target.loadUnaligned(as: SIMD4<UInt32>.self),
            target.loadUnaligned(fromByteOffset: 16, as: SIMD4<UInt32>.self)
        )
        var block = unsafe blocks
        var flagsOfBlock = first
        for _ in 0..<count {
            let state = unsafe state(rows, block, counter, UInt32(truncatingIfNeeded: blockLength), flagsOfBlock)
            rows = (state.0 ^ state.2, state.1 ^ state.3)
            unsafe block += blockLength
            flagsOfBlock = flags
        }
        unsafe target.storeBytes(of: rows.0, as: SIMD4<UInt32>.self)
        unsafe target.storeBytes(of: rows.1, toByteOffset: 16, as: SIMD4<UInt32>.self)
    }

    /// The same in scalar registers: see `BLAKE2.compressScalar`.
    @inlinable @inline(never)
    public static func blocksScalar<Module>(
        _ module: Module.Type, chaining: UnsafeMutablePointer<UInt32>, blocks: UnsafeRawPointer, count: Int,
        counter: UInt64, first: UInt32, flags: UInt32
    ) {
        let target = UnsafeMutableRawPointer(chaining)
        var value = unsafe target.loadUnaligned(as: InlineArray<8, UInt32>.self)
        var last: InlineArray<4, UInt32> = [
            UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter &>> 32),
            UInt32(truncatingIfNeeded: blockLength), first,
        ]
        var block = unsafe blocks
        for _ in 0..<count {
            compress(&value, unsafe UInt32.load(block: block, bigEndian: false) { _ in 0 }, last)
            unsafe block += blockLength
            last[3] = flags
        }
        unsafe target.storeBytes(of: value, as: InlineArray<8, UInt32>.self)
    }

    /// The state after seven rounds on one block: a vector is a row of it.
    @inlinable @inline(__always)
    static func state(
        _ chaining: (SIMD4<UInt32>, SIMD4<UInt32>), _ block: UnsafeRawPointer, _ counter: UInt64, _ length: UInt32,
        _ flags: UInt32
    ) -> (SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>) {
        var a = chaining.0, b = chaining.1
        var c = u32x4_of(initial[0], initial[1], initial[2], initial[3])
        var d = u32x4_of(
            UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter &>> 32), length, flags)
        rounds(&a, &b, &c, &d, unsafe BLAKE3Block { _ in unsafe block })
        return (a, b, c, d)
    }
}
