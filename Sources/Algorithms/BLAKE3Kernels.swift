import CPlatform

// `Module` is a type of the kernel module that calls. It makes each specialisation that module's own: two
// modules that share a vector type would otherwise share its code, with the instructions of either.

extension BLAKE3 {
    /// The chaining values of `count` chunks that lie one after another: `Wide.count` at a time; the last few in narrower
    /// vectors where those do; a pair or a single one by rows.
    @inlinable @inline(__always)
    public static func chunks<Module, Wide: GroupedLanes, Half: GroupedLanes, Narrow: GroupedLanes>(
        _ module: Module.Type, _ wide: Wide.Type, _ half: Half.Type, _ narrow: Narrow.Type,
        key: UnsafePointer<UInt32>, chunks: UnsafeRawPointer, count: Int, counter: UInt64, flags: UInt32,
        output: UnsafeMutablePointer<UInt32>
    ) {
        var done = 0
        while done < count {
            let left = count &- done
            let place = unsafe chunks + chunkLength &* done, target = unsafe output + 8 &* done
            let number = counter &+ UInt64(truncatingIfNeeded: done)
            if left > Half.count {
                unsafe group(
                    module, Wide.self, min(left, Wide.count), key, place, number, flags, target, inPlace: true)
                done &+= Wide.count
            } else if left > Narrow.count {
                unsafe group(
                    module, Half.self, min(left, Half.count), key, place, number, flags, target, inPlace: false)
                done &+= Half.count
            } else if left > 2 {
                unsafe group(
                    module, Narrow.self, min(left, Narrow.count), key, place, number, flags, target, inPlace: false)
                done &+= Narrow.count
            } else if left == 2 {
                unsafe rows(module, SIMD8<UInt32>.self, key, place, number, flags, target)
                done &+= 2
            } else {
                unsafe rows(module, SIMD4<UInt32>.self, key, place, number, flags, target)
                done &+= 1
            }
        }
    }

    /// A chunk in each of the first `used` lanes; the other lanes repeat the last. With `inPlace` the compression
    /// function is part of this code: most words of a block then stay in registers, but it takes long to compile.
    @inlinable @inline(__always)
    static func group<Module, L: GroupedLanes>(
        _ module: Module.Type, _ lanes: L.Type, _ used: Int, _ key: UnsafePointer<UInt32>, _ chunks: UnsafeRawPointer,
        _ counter: UInt64, _ flags: UInt32, _ output: UnsafeMutablePointer<UInt32>, inPlace: Bool
    ) {
        let offsets = InlineArray<16, Int> { (lane: Int) in chunkLength &* min(lane, used &- 1) }
        var low = L.splat(0), high = L.splat(0)
        for lane in 0..<L.count {
            let number = counter &+ UInt64(truncatingIfNeeded: lane)
            low[lane] = UInt32(truncatingIfNeeded: number)
            high[lane] = UInt32(truncatingIfNeeded: number &>> 32)
        }
        var last: InlineArray<4, L> = [low, high, .splat(UInt32(truncatingIfNeeded: blockLength)), .splat(0)]
        var chaining = InlineArray<8, L> { (word: Int) in L.splat(unsafe key[word]) }
        for block in 0..<blocksPerChunk {
            let place = unsafe chunks + blockLength &* block
            // The same block of the next group: so many streams at once are more than hardware follows.
            for lane in 0..<L.count { unsafe platform_prefetch(place + chunkLength &* (L.count &+ lane)) }
            let words =
                unsafe used >= L.count
                ? L.load(block: place) { chunkLength &* $0 } : L.load(block: place) { offsets[$0] }
            last[3] = .splat(flags | chunkFlags(block))
            if inPlace {
                compress(&chaining, words, last)
            } else {
                compress(module, &chaining, words, last)
            }
        }
        unsafe L.store(chaining, output)
    }

    /// As many whole chunks as `Rows` has computations.
    @inlinable @inline(never)
    static func rows<Module, Rows: BLAKE3RowVector>(
        _ module: Module.Type, _ rows: Rows.Type, _ key: UnsafePointer<UInt32>,
        _ chunks: UnsafeRawPointer, _ counter: UInt64, _ flags: UInt32, _ output: UnsafeMutablePointer<UInt32>
    ) {
        let key = unsafe UnsafeRawPointer(key)
        var a = Rows { _ in unsafe key.loadUnaligned(as: SIMD4<UInt32>.self) }
        var b = Rows { _ in unsafe key.loadUnaligned(fromByteOffset: 16, as: SIMD4<UInt32>.self) }
        for block in 0..<blocksPerChunk {
            var c = Rows { _ in u32x4_of(initial[0], initial[1], initial[2], initial[3]) }
            var d = Rows { chunk in
                let number = counter &+ UInt64(truncatingIfNeeded: chunk)
                return u32x4_of(
                    UInt32(truncatingIfNeeded: number), UInt32(truncatingIfNeeded: number &>> 32),
                    UInt32(truncatingIfNeeded: blockLength), flags | chunkFlags(block))
            }
            let words = unsafe Rows.message { chunk in unsafe chunks + (chunkLength &* chunk &+ blockLength &* block) }
            Self.rounds(&a, &b, &c, &d, words)
            (a, b) = (a ^ c, b ^ d)
        }
        for chunk in 0..<Rows.computations {
            let target = unsafe UnsafeMutableRawPointer(output + 8 &* chunk)
            unsafe target.storeBytes(of: a.row(chunk), as: SIMD4<UInt32>.self)
            unsafe target.storeBytes(of: b.row(chunk), toByteOffset: 16, as: SIMD4<UInt32>.self)
        }
    }

