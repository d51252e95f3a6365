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
}

// MARK: The compression function

extension BLAKE3 {
    /// Seven rounds (2.2) on the state, a square of 4×4 words of which each argument is a row. The columns are mixed
    /// side by side; then rows are turned so that diagonals become columns. The second, which is known last,
    /// stays where it is, and the others move past it.
    @inlinable @inline(__always)
    static func rounds<Row: BLAKE3Row>(
        _ a: inout Row, _ b: inout Row, _ c: inout Row, _ d: inout Row, _ message: Row.Message
    ) {
        // Written out: in a loop, the words of the message would go through memory to be permuted.
        var m = message
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
        _ a: inout Row, _ b: inout Row, _ c: inout Row, _ d: inout Row, _ m: Row.Message
    ) {
        mix(&a, &b, &c, &d, Row.columns(m))
        (a, c, d) = (a.turned3, c.turned1, d.turned2)
        mix(&a, &b, &c, &d, Row.diagonals(m))
        (a, c, d) = (a.turned1, c.turned3, d.turned2)
    }

    /// The function G of 2.2.
    @inlinable @inline(__always)
    static func mix<Row: BLAKE3Row>(
        _ a: inout Row, _ b: inout Row, _ c: inout Row, _ d: inout Row, _ words: (x: Row, y: Row)
    ) {
        a = a &+ words.x &+ b
        d = (d ^ a).rotated(right: 16)
        c = c &+ d
        b = (b ^ c).rotated(right: 12)
        a = a &+ words.y &+ b
        d = (d ^ a).rotated(right: 8)
        c = c &+ d
        b = (b ^ c).rotated(right: 7)
    }
}

/// Four words of the state: in one vector, or in a vector each that has that word of many computations.
public protocol BLAKE3Row: BitwiseCopyable {
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

/// A row of the state of each of one or two computations.
public protocol BLAKE3Rows: BLAKE3Row {
    /// The row that `rows` gives for each computation.
    init(rows: (Int) -> SIMD4<UInt32>)
    /// That of one computation.
    func row(_ computation: Int) -> SIMD4<UInt32>
    /// The block that starts where `block` says for each computation.
    static func message(_ block: (Int) -> UnsafeRawPointer) -> Message
}

/// Of one.
extension SIMD4: BLAKE3Row, BLAKE3Rows where Scalar == UInt32 {
    public typealias Message = SIMD16<UInt32>

    @inlinable @inline(__always) public init(rows: (Int) -> SIMD4<UInt32>) { self = rows(0) }
    @inlinable @inline(__always) public func row(_ computation: Int) -> SIMD4<UInt32> { self }
    @inlinable @inline(__always)
    public static func message(_ block: (Int) -> UnsafeRawPointer) -> SIMD16<UInt32> {
        unsafe block(0).loadUnaligned(as: SIMD16<UInt32>.self)
    }

    @inlinable @inline(__always)
    public static func columns(_ m: SIMD16<UInt32>) -> (x: Self, y: Self) {
        (u32x16_words_0_2_4_6(m), u32x16_words_1_3_5_7(m))
    }
    @inlinable @inline(__always)
    public static func diagonals(_ m: SIMD16<UInt32>) -> (x: Self, y: Self) {
        (u32x16_words_14_8_10_12(m), u32x16_words_15_9_11_13(m))
    }
    @inlinable @inline(__always)
    public static func permuted(_ m: SIMD16<UInt32>) -> SIMD16<UInt32> { u32x16_blake3_permuted(m) }
}

/// Of two computations, side by side in one vector, or in two where there are no wider ones.
extension SIMD8: BLAKE3Row, BLAKE3Rows where Scalar == UInt32 {
    /// The words of a block of each.
    public struct Message: BitwiseCopyable {
        @usableFromInline var low: SIMD16<UInt32>, high: SIMD16<UInt32>

        @inlinable @inline(__always)
        init(_ low: SIMD16<UInt32>, _ high: SIMD16<UInt32>) { (self.low, self.high) = (low, high) }
    }

    @inlinable @inline(__always)
    public init(rows: (Int) -> SIMD4<UInt32>) { self.init(lowHalf: rows(0), highHalf: rows(1)) }
    @inlinable @inline(__always)
    public func row(_ computation: Int) -> SIMD4<UInt32> { computation == 0 ? lowHalf : highHalf }
    @inlinable @inline(__always)
    public static func message(_ block: (Int) -> UnsafeRawPointer) -> Message {
        unsafe Message(SIMD4.message(block), SIMD4.message { _ in unsafe block(1) })
    }

    @inlinable @inline(__always) public var turned1: Self { u32x8_turn_1(self) }
    @inlinable @inline(__always) public var turned2: Self { u32x8_turn_2(self) }
    @inlinable @inline(__always) public var turned3: Self { u32x8_turn_3(self) }

    @inlinable @inline(__always)
    public static func columns(_ m: Message) -> (x: Self, y: Self) {
        let low = SIMD4.columns(m.low), high = SIMD4.columns(m.high)
        return (Self(lowHalf: low.x, highHalf: high.x), Self(lowHalf: low.y, highHalf: high.y))
    }
    @inlinable @inline(__always)
    public static func diagonals(_ m: Message) -> (x: Self, y: Self) {
        let low = SIMD4.diagonals(m.low), high = SIMD4.diagonals(m.high)
        return (Self(lowHalf: low.x, highHalf: high.x), Self(lowHalf: low.y, highHalf: high.y))
    }
    @inlinable @inline(__always)
    public static func permuted(_ m: Message) -> Message { Message(SIMD4.permuted(m.low), SIMD4.permuted(m.high)) }
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

// MARK: Kernels

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
                unsafe rows(module, SIMD8<UInt32>.self, 2, key, place, number, flags, target)
                done &+= 2
            } else {
                unsafe rows(module, SIMD4<UInt32>.self, 1, key, place, number, flags, target)
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

    /// One or two whole chunks, as many as `Rows` has computations.
    @inlinable @inline(never)
    static func rows<Module, Rows: BLAKE3Rows>(
        _ module: Module.Type, _ rows: Rows.Type, _ count: Int, _ key: UnsafePointer<UInt32>,
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
        for chunk in 0..<count {
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