    /// The flags of a block at this place of its chunk.
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
    public static func parents<Module, Wide: GroupedLanes, Half: GroupedLanes, Narrow: GroupedLanes>(
        _ module: Module.Type, _ wide: Wide.Type, _ half: Half.Type, _ narrow: Narrow.Type,
        key: UnsafePointer<UInt32>, children: UnsafePointer<UInt32>, count: Int, flags: UInt32,
        output: UnsafeMutablePointer<UInt32>
    ) {
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
    static func group<Module, L: GroupedLanes>(
        _ module: Module.Type, _ lanes: L.Type, _ used: Int, _ key: UnsafePointer<UInt32>,
        _ children: UnsafePointer<UInt32>,
        _ flags: UInt32, _ output: UnsafeMutablePointer<UInt32>
    ) {
        var chaining = InlineArray<8, L> { (word: Int) in L.splat(unsafe key[word]) }
        let words = unsafe L.load(block: UnsafeRawPointer(children)) { blockLength &* min($0, used &- 1) }
        let last: InlineArray<4, L> = [
            .splat(0), .splat(0), .splat(UInt32(truncatingIfNeeded: blockLength)), .splat(flags | Flags.parent),
        ]
        compress(module, &chaining, words, last)
        unsafe L.store(chaining, output)
    }

    /// A block in each lane. `last` is the last row of the state: the counter's lower and upper half, the block's
    /// length and its flags.
    @inlinable @inline(__always)
    static func compress<L: GroupedLanes>(
        _ chaining: inout InlineArray<8, L>, _ words: InlineArray<16, L>, _ last: InlineArray<4, L>
    ) {
        var a = FourLanes(chaining[0], chaining[1], chaining[2], chaining[3])
        var b = FourLanes(chaining[4], chaining[5], chaining[6], chaining[7])
        var c = FourLanes<L>(.splat(initial[0]), .splat(initial[1]), .splat(initial[2]), .splat(initial[3]))
        var d = FourLanes(last[0], last[1], last[2], last[3])
        rounds(&a, &b, &c, &d, words)
        (a, b) = (a ^ c, b ^ d)
        chaining = [a.w0, a.w1, a.w2, a.w3, b.w0, b.w1, b.w2, b.w3]
    }

    /// The same, as a function of that module.
    @inlinable @inline(never)
    static func compress<Module, L: GroupedLanes>(
        _ module: Module.Type, _ chaining: inout InlineArray<8, L>, _ words: InlineArray<16, L>,
        _ last: InlineArray<4, L>
    ) {
        compress(&chaining, words, last)
    }

    /// `count` blocks of a message in each lane, all with the same length and flags of that lane. Word w of the
    /// chaining value of lane l is word w × `L.count` + l of `state`. None is beyond the first chunk.
    @inlinable @inline(__always)
    public static func lanes<Module, L: GroupedLanes>(
        _ module: Module.Type, _ lanes: L.Type, state: UnsafeMutableRawPointer,
        blocks: UnsafePointer<UnsafeRawPointer>, count: Int, lengths: UnsafePointer<UInt32>,
        flags: UnsafePointer<UInt32>
    ) {
        var chaining = unsafe state.loadUnaligned(as: InlineArray<8, L>.self)
        let last: InlineArray<4, L> = unsafe [
            .splat(0), .splat(0), UnsafeRawPointer(lengths).loadUnaligned(as: L.self),
            UnsafeRawPointer(flags).loadUnaligned(as: L.self),
        ]
        let origin = unsafe blocks[0]
        for block in 0..<count {
            let words = unsafe L.load(block: origin + blockLength &* block) { unsafe blocks[$0] - origin }
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
        let place = UnsafeMutableRawPointer(chaining)
        var rows = unsafe (
            place.loadUnaligned(as: SIMD4<UInt32>.self), place.loadUnaligned(fromByteOffset: 16, as: SIMD4<UInt32>.self)
        )
        var block = unsafe blocks
        var flagsOfBlock = first
        for _ in 0..<count {
            let state = unsafe state(rows, block, counter, UInt32(truncatingIfNeeded: blockLength), flagsOfBlock)
            rows = (state.0 ^ state.2, state.1 ^ state.3)
            unsafe block += blockLength
            flagsOfBlock = flags
        }
        unsafe place.storeBytes(of: rows.0, as: SIMD4<UInt32>.self)
        unsafe place.storeBytes(of: rows.1, toByteOffset: 16, as: SIMD4<UInt32>.self)
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
        rounds(&a, &b, &c, &d, unsafe block.loadUnaligned(as: SIMD16<UInt32>.self))
        return (a, b, c, d)
    }
}
